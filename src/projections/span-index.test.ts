import { expect, it } from 'vitest';
import { createProjection } from './create-projection.ts';
import { delivered, message, sent, traceOf } from './hand-trace.spec.ts';
import { sampleScenario } from './sample-scenario.ts';
import type { Span } from './space-time.ts';

const request = message(1);
const call = message(2, { name: 'Reserve', causationId: 1 });
const line = (tUs: number, number: number, op: string) =>
  ({ kind: 'statement.started', tUs, at: 'orders', task: 7, worker: 0, line: number, op, untilUs: null }) as const;

const trace = traceOf(
  sent(0, 1, request, { timeoutAtUs: 90 }),
  delivered(10, 1, request),
  { kind: 'handler.started', tUs: 10, at: 'orders', task: 7, worker: 0, message: request, record: null },
  line(10, 2, 'work'),
  line(30, 3, 'call'),
  sent(30, 2, call, { at: 'orders', to: 'stock', cause: 4, timeoutAtUs: 50 }),
  { kind: 'call.timed-out', tUs: 50, at: 'orders', message: call, to: 'stock', attempt: 1, waitedUs: 20 },
  line(60, 4, 'write'),
  line(60, 5, 'work'),
  { kind: 'component.crashed', tUs: 80, at: 'orders', chart: 'life', from: 'up', to: 'crashed', lost: 1 },
  {
    kind: 'request.completed',
    tUs: 90,
    at: 'customer',
    message: request,
    outcome: 'timeout',
    latencyUs: 90,
    data: null,
  },
  { kind: 'component.restarted', tUs: 95, at: 'orders', chart: 'life', from: 'restarting', to: 'up' },
);

const projection = createProjection(sampleScenario(), trace);

function seen(fromUs: number, toUs: number, nowUs: number): unknown[] {
  return projection
    .spaceTime(fromUs, toUs, nowUs)
    .spans.map(({ kind, startUs, endUs, timedOut }: Span) => [kind, startUs, endUs, timedOut]);
}

it('[VIEW-16] draws work, waiting and requests from start to end', () => {
  expect(seen(0, 100, 100)).toEqual([
    ['request', 0, 90, true],
    ['work', 10, 30, false],
    ['wait', 30, 60, true],
    ['work', 60, 80, false],
  ]);
  expect(seen(40, 50, 100)).toEqual([
    ['request', 0, 90, true],
    ['wait', 30, 60, true],
  ]);
});

it('[VIEW-16] has no red before the time-out, and no end before the end', () => {
  expect(seen(0, 100, 49)).toEqual([
    ['request', 0, null, false],
    ['work', 10, 30, false],
    ['wait', 30, null, false],
  ]);
  expect(seen(0, 100, 50)).toContainEqual(['wait', 30, null, true]);
});

it('[VIEW-3] shows an outage without its end until it is over', () => {
  expect(projection.spaceTime(0, 100, 90).outages).toEqual([{ component: 'orders', crashedUs: 80, restartedUs: null }]);
  expect(projection.spaceTime(0, 100, 95).outages).toEqual([{ component: 'orders', crashedUs: 80, restartedUs: 95 }]);
  expect(projection.spaceTime(0, 79, 95).outages).toEqual([]);
});
