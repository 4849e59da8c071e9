import { describe, expect, it } from 'vitest';
import type { TimedIntervention } from '../scenario/intervention.ts';
import type { Simulation } from '../run/simulation.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const CRASHED = 5 * SECOND;
const RESTARTED = 25 * SECOND;
const END = 40 * SECOND;

const outage: readonly TimedIntervention[] = [
  { atUs: CRASHED, what: { kind: 'crash', component: 'payment' } },
  { atUs: RESTARTED, what: { kind: 'restart', component: 'payment' } },
];

function played(variant: string, interventions: readonly TimedIntervention[] = [], untilUs = END): Simulation {
  const simulation = runOf(builtIn('sync-vs-async', variant), interventions);
  simulation.advanceTo(untilUs);
  return simulation;
}

/** When each order was placed, by its number. */
function placed(simulation: Simulation): Map<string, number> {
  const orders = entriesOf(simulation, 'message.sent').filter(
    ({ message, at }) => at === 'customer' && message.name === 'PlaceOrder',
  );
  return new Map(orders.map(({ message, tUs }) => [message.label, tUs]));
}

function outcomes(simulation: Simulation, fromUs: number, toUs: number): { ok: number; all: number } {
  const placedAt = placed(simulation);
  const ended = entriesOf(simulation, 'request.completed').filter(({ message }) => {
    const tUs = placedAt.get(message.label) as number;
    return tUs >= fromUs && tUs <= toUs;
  });
  return { ok: ended.filter(({ outcome }) => outcome === 'ok').length, all: ended.length };
}

/** How often each order's charge was written. */
function charges(simulation: Simulation): Map<string, number> {
  const times = new Map<string, number>();
  for (const { at, table, label } of entriesOf(simulation, 'table.written')) {
    if (at === 'payment' && table === 'charges') times.set(label, (times.get(label) ?? 0) + 1);
  }
  return times;
}

function accepted(simulation: Simulation): readonly string[] {
  return entriesOf(simulation, 'request.completed')
    .filter(({ outcome }) => outcome === 'ok')
    .map(({ message }) => message.label);
}

/** Time that an order's story spends on the network and at work on the way to the customer's answer, in sequence. */
function partsUs(
  simulation: Simulation,
  label: string,
  components: readonly string[],
  passages: readonly string[],
): number {
  const onTheWay = entriesOf(simulation, 'message.sent')
    .filter(({ message, passage }) => message.label === label && passages.includes(passage))
    .reduce((sum, { dueUs, tUs }) => sum + dueUs - tUs, 0);
  const tasks = new Set(
    entriesOf(simulation, 'handler.started')
      .filter(({ at, message }) => components.includes(at) && message.label === label)
      .map(({ task }) => task),
  );
  const atWork = entriesOf(simulation, 'statement.started')
    .filter(({ op, task }) => op === 'work' && tasks.has(task))
    .reduce((sum, { untilUs, tUs }) => sum + (untilUs as number) - tUs, 0);
  return onTheWay + atWork;
}

