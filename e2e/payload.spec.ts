import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { payloadLinkText } from '../src/share/payload-link.ts';
import { EMPTY_RUN } from '../src/share/run-link.ts';
import { expect, test } from './fixtures.ts';
import { WorkbenchPage } from './workbench.ts';

test('a link that carries a changed document opens that document at its moment', async ({ page }) => {
  const document: unknown = {
    ...parse(readFileSync('src/scenarios/sync-vs-async.yaml', 'utf8')),
    title: 'My own shop',
  };
  const link = payloadLinkText({ ...EMPTY_RUN, kind: 'payload', document, variant: 'async', step: 3, tUs: 2_000_000 });
  const bench = new WorkbenchPage(page);
  await bench.open(link ?? '#/');
  await expect(page).toHaveTitle(/My own shop/);
  await expect(page.getByRole('radio', { name: 'Asynchronous' })).toBeChecked();
  await expect.poll(() => bench.clockMs()).toBe(2000);
});
