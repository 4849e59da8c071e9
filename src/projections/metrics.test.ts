import fc from 'fast-check';
import { expect, it } from 'vitest';
import { message, sent, traceOf } from './hand-trace.spec.ts';
import { metricsOf } from './metrics.ts';
import { quantile } from './quantile.ts';
import { sampleScenario } from './sample-scenario.ts';

const ended = (tUs: number, outcome: 'ok' | 'timeout', latencyUs: number) =>
  ({ kind: 'request.completed', tUs, at: 'customer', message: message(1), outcome, latencyUs, data: null }) as const;

const trace = traceOf(
  sent(0, 1, message(1)),
  ended(10, 'ok', 100),
  { kind: 'component.crashed', tUs: 20, at: 'orders', chart: 'life', from: 'up', to: 'crashed' },
  {
    kind: 'message.dropped',
    tUs: 30,
    at: 'orders',
    hop: 1,
    message: message(1),
    from: 'customer',
    to: 'orders',
    reason: 'receiver-down',
    why: '',
    mayComeAgain: false,
  },
  ended(40, 'timeout', 300),
  { kind: 'component.restarted', tUs: 50, at: 'orders', chart: 'life', from: 'restarting', to: 'up' },
  ended(60, 'ok', 200),
  { kind: 'log.appended', tUs: 60, at: 'order-events', partition: 0, offset: 0, message: message(1) },
);

function at(fromUs: number, toUs: number, id: string) {
  return metricsOf(sampleScenario(), trace, fromUs, toUs).find((metrics) => metrics.id === id);
}

it('[VIEW-23] counts what happened in a window, its ends included', () => {
  expect(at(0, 100, 'customer')?.requests).toEqual({
    ended: 3,
    outcomes: { ok: 2, refused: 0, failed: 0, timeout: 1 },
    successRatio: 2 / 3,
    latencyUs: { p50: 200, p99: 300, mean: 200, longest: 300 },
  });
  expect(at(40, 60, 'customer')?.requests).toMatchObject({ ended: 2, successRatio: 0.5 });
  expect(at(41, 59, 'customer')?.requests).toMatchObject({ ended: 0, successRatio: null, latencyUs: null });
  expect(at(0, 100, 'orders')).toMatchObject({
    crashes: 1,
    downUs: 30,
    dropped: { 'receiver-down': 1 },
    requests: null,
  });
  expect(at(30, 40, 'orders')).toMatchObject({ crashes: 0, downUs: 10, dropped: { 'receiver-down': 1 } });
  expect(at(60, 60, 'order-events')).toMatchObject({ appended: 1, handlers: null });
});

it('[VIEW-23] has nearest-rank quantiles', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (numbers, q) => {
      const ascending = numbers.sort((a, b) => a - b);
      const value = quantile(ascending, q);
      expect(ascending).toContain(value);
      expect(ascending.filter((number) => number <= value).length).toBeGreaterThanOrEqual(q * ascending.length);
      expect(ascending.filter((number) => number < value).length).toBeLessThan(q * ascending.length);
    }),
  );
});
