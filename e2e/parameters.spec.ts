import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { payloadLinkText } from '../src/share/payload-link.ts';
import { EMPTY_RUN } from '../src/share/run-link.ts';
import { expect, test } from './fixtures.ts';
import { WorkbenchPage } from './workbench.ts';

test('a slider plays the run again with its value, by keyboard, and the link keeps it', async ({ page }) => {
  const document = {
    ...(parse(readFileSync('e2e/every-kind.yaml', 'utf8')) as object),
    parameters: { ovens: { label: 'Ovens', min: 1, max: 9, step: 1, default: 4, unit: 'hot' } },
  };
  const bench = new WorkbenchPage(page);
  await bench.open(payloadLinkText({ ...EMPTY_RUN, kind: 'payload', document, tUs: 2_000_000 }) ?? '#/');
  const slider = page.getByRole('slider', { name: 'Ovens' });
  await expect(slider).toHaveValue('4');
  const before = page.url();
  await slider.press('ArrowRight');
  await expect(slider).toHaveValue('5');
  await expect(page.getByText('5 hot')).toBeVisible();
  await expect.poll(() => bench.clockMs()).toBe(2000);
  await expect.poll(() => page.url()).not.toBe(before);
  await page.reload();
  await expect(page.getByRole('slider', { name: 'Ovens' })).toHaveValue('5');
});
