import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, useViewport } from './fixtures.ts';

test('opens at a sub-path', async ({ page }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/^Eventually/);
  await expect(page.getByRole('main')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/some/where/');
});

test('carries its content security policy', async ({ page }) => {
  await page.goto('./');
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /^default-src 'none'; script-src 'self';/);
});

for (const screen of ['desktop', 'phone'] as const) {
  test(`does not scroll sideways: ${screen}`, async ({ page }) => {
    await useViewport(page, screen);
    await page.goto('./');
    await expect(page.getByRole('main')).toBeVisible();
    const [content, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBeLessThanOrEqual(window ?? 0);
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`has no serious accessibility fault in the gallery: ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('./');
    await expect(page.getByRole('main')).toBeVisible();
    await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const faults = serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
    expect(faults).toEqual([]);
  });
}
