import { expect, test } from './fixtures.ts';

const broken: readonly (readonly [string, string])[] = [
  ['an unknown page', '#/nowhere'],
  ['an unknown scenario', '#/s/no-such-thing'],
  ['no scenario', '#/s/'],
  ['a time that is none', '#/s/sync-vs-async?t=soon'],
  ['a time before the beginning', '#/s/sync-vs-async?t=-3'],
  ['a time far away', '#/s/sync-vs-async?t=99999999999'],
  ['a step too many', '#/s/sync-vs-async?step=99'],
  ['a step that is none', '#/s/sync-vs-async?step=first'],
  ['a seed that is none', '#/s/sync-vs-async?seed=lucky'],
  ['a variant that is none', '#/s/sync-vs-async?variant=quantum'],
  ['an intervention without a verb', '#/s/sync-vs-async?i=5'],
  ['an intervention with an unknown verb', '#/s/sync-vs-async?i=5:explode:payment'],
  ['an intervention on nobody', '#/s/sync-vs-async?i=5:crash:nobody'],
  ['a check that does not fit', '#/s/sync-vs-async?t=1&c=ffffff'],
  ['bad escapes', '#/s/sync-vs-async?t=%E0%A4%A'],
  ['markup', '#/s/<img src=x onerror=alert(1)>'],
  ['a prototype key', '#/s/sync-vs-async?__proto__=1&variant=__proto__'],
  ['an empty payload', '#/r/'],
  ['an unknown version', '#/r/9abcdef'],
  ['a payload of rubbish', '#/r/1AAAAAAAAAA!!'],
  ['a payload that is cut off', '#/r/1q1ZKLUvNK8lXslIqKMpPySyuVKoFAA'],
];

for (const [what, hash] of broken) {
  test(`a link with ${what} gets a clear message and no blank page`, async ({ page }) => {
    await page.goto(`./${hash}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const words = await page.locator('body').innerText();
    expect(words.length).toBeGreaterThan(60);
    expect(words).not.toMatch(/undefined|NaN|\[object|TypeError|    at /);
    const told = page
      .getByRole('region', { name: 'About this link' })
      .or(page.getByRole('main').getByRole('link', { name: /topics|gallery|scenario/i }));
    await expect(told.first()).toBeVisible();
  });
}
