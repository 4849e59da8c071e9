import { execFileSync } from 'node:child_process';
import { expect, test } from './fixtures.ts';
import { WorkbenchPage } from './workbench.ts';

test.describe('sync-vs-async, as a person would', () => {
  test('from the gallery into the scenario by keyboard', async ({ page }) => {
    await page.goto('./');
    await page.getByRole('link', { name: /Sync/ }).first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'The customer waits for everybody.' })).toBeVisible();
    await expect(page).toHaveURL(/#\/s\/sync-vs-async/);
  });

  test('synchronous: Payment crashes, orders end in a timeout at the customer; after a restart they succeed again', async ({
    page,
  }) => {
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=sync');
    await bench.speed('2×');
    await bench.playUntil(async () => /[1-9]\d* ok/.test(await bench.says('Customer')));
    await bench.select('Payment');
    await bench.press('Crash');
    await expect(bench.node('Payment')).toHaveAttribute('aria-label', /crashed/);
    await bench.playUntil(async () => /[2-9] timed out/.test(await bench.says('Customer')));
    await expect(bench.stage.getByText(/^Timeout \d+$/).first()).toBeVisible();
    const okBefore = Number(/(\d+) ok/.exec(await bench.says('Customer'))?.[1]);
    await bench.press('Restart');
    await bench.playUntil(async () => Number(/(\d+) ok/.exec(await bench.says('Customer'))?.[1]) > okBefore);
    await expect(bench.node('Payment')).not.toHaveAttribute('aria-label', /crashed/);
  });

  test('asynchronous: orders are accepted, lag grows, drains after the restart, each order is charged once', async ({
    page,
  }) => {
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=async');
    await bench.speed('2×');
    await bench.playUntil(async () => /[2-9] ok/.test(await bench.says('Customer')));
    await bench.select('Payment');
    await bench.press('Crash');
    await bench.playUntil(async () => Number(/lag (\d+)/.exec(await bench.says('Payment'))?.[1]) >= 5);
    const whileDown = await bench.says('Customer');
    expect(Number(/(\d+) ok/.exec(whileDown)?.[1])).toBeGreaterThanOrEqual(7);
    expect(whileDown).not.toMatch(/timed out|failed/);
    await bench.press('Restart');
    await bench.playUntil(async () => /, up.*lag 0/.test(await bench.says('Payment')));
    const charges = bench.inspector.getByRole('table', { name: /charges/ });
    await expect(charges).toBeVisible();
    const rows = await charges.getByRole('row').allInnerTexts();
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows.slice(1)) expect(row).toMatch(/#\d+\s+12\s+1$/);
  });

  test('ten happenings back and ten forward give the identical picture', async ({ page }) => {
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=async');
    await bench.speed('2×');
    await bench.playUntil(async () => (await bench.clockMs()) > 1500);
    await bench.press('Step back');
    const pictures = [await bench.picture()];
    const clocks = [await bench.clockMs()];
    for (let i = 0; i < 10; i++) {
      await bench.press('Step back');
      pictures.push(await bench.picture());
      clocks.push(await bench.clockMs());
    }
    expect(new Set(pictures).size).toBe(11);
    for (let i = 9; i >= 0; i--) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => bench.clockMs()).toBe(clocks[i]);
      expect(await bench.picture()).toBe(pictures[i]);
    }
  });

  test('scrubbing goes anywhere that was played, and the future stays veiled', async ({ page }) => {
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=async');
    await bench.speed('2×');
    await bench.playUntil(async () => (await bench.clockMs()) > 2000);
    const end = await bench.clockMs();
    await expect(page.getByText('not played yet')).toBeVisible();
    await bench.time.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => bench.clockMs()).toBe(0);
    await page.keyboard.press('End');
    await expect.poll(() => bench.clockMs()).toBe(end);
    const region = page.getByRole('region', { name: 'Space-time' });
    const box = await region.boundingBox();
    if (box === null) throw new Error('the space-time diagram is not to be seen');
    await page.mouse.move(box.x + 300, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 400, box.y + 100, { steps: 8 });
    await page.mouse.up();
    const scrubbed = await bench.clockMs();
    expect(scrubbed).toBeGreaterThan(0);
    expect(scrubbed).toBeLessThan(end);
  });

  test('a copied link opens the same moment in a new page', async ({ page, context, baseURL }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(baseURL ?? '').origin });
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=async');
    await bench.speed('2×');
    await bench.playUntil(async () => (await bench.clockMs()) > 900);
    await bench.select('Payment');
    await bench.press('Crash');
    await bench.playUntil(async () => Number(/lag (\d+)/.exec(await bench.says('Payment'))?.[1]) >= 2);
    await bench.press('Share');
    await bench.press('Copy link');
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.keyboard.press('Escape');

    const other = new WorkbenchPage(await context.newPage());
    await other.page.goto(link);
    await expect(other.node('Payment')).toHaveAttribute('aria-label', /crashed/);
    expect(await other.clockMs()).toBe(await bench.clockMs());
    await other.select('Payment');
    expect(await other.picture()).toBe(await bench.picture());
  });

  test('a fault in the past starts a second future and keeps the first', async ({ page }) => {
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=async');
    await bench.speed('2×');
    await bench.playUntil(async () => (await bench.clockMs()) > 2000);
    const before = await bench.picture();
    const end = await bench.clockMs();
    for (let i = 0; i < 8; i++) await page.keyboard.press('Shift+ArrowLeft');
    await bench.select('Kitchen');
    await page.keyboard.press('x');
    await expect(bench.node('Kitchen')).toHaveAttribute('aria-label', /crashed/);
    await page.getByRole('button', { name: /2 futures/ }).click();
    await page.getByRole('radiogroup', { name: 'Futures' }).getByRole('radio').first().check({ force: true });
    await page.keyboard.press('Escape');
    await bench.time.focus();
    await page.keyboard.press('End');
    await expect.poll(() => bench.clockMs()).toBe(end);
    await bench.select('Orders');
    expect(await bench.picture()).toBe(before);
  });

  test('the same run has the same trace in Node and here, at any speed, scrubbed or not', async ({ page }) => {
    const bench = new WorkbenchPage(page);
    await bench.open('#/s/sync-vs-async?variant=async&t=2&i=0.9:crash:payment');
    const slow = await traceAt(bench);
    await bench.speed('10×');
    await bench.playUntil(async () => (await bench.clockMs()) > 4000);
    await bench.time.focus();
    await page.keyboard.press('Home');
    for (let i = 0; i < 5; i++) await bench.press('Step forward');
    await page.keyboard.press('End');
    const end = await traceAt(bench);
    for (const { seconds, trace } of [slow, end]) {
      const summary = execFileSync(
        'node',
        [
          'src/cli/eventually.mjs',
          'run',
          'sync-vs-async',
          '--variant',
          'async',
          '--until',
          `${seconds}s`,
          '--do',
          '[{"at":"900ms","crash":"payment"}]',
          '--json',
        ],
        { encoding: 'utf8' },
      );
      expect(trace).toBe((JSON.parse(summary) as { traceHash: string }).traceHash);
    }
  });
});

/** The moment's exact time, from its link, and its trace's hash, as the Share panel shows them. */
async function traceAt(bench: WorkbenchPage): Promise<{ seconds: string; trace: string }> {
  await bench.press('Share');
  const link = await bench.page.getByRole('textbox', { name: 'Link' }).inputValue();
  const trace = await bench.page.getByRole('status', { name: 'Trace' }).innerText();
  await bench.page.keyboard.press('Escape');
  const seconds = new URLSearchParams(link.split('?').at(-1)).get('t') ?? '0';
  return { seconds, trace: trace.trim() };
}
