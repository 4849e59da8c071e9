import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AWS_STANDARD_2026, AWS_STANDARD_LEGACY, RetryQuota, RetryThrottle } from './retry-budget.ts';
import type { RetryCause } from './retry-budget.ts';

const costs = (quota: RetryQuota): readonly (number | null)[] =>
  (['transient', 'throttling', 'server-error'] as const).map((cause) => quota.take(cause));

describe('the AWS standard quota', () => {
  test('[BUDGET-1] a retry takes its cost, and is not made without it', () => {
    expect(costs(new RetryQuota(AWS_STANDARD_LEGACY))).toEqual([10, 5, 5]);
    expect(costs(new RetryQuota(AWS_STANDARD_2026))).toEqual([14, 5, 14]);
    const quota = new RetryQuota(AWS_STANDARD_2026);
    let retries = 0;
    while (quota.take('transient') !== null) retries++;
    expect([retries, quota.tokens]).toEqual([35, 10]);
    expect(quota.take('throttling')).toBe(5);
  });

  test('[BUDGET-2] a success gives back what the last retry took, or 1', () => {
    const quota = new RetryQuota(AWS_STANDARD_LEGACY);
    quota.take('transient');
    quota.succeeded(quota.take('throttling'));
    expect(quota.tokens).toBe(490);
    quota.succeeded(null);
    expect(quota.tokens).toBe(491);
    for (let i = 0; i < 20; i++) quota.succeeded(null);
    expect(quota.tokens).toBe(500);
  });

  test('[BUDGET-1] [BUDGET-2] tokens stay between none and the capacity, and only retries lower them', () => {
    const operations = fc.array(
      fc.constantFrom<RetryCause | 'clean' | 'retried'>('transient', 'throttling', 'clean', 'retried'),
      {
        minLength: 50,
        maxLength: 200,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(AWS_STANDARD_LEGACY, AWS_STANDARD_2026), operations, (config, steps) => {
        const quota = new RetryQuota({ ...config, capacity: 60 });
        let plain = 60;
        let last: number | null = null;
        for (const step of steps) {
          if (step === 'clean') quota.succeeded(null);
          else if (step === 'retried') quota.succeeded(last);
          else last = quota.take(step) ?? last;
          const cost = step === config.exception.cause ? config.exception.cost : config.retryCost;
          if (step === 'clean') plain = Math.min(60, plain + 1);
          else if (step === 'retried') plain = Math.min(60, plain + (last ?? 1));
          else if (plain >= cost) plain -= cost;
          expect(quota.tokens).toBe(plain);
        }
      }),
    );
  });
});

test('[BUDGET-3] gRPC tries nothing again with half of the tokens or fewer', () => {
  const throttle = new RetryThrottle({ maxTokens: 10, tokenRatio: 0.1 });
  for (let i = 0; i < 4; i++) throttle.failed();
  expect([throttle.tokens, throttle.allowsRetry]).toEqual([6, true]);
  throttle.failed();
  expect([throttle.tokens, throttle.allowsRetry]).toEqual([5, false]);
  throttle.succeeded();
  expect([throttle.tokens, throttle.allowsRetry]).toEqual([5.1, true]);
  for (let i = 0; i < 100; i++) throttle.failed();
  expect(throttle.tokens).toBe(0);
  // Sixty tenths: in floating point they would add up to a little less than six.
  for (let i = 0; i < 60; i++) throttle.succeeded();
  expect(throttle.tokens).toBe(6);
  for (let i = 0; i < 100; i++) throttle.succeeded();
  expect(throttle.tokens).toBe(10);
});

test('[BUDGET-3] three decimals of the token ratio count', () => {
  const throttle = new RetryThrottle({ maxTokens: 3, tokenRatio: 0.0079 });
  throttle.failed();
  throttle.succeeded();
  expect(throttle.tokens).toBe(2.007);
});
