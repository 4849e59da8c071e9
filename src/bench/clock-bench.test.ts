import { expect, test } from 'vitest';
import { benchClock } from './clock-bench.ts';

test('the benchmark compares both clocks at each number of pending timers', { timeout: 60_000 }, () => {
  // A clock on which every reading is a second later: each batch counts as long enough, so the test is short.
  let reading = 0;
  const results = benchClock(() => (reading += 1_000));
  expect(results.map(({ pending }) => pending)).toEqual([20, 2_000, 10_000]);
  for (const { oursPerSecond, xstatePerSecond, ratio } of results) {
    expect(oursPerSecond).toBeGreaterThan(0);
    expect(xstatePerSecond).toBeGreaterThan(0);
    expect(ratio).toBeCloseTo(oursPerSecond / xstatePerSecond);
  }
});
