import { expect, test } from './fixtures.ts';
import { WorkbenchPage } from './workbench.ts';

test('the guide leads through all steps: it asks, keeps the answer, plays and compares', async ({ page }) => {
  test.setTimeout(120_000);
  const bench = new WorkbenchPage(page);
  await bench.open('#/s/sync-vs-async');
  await bench.speed('10×');
  const begin = bench.story.getByRole('button', { name: 'Begin' });
  await begin.click();
  let asked = 0;
  for (let step = 1; step <= 7; step++) {
    await expect(bench.story.getByText(`${step} of 7`)).toBeVisible();
    const question = bench.story.getByRole('radiogroup');
    // While the step plays towards what it waits for, its button only hurries that on.
    const waiting = bench.story.getByRole('button', { name: /^(Begin|Play on|Skip ahead|Skip to the outcome)$/ });
    await expect(waiting).toHaveCount(0, { timeout: 30_000 });
    if ((await question.count()) > 0) {
      asked++;
      const chosen = asked % 2 === 0 ? 0 : 1;
      await page.keyboard.press(['a', 'b'][chosen] ?? 'a');
      // Where the answer needs no playing it is told at once.
      const findOut = bench.story.getByRole('button', { name: 'Play and find out' });
      const comparison = bench.story.getByRole('region', { name: 'Prediction and outcome' });
      await expect(findOut.or(comparison)).toBeVisible();
      if (await findOut.isVisible()) await findOut.click();
      await expect(comparison).toBeVisible({ timeout: 30_000 });
      await expect(comparison).toContainText('You said');
    }
    if (step < 7) await page.keyboard.press('n');
  }
  expect(asked).toBe(5);
  await expect(bench.story.getByRole('region', { name: 'What to take away' })).toBeVisible();
  // The way back leads through remembered moments, and the answers are still there.
  await page.keyboard.press('PageUp');
  await expect(bench.story.getByText('6 of 7')).toBeVisible();
  await expect(bench.story).toContainText('You said');
});

test('a step can be jumped to, with everything that leads to it', async ({ page }) => {
  const bench = new WorkbenchPage(page);
  await bench.open('#/s/sync-vs-async');
  await page.getByRole('button', { name: /^Step 6: / }).click();
  await expect(bench.story.getByText('6 of 7')).toBeVisible();
  await expect(bench.node('Payment')).toHaveAttribute('aria-label', /crashed.*lag [5-9]/);
});

test('a link to a step that starts afresh needs nothing of the steps before it', async ({ page }) => {
  const bench = new WorkbenchPage(page);
  await bench.open('#/s/sync-vs-async?variant=async&step=4');
  await expect(bench.story.getByText('4 of 7')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Asynchronous' })).toBeChecked();
  await expect(bench.node('Customer')).toHaveAttribute('aria-label', /3 ok/);
  await expect(page.getByText('did not come about')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /futures/ })).toHaveCount(0);
});
