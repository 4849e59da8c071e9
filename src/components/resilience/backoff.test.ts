import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomSource } from '../../kernel/random.ts';
import { Backoff } from './backoff.ts';
import type { BackoffPolicy } from './backoff.ts';

const policy = (change: Partial<BackoffPolicy>): BackoffPolicy => ({
  growth: 'exponential',
  jitter: 'none',
  baseUs: 5_000,
  capUs: 2_000_000,
  ...change,
});
const at = (unit: number) => ({ unit: () => unit });
const waits = (change: Partial<BackoffPolicy>, unit: number, retries = 6): readonly number[] => {
  const backoff = new Backoff(policy(change));
  return Array.from({ length: retries }, (_, i) => backoff.nextUs(i + 1, at(unit)));
};

test('[BACKOFF-1] waits grow as the policy says', () => {
  expect(waits({ growth: 'none', jitter: 'full' }, 0.5)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(waits({ growth: 'fixed' }, 0.5)).toEqual([5_000, 5_000, 5_000, 5_000, 5_000, 5_000]);
  expect(waits({}, 0.5)).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000]);
});

test('[BACKOFF-2] no wait is longer than the cap, or than a hundred years', () => {
  expect(waits({ capUs: 30_000 }, 0.5)).toEqual([5_000, 10_000, 20_000, 30_000, 30_000, 30_000]);
  expect(waits({ growth: 'fixed', capUs: 3_000 }, 0.5, 2)).toEqual([3_000, 3_000]);
  expect(new Backoff(policy({ capUs: null })).nextUs(200, at(0.5))).toBe(3_155_760_000_000_000);
});

test('[BACKOFF-3] full jitter draws from 0, equal jitter from half', () => {
  expect(waits({ jitter: 'full' }, 0.25, 3)).toEqual([1_250, 2_500, 5_000]);
  expect(waits({ jitter: 'equal' }, 0.25, 3)).toEqual([3_125, 6_250, 12_500]);
  expect(waits({ jitter: 'equal', growth: 'fixed' }, 0.25, 2)).toEqual([3_125, 3_125]);
});

test('[BACKOFF-4] decorrelated jitter draws up to three times the wait before', () => {
  // 5000 + (15000 - 5000) / 2, then 5000 + (30000 - 5000) / 2, and so on up to the cap.
  expect(waits({ jitter: 'decorrelated', capUs: 40_000 }, 0.5)).toEqual([
    10_000, 17_500, 28_750, 40_000, 40_000, 40_000,
  ]);
  expect(waits({ jitter: 'decorrelated' }, 1e-12, 2)).toEqual([5_000, 5_000]);
});

test('[BACKOFF-5] waits are whole microseconds within their bounds, for one draw each', () => {
  const policies = fc.record<BackoffPolicy>({
    growth: fc.constantFrom('none', 'fixed', 'exponential'),
    jitter: fc.constantFrom('none', 'full', 'equal', 'decorrelated'),
    baseUs: fc.integer({ min: 0, max: 10_000_000 }),
    capUs: fc.option(fc.integer({ min: 0, max: 100_000_000 })),
  });
  fc.assert(
    fc.property(policies, fc.integer(), (each, seed) => {
      const draws = new RandomSource(seed).stream('a', 'retry');
      let drawn = 0;
      const counting = { unit: () => (drawn++, draws.unit()) };
      const backoff = new Backoff(each);
      let before = each.baseUs;
      for (let retry = 1; retry <= 20; retry++) {
        const waitUs = backoff.nextUs(retry, counting);
        const cap = each.capUs ?? Infinity;
        const plain =
          each.growth === 'none'
            ? 0
            : Math.min(cap, each.growth === 'fixed' ? each.baseUs : each.baseUs * 2 ** (retry - 1));
        const decorrelated = each.jitter === 'decorrelated' && each.growth !== 'none';
        expect(Number.isSafeInteger(waitUs)).toBe(true);
        expect(waitUs).toBeLessThanOrEqual(decorrelated ? Math.min(cap, Math.max(each.baseUs, before * 3)) : plain);
        const least = {
          none: plain,
          full: 0,
          equal: Math.floor(plain / 2),
          decorrelated: decorrelated ? Math.min(cap, each.baseUs, before * 3) : 0,
        };
        expect(waitUs).toBeGreaterThanOrEqual(least[each.jitter]);
        before = waitUs;
      }
      expect(drawn).toBe(each.jitter === 'none' || each.growth === 'none' ? 0 : 20);
    }),
    { numRuns: 500 },
  );
});
