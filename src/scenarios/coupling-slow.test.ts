import { describe, expect, it } from 'vitest';
import type { Simulation } from '../run/simulation.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import type { Base } from '../trace/entry.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, type EntryOf, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const WORKERS = 5;
const SLOW_AT = 4 * SECOND;

const slowed = (factor: number, atUs = SLOW_AT): TimedIntervention => ({
  atUs,
  what: { kind: 'slow', component: 'payment', factor },
});

function played(
  variant: string | null,
  interventions: readonly TimedIntervention[],
  seed: number,
  untilUs: number,
): Simulation {
  const simulation = runOf(builtIn('coupling-slow', variant), interventions, seed);
  simulation.advanceTo(untilUs);
  return simulation;
}

/** Requests of a client that were placed in a while and have ended. */
function ended(
  simulation: Simulation,
  who: string,
  fromUs: number,
  toUs: number,
): readonly EntryOf<'request.completed'>[] {
  return entriesOf(simulation, 'request.completed').filter(({ at, tUs, latencyUs }) => {
    const placedUs = tUs - latencyUs;
    return at === who && placedUs >= fromUs && placedUs < toUs;
  });
}

function atGateway<K extends 'handler.queued' | 'handler.started' | 'handler.finished'>(
  simulation: Simulation,
  kind: K,
): readonly EntryOf<K>[] {
  return entriesOf(simulation, kind).filter((entry: Base) => entry.at === 'gateway');
}

/** How many requests wait for a worker of the gateway at an instant. */
function waiting(simulation: Simulation, tUs: number): number {
  const until = (entry: { readonly tUs: number }): boolean => entry.tUs <= tUs;
  const queued = new Set(
    atGateway(simulation, 'handler.queued')
      .filter(until)
      .map(({ message }) => message.id),
  );
  for (const { message } of atGateway(simulation, 'handler.started').filter(until)) queued.delete(message.id);
  return queued.size;
}

/** The 99th percentile, nearest rank, in microseconds. */
function p99(requests: readonly EntryOf<'request.completed'>[]): number {
  const sorted = requests.map(({ latencyUs }) => latencyUs).sort((a, b) => a - b);
  return sorted[Math.ceil(0.99 * sorted.length) - 1] as number;
}

const breaker = (simulation: Simulation): readonly EntryOf<'state.changed'>[] =>
  entriesOf(simulation, 'state.changed').filter(({ at }) => at === 'gateway');

