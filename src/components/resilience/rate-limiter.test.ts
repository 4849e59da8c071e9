import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimiter } from './rate-limiter.ts';

test('[RATE-1] each period has its permissions', () => {
  const limiter = new RateLimiter({ limitForPeriod: 2, periodUs: 1_000, timeoutUs: 0 });
  expect([100, 200, 300, 1_000, 1_001, 1_999].map((tUs) => limiter.reserveUs(tUs))).toEqual([0, 0, null, 0, 0, null]);
  expect(limiter.available(50_000)).toBe(2);
});

test('[RATE-2] a call reserves the earliest permission within its timeout', () => {
  const limiter = new RateLimiter({ limitForPeriod: 2, periodUs: 1_000, timeoutUs: 1_800 });
  expect(Array.from({ length: 7 }, () => limiter.reserveUs(300))).toEqual([0, 0, 700, 700, 1_700, 1_700, null]);
  expect(limiter.available(300)).toBe(-4);
  expect(limiter.reserveUs(1_300)).toBe(1_700);
});

test('[RATE-1] [RATE-2] no period gives more than its limit, and nobody waits longer than necessary', () => {
  const configs = fc.record({
    limitForPeriod: fc.integer({ min: 1, max: 5 }),
    periodUs: fc.integer({ min: 1, max: 50 }),
    timeoutUs: fc.integer({ min: 0, max: 200 }),
  });
  const passes = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 7, 60), { minLength: 60, maxLength: 200 });
  fc.assert(
    fc.property(configs, passes, (config, steps) => {
      const limiter = new RateLimiter(config);
      const given = new Map<number, number>();
      let nowUs = 0;
      for (const passUs of steps) {
        nowUs += passUs;
        let period = Math.floor(nowUs / config.periodUs);
        while ((given.get(period) ?? 0) >= config.limitForPeriod) period++;
        const waitUs = Math.max(0, period * config.periodUs - nowUs);
        const allowed = waitUs <= config.timeoutUs;
        expect(limiter.reserveUs(nowUs)).toBe(allowed ? waitUs : null);
        if (allowed) given.set(period, (given.get(period) ?? 0) + 1);
      }
    }),
  );
});
