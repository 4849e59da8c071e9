import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, useViewport } from './fixtures.ts';

const moments = {
  'a synchronous outage': '#/s/sync-vs-async?step=2&t=2.795524&phase=compared&i=1.426857:crash:payment',
  'an asynchronous outage': '#/s/sync-vs-async?step=6&t=3&variant=async&i=1.050476:crash:payment',
};

for (const [what, hash] of Object.entries(moments)) {
  for (const screen of ['desktop', 'projector', 'phone'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${what} is accessible and fits the ${screen} in ${colorScheme}`, async ({ page }) => {
        await useViewport(page, screen);
        await page.emulateMedia({ colorScheme });
        await page.goto(`./${hash}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('figure', { name: 'Stage' })).toBeVisible();
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways, 'pixels to scroll sideways').toBe(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      });
    }
  }
}

test('a pointer opens the topic that it points at', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: /Sync/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The customer waits for everybody.' })).toBeVisible();
});
