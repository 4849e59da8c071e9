import { expect, test } from 'vitest';
import { RandomSource } from '../kernel/random.ts';
import type { RetrySpec } from '../scenario/scenario.ts';
import { backoffOf } from './retry-delay.ts';

const draws = () => new RandomSource(1).stream('a', 'retry');
const spec = (change: Partial<RetrySpec>): RetrySpec => ({
  attempts: 9,
  backoff: 'exponential',
  delayUs: 5_000,
  maxDelayUs: null,
  jitter: 'none',
  ...change,
});
const delays = (retry: RetrySpec): readonly number[] =>
  [1, 2, 3, 4].map((number) => backoffOf(retry).nextUs(number, draws()));

test('[CALL-5] the delay doubles from attempt to attempt', () => {
  expect(delays(spec({}))).toEqual([5_000, 10_000, 20_000, 40_000]);
  expect(delays(spec({ maxDelayUs: 15_000 }))).toEqual([5_000, 10_000, 15_000, 15_000]);
  expect(delays(spec({ maxDelayUs: 3_000 }))).toEqual([3_000, 3_000, 3_000, 3_000]);
  expect(delays(spec({ backoff: 'fixed' }))).toEqual([5_000, 5_000, 5_000, 5_000]);
  expect(delays(spec({ backoff: 'none' }))).toEqual([0, 0, 0, 0]);
});

test('[CALL-5] full jitter draws evenly between 0 and the delay, in whole microseconds', () => {
  const stream = draws();
  const some = Array.from({ length: 4_000 }, () => backoffOf(spec({ jitter: 'full' })).nextUs(3, stream));
  expect(some.every((us) => Number.isInteger(us) && us >= 0 && us < 20_000)).toBe(true);
  const mean = some.reduce((sum, us) => sum + us, 0) / some.length;
  expect(Math.abs(mean - 10_000)).toBeLessThan(4 * (5_774 / Math.sqrt(4_000)));
  expect(Math.min(...some)).toBeLessThan(100);
  expect(Math.max(...some)).toBeGreaterThan(19_900);
});

test('[GUARD-11] equal jitter draws between half of the delay and all of it, decorrelated up to three times the one before', () => {
  const stream = draws();
  const equal = Array.from({ length: 500 }, () => backoffOf(spec({ jitter: 'equal' })).nextUs(3, stream));
  expect(equal.every((us) => us >= 10_000 && us <= 20_000)).toBe(true);
  const decorrelated = backoffOf(spec({ jitter: 'decorrelated', maxDelayUs: 60_000 }));
  let before = 5_000;
  for (let number = 1; number <= 200; number++) {
    const us = decorrelated.nextUs(number, stream);
    expect(us).toBeGreaterThanOrEqual(5_000);
    expect(us).toBeLessThanOrEqual(Math.min(60_000, Math.max(before * 3, 5_000)));
    before = us;
  }
});
