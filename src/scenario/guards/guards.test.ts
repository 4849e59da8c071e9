import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load.ts';
import type { Statement } from '../program.ts';
import type { CallGuards } from './guard-spec.ts';

const load = (guards: string) =>
  loadScenario(`
eventually: 1
id: shop
title: Shop
messages: { Go: { kind: command }, Ask: { kind: query } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s }] }
  b: { kind: service, on: { Go: [{ call: Ask, to: c${guards} }] } }
  c: { kind: service, on: { Ask: [] } }`);

function callOf(guards: string): Extract<Statement, { readonly op: 'call' }> {
  const loaded = load(guards);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const spec = loaded.scenario.components.get('b');
  if (spec?.kind !== 'service') throw new Error('b is no service');
  return spec.handlers.get('Go')?.statements[0] as Extract<Statement, { readonly op: 'call' }>;
}

const guardsOf = (guards: string): CallGuards => callOf(guards).guards as CallGuards;

test('[GUARD-1] a call without guards has none', () => {
  expect(callOf(', timeout: 1s, retry: { attempts: 3, delay: 1ms, jitter: equal }').guards).toBeNull();
});

test('[GUARD-1] each product brings its defaults', () => {
  expect(
    guardsOf(
      ', timeout: 1s, breaker: {}, bulkhead: { places: 3 }, rateLimit: { limit: 5, per: 1s }, retry: { attempts: 3, delay: 1ms, budget: {} }',
    ),
  ).toEqual({
    breaker: {
      product: 'resilience4j',
      failureRateThreshold: 50,
      slowCallRateThreshold: 100,
      slowCallDurationUs: 60_000_000,
      windowType: 'count',
      windowSize: 100,
      minimumCalls: 100,
      permittedInHalfOpen: 10,
      waitInOpenUs: 60_000_000,
      automaticHalfOpen: false,
      maxWaitInHalfOpenUs: 0,
    },
    bulkhead: { maxConcurrentCalls: 3, maxWaitUs: 0 },
    rateLimit: { limitForPeriod: 5, periodUs: 1_000_000, timeoutUs: 5_000_000 },
    budget: {
      product: 'aws',
      capacity: 500,
      retryCost: 5,
      exception: { cause: 'transient', cost: 10 },
      successRefund: 1,
    },
    order: ['retry', 'breaker', 'rateLimit', 'timeout', 'bulkhead'],
  });
  expect(guardsOf(', breaker: { product: opossum, window: 5s, buckets: 5 }').breaker).toEqual({
    product: 'opossum',
    errorThresholdPercentage: 50,
    volumeThreshold: 0,
    resetTimeoutUs: 30_000_000,
    rollingTimeoutUs: 5_000_000,
    rollingBuckets: 5,
  });
  expect(guardsOf(', breaker: { window: 20s }').breaker).toMatchObject({ windowType: 'time', windowSize: 20 });
  expect(guardsOf(', retry: { attempts: 2, delay: 1ms, budget: { product: grpc } }').budget).toEqual({
    product: 'grpc',
    maxTokens: 10,
    tokenRatio: 0.1,
  });
});

test('[GUARD-1] the order is what the document says', () => {
  expect(guardsOf(', timeout: 1s, retry: { attempts: 3, delay: 1ms }, order: [timeout, retry]').order).toEqual([
    'timeout',
    'retry',
  ]);
});

test('a handler says its guards in a line of their own', () => {
  const loaded = load(', timeout: 1s, breaker: {}, bulkhead: { places: 3 }');
  const spec = loaded.ok ? loaded.scenario.components.get('b') : undefined;
  const lines = spec?.kind === 'service' ? (spec.handlers.get('Go')?.lines ?? []) : [];
  expect(lines.map(({ parts }) => parts.map(({ text }) => text).join(''))).toEqual([
    'on Go as msg',
    'c.Ask()',
    'within 1 s, breaker, 3 at once',
  ]);
});

describe('what does not fit', () => {
  test.each([
    [', breaker: { product: hystrix }', '`hystrix` is not a product; there are `resilience4j` and `opossum`'],
    [', breaker: { buckets: 5 }', 'Resilience4j has no `buckets`'],
    [', breaker: { minimum: 0 }', 'Resilience4j decides after 1 call at the earliest'],
    [', breaker: { window: 1500ms }', "Resilience4j's time window is a number of whole seconds"],
    [', breaker: { window: many }', '`window` is a number of calls, or a time such as `10s`'],
    [', breaker: { failureRate: 0 }', '`failureRate`'],
    [', breaker: { product: opossum, trials: 3 }', 'opossum has no `trials`'],
    [', breaker: { product: opossum, window: 5 }', "opossum's window is a time, as in `10s`"],
    [', breaker: { product: opossum, window: 5us, buckets: 10 }', "10 buckets don't fit into so short a window"],
    [', breaker: { waits: 5s }', '`waits` is not a field of a circuit breaker; did you mean `wait`?'],
    [', bulkhead: 5', 'a bulkhead is written as fields with values, as in `{ places: 5 }`'],
    [', bulkhead: { places: 0 }', '`places` is 0; at least 1'],
    [', rateLimit: { limit: 5 }', '`per` is missing'],
    [', rateLimit: { limit: 5, per: 0s }', 'a rate limit counts per some time, as in `1s`'],
    [', retry: { attempts: 2, delay: 1ms, budget: { tokens: 5 } }', 'a budget of the AWS SDKs has no `tokens`'],
    [', retry: { attempts: 2, delay: 1ms, budget: { product: grpc, cost: 5 } }', 'a budget of gRPC has no `cost`'],
    [', retry: { attempts: 2, delay: 1ms, jitter: some }', '`some` is not a jitter'],
    [
      ', breaker: {}, order: [retry, breaker]',
      '`order` names each guard of the call once, the outermost first: `breaker`',
    ],
    [', breaker: {}, order: [breker]', '`breker` is not a guard; did you mean `breaker`?'],
  ])('%s is told', (guards, says) => {
    const loaded = load(guards);
    expect(loaded.ok ? '' : loaded.problems.map(({ message }) => message).join('\n')).toContain(says);
  });
});