describe('coupling-slow', () => {
  it("Little's law: workers in use are the rate times the time inside (2 %)", () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const [fromUs, toUs] = [6 * SECOND, 20 * SECOND];
      const simulation = played(null, [slowed(10)], seed, 24 * SECOND);
      const within = (tUs: number): number => Math.min(Math.max(tUs, fromUs), toUs);
      const started = new Map(atGateway(simulation, 'handler.started').map(({ task, tUs }) => [task, tUs]));
      const spans = atGateway(simulation, 'handler.finished').map(
        ({ task, tUs }) => [started.get(task) as number, tUs] as const,
      );
      const inUse = spans.reduce((sum, [from, to]) => sum + within(to) - within(from), 0) / (toUs - fromUs);
      const arrived = spans.filter(([from]) => from >= fromUs && from < toUs);
      const rate = arrived.length / (toUs - fromUs);
      const time = arrived.reduce((sum, [from, to]) => sum + to - from, 0) / arrived.length;
      expect(Math.abs(inUse / (rate * time) - 1)).toBeLessThan(0.02);
    }
  });

  it.each([
    // An order holds a worker for 50 ms of ways and work, and as long as Payment takes. 6.06 orders a second, and
    // 4 menus that hold one for 35 ms: 4.4 workers of 5 with a factor of 13, 5.8 with 17.
    [8, false],
    [13, false],
    [17, true],
    [40, true],
  ])('with Payment %i times slower the pool is exhausted: %s', (factor, isExhausted) => {
    const demand = (1 / 0.165) * (0.05 + 0.05 * factor) + 4 * 0.035;
    expect(demand > WORKERS).toBe(isExhausted);
    for (const seed of SEEDS) {
      const simulation = played(null, [slowed(factor)], seed, 24 * SECOND);
      const depths = [9, 14, 19, 24].map((second) => waiting(simulation, second * SECOND));
      if (isExhausted) expect(depths.at(-1)).toBeGreaterThan(Math.max(8, depths[0] as number));
      else expect(Math.max(...depths)).toBeLessThanOrEqual(3);
    }
  });

  it('without a guard the menu, which never needed Payment, fails as soon as the pool is exhausted', () => {
    for (const seed of SEEDS) {
      const simulation = played(null, [slowed(100)], seed, 20 * SECOND);
      const before = ended(simulation, 'curious', 0, SLOW_AT - SECOND);
      expect(new Set(before.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
      const after = ended(simulation, 'curious', SLOW_AT + 4 * SECOND, 17 * SECOND);
      expect(after.length).toBeGreaterThan(30);
      expect(after.filter(({ outcome }) => outcome === 'timeout').length / after.length).toBeGreaterThan(0.9);
      // Menu itself has been asked next to nothing meanwhile, and is up.
      const asked = entriesOf(simulation, 'handler.started').filter(
        ({ at, tUs }) => at === 'menu' && tUs > 10 * SECOND,
      );
      expect(asked.length).toBeLessThan(after.length / 2);
    }
  });

  it('a timeout alone puts it off: the menu fails later, since 6 a second times 1 s are more than 5 workers', () => {
    const firstFailure = (simulation: Simulation): number =>
      ended(simulation, 'curious', 0, 60 * SECOND).find(({ outcome }) => outcome !== 'ok')?.tUs as number;
    for (const seed of SEEDS) {
      const without = firstFailure(played(null, [slowed(100)], seed, 12 * SECOND));
      const bounded = firstFailure(played('timeout', [slowed(100)], seed, 40 * SECOND));
      expect(without).toBeLessThan(SLOW_AT + 4 * SECOND);
      expect(bounded).toBeGreaterThan(without + 2 * SECOND);
    }
  });

  it('a bulkhead keeps the menu within twice its base, and refuses orders', () => {
    for (const seed of SEEDS) {
      const simulation = played('bulkhead', [slowed(100)], seed, 16 * SECOND);
      const base = p99(ended(simulation, 'curious', 0, SLOW_AT - SECOND));
      const menu = ended(simulation, 'curious', SLOW_AT, 14 * SECOND);
      expect(new Set(menu.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
      expect(p99(menu)).toBeLessThanOrEqual(2 * base);
      const orders = ended(simulation, 'hungry', SLOW_AT + SECOND, 14 * SECOND);
      expect(new Set(orders.map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
      expect(entriesOf(simulation, 'call.rejected').every(({ by }) => by === 'bulkhead')).toBe(true);
    }
  });

  it('with the breaker open the menu is back within twice its base', () => {
    for (const seed of SEEDS) {
      const simulation = played('breaker', [slowed(100)], seed, 16 * SECOND);
      const base = p99(ended(simulation, 'curious', 0, SLOW_AT - SECOND));
      const [opened, half] = breaker(simulation) as [EntryOf<'state.changed'>, EntryOf<'state.changed'>];
      expect([opened.to, half.to]).toEqual(['open', 'half-open']);
      // Calls that were under way when it opened end within their timeout.
      const menu = ended(simulation, 'curious', opened.tUs + SECOND, half.tUs);
      expect(menu.length).toBeGreaterThan(8);
      expect(new Set(menu.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
      expect(p99(menu)).toBeLessThanOrEqual(2 * base);
    }
  });

  it("the breaker's transitions are in the trace, at the virtual times that are configured", () => {
    for (const seed of SEEDS) {
      const simulation = played('breaker', [slowed(100), slowed(1, 8 * SECOND)], seed, 16 * SECOND);
      const moves = breaker(simulation);
      expect(moves.map(({ from, to }) => `${from} -> ${to}`)).toEqual([
        'closed -> open',
        'open -> half-open',
        'half-open -> closed',
      ]);
      const [opened, half, closed] = moves.map(({ tUs }) => tUs) as [number, number, number];
      // Five of the last ten calls have failed.
      const failures = entriesOf(simulation, 'call.timed-out').filter(({ tUs }) => tUs <= opened);
      expect(failures.length).toBe(5);
      expect(opened).toBeGreaterThan(SLOW_AT + SECOND);
      expect(half).toBe(opened + 4 * SECOND);
      const trials = entriesOf(simulation, 'message.sent').filter(
        ({ at, passage, to, tUs }) =>
          at === 'gateway' && to === 'orders' && passage === 'call' && tUs >= half && tUs < closed,
      );
      expect(trials).toHaveLength(2);
      const answers = entriesOf(simulation, 'message.delivered').filter(
        ({ at, from, tUs }) => at === 'gateway' && from === 'orders' && tUs >= half && tUs <= closed,
      );
      expect(answers.at(-1)?.tUs).toBe(closed);
      const afterwards = ended(simulation, 'hungry', closed, 15 * SECOND);
      expect(new Set(afterwards.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
    }
  });

  it('as long as Payment stays slow the trials fail, and the breaker opens again', () => {
    for (const seed of SEEDS) {
      const moves = breaker(played('breaker', [slowed(100)], seed, 20 * SECOND)).map(({ to }) => to);
      expect(moves.slice(0, 4)).toEqual(['open', 'half-open', 'open', 'half-open']);
      expect(moves).not.toContain('closed');
    }
  });

  it('shedding keeps the queue and the wait short, and turns the menu away as well', () => {
    for (const seed of SEEDS) {
      const simulation = played('shedding', [slowed(100)], seed, 24 * SECOND);
      expect(Math.max(...atGateway(simulation, 'handler.queued').map(({ depth }) => depth))).toBeLessThanOrEqual(5);
      const menu = ended(simulation, 'curious', SLOW_AT, 20 * SECOND);
      const outcomes = new Set(menu.map(({ outcome }) => outcome));
      expect(outcomes).not.toContain('timeout');
      expect(menu.some(({ outcome }) => outcome !== 'ok')).toBe(true);
      // Five before it, five workers that are done within a second, and its own way.
      expect(Math.max(...menu.map(({ latencyUs }) => latencyUs))).toBeLessThan(1.2 * SECOND);

      const unbounded = played(null, [slowed(100)], seed, 20 * SECOND);
      expect(waiting(unbounded, 20 * SECOND)).toBeGreaterThan(80);
    }
  });

  it('keeps its fitness functions without a fault, and breaks both with one', () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const scenario = builtIn('coupling-slow');
      expect(brokenIn(scenario, played(null, [], seed, 10 * SECOND))).toEqual([]);
      expect(brokenIn(scenario, played(null, [slowed(100)], seed, 14 * SECOND))).toHaveLength(2);
    }
  });

  it('the challenge is met where the breaker opens and closes, and the menu goes on', () => {
    const END = 20 * SECOND;
    const short = [slowed(100), slowed(1, 8 * SECOND)];
    const met = (variant: string | null, faults: readonly TimedIntervention[], seed: number): boolean =>
      isMet(builtIn('coupling-slow', variant), played(variant, faults, seed, END), END);
    for (const seed of SEEDS) {
      expect(met('breaker', short, seed)).toBe(true);
      expect(met('breaker', [slowed(100)], seed)).toBe(false);
    }
    expect(met('breaker', [], 1)).toBe(false);
    expect(met('bulkhead', short, 1)).toBe(false);
    expect(met(null, short, 1)).toBe(false);
  });
});