describe('sync-vs-async', () => {
  it('gives both variants the same customers at the same instants', () => {
    expect([...placed(played('async')).values()]).toEqual([...placed(played('sync')).values()]);
    expect(placed(played('sync')).size).toBeGreaterThan(100);
  });

  it('synchronous: the answer takes as long as all parts of the chain together', () => {
    const simulation = played('sync', [], 10 * SECOND);
    const answered = entriesOf(simulation, 'request.completed');
    expect(answered.length).toBeGreaterThan(20);
    for (const { message, latencyUs, outcome } of answered) {
      expect(outcome).toBe('ok');
      const chain = ['orders', 'payment', 'kitchen', 'delivery', 'notification'];
      expect(latencyUs).toBe(partsUs(simulation, message.label, chain, ['call', 'reply']));
    }
  });

  it('asynchronous: the answer takes as long as writing and publishing, and no consumer counts', () => {
    const simulation = played('async', [], 10 * SECOND);
    const answered = entriesOf(simulation, 'request.completed');
    expect(answered.length).toBeGreaterThan(20);
    for (const { message, latencyUs } of answered) {
      expect(latencyUs).toBe(partsUs(simulation, message.label, ['orders'], ['call', 'publish', 'ack', 'reply']));
    }
    const slowest = Math.max(...answered.map(({ latencyUs }) => latencyUs));
    const chained = entriesOf(played('sync', [], 10 * SECOND), 'request.completed').map(({ latencyUs }) => latencyUs);
    expect(slowest).toBeLessThan(Math.min(...chained) / 3);
  });

  it('Payment is down for 20 s: 0 % of the orders succeed synchronously, 100 % asynchronously', () => {
    const sync = outcomes(played('sync', outage), CRASHED, RESTARTED);
    const async = outcomes(played('async', outage), CRASHED, RESTARTED);
    expect(sync.all).toBeGreaterThan(60);
    expect(sync.ok).toBe(0);
    expect(async.all).toBe(sync.all);
    expect(async.ok).toBe(async.all);
  });

  it('a synchronous order of the outage ends as a timeout at the customer, after the wait for Payment', () => {
    const simulation = played('sync', outage);
    const placedAt = placed(simulation);
    const during = entriesOf(simulation, 'request.completed').filter(({ message }) => {
      const tUs = placedAt.get(message.label) as number;
      return tUs > CRASHED && tUs < RESTARTED;
    });
    expect(during.length).toBeGreaterThan(60);
    for (const { outcome, latencyUs } of during) {
      expect(outcome).toBe('timeout');
      expect(latencyUs).toBeGreaterThan(800_000);
    }
  });

  it("asynchronous: Payment's lag grows while it is down and drains after its restart; the other groups keep up", () => {
    const simulation = played('async', outage);
    const lagAt = (group: string, tUs: number): number => {
      const before = simulation.trace.entries.filter((entry) => entry.tUs <= tUs);
      const appended = before.filter(({ kind }) => kind === 'log.appended').length;
      const committed = new Map<number, number>();
      for (const entry of before)
        if (entry.kind === 'offset.committed' && entry.group === group) committed.set(entry.partition, entry.offset);
      return appended - [...committed.values()].reduce((sum, offset) => sum + offset, 0);
    };
    const during = [6, 10, 15, 20, 25].map((second) => lagAt('payment', second * SECOND));
    expect(during).toEqual([...during].sort((a, b) => a - b));
    expect(during.at(-1)).toBeGreaterThan(60);
    expect(lagAt('payment', END)).toBeLessThanOrEqual(3);
    expect(lagAt('kitchen', RESTARTED)).toBeLessThanOrEqual(3);
  });

  it('with dedupe every accepted order is charged exactly once after recovery, without it at least once', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const once = runOf(builtIn('sync-vs-async', 'async'), outage, seed);
      once.advanceTo(END);
      expect(once.comeToRest(60 * SECOND)).toBe(true);
      const exactly = charges(once);
      expect(accepted(once).map((label) => exactly.get(label))).toEqual(accepted(once).map(() => 1));

      const bare = runOf(builtIn('sync-vs-async', 'async-no-dedupe'), outage, seed);
      bare.advanceTo(END);
      expect(bare.comeToRest(60 * SECOND)).toBe(true);
      const atLeast = charges(bare);
      expect(accepted(bare).every((label) => (atLeast.get(label) ?? 0) >= 1)).toBe(true);
    }
  });

  it('a crash between charge and commit charges twice without dedupe, once with it', () => {
    const twice = (variant: string): number => {
      // Each millisecond of one order's handling is tried as the instant of the crash.
      let most = 0;
      for (let ms = 1500; ms < 1800; ms += 5) {
        const simulation = runOf(builtIn('sync-vs-async', variant), [
          { atUs: ms * 1000, what: { kind: 'crash', component: 'payment' } },
          { atUs: ms * 1000 + 200_000, what: { kind: 'restart', component: 'payment' } },
        ]);
        simulation.advanceTo(5 * SECOND);
        most = Math.max(most, ...charges(simulation).values());
      }
      return most;
    };
    expect(twice('async')).toBe(1);
    expect(twice('async-no-dedupe')).toBe(2);
  });
});
