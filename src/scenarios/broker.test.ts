import { describe, expect, it } from 'vitest';
import { createSimulation } from '../run/simulation.ts';
import type { Simulation } from '../run/simulation.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import type { Message } from '../trace/message.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const SERVICES = ['kitchen', 'delivery', 'billing', 'notification', 'reports'];

const after = (seconds: number, what: Intervention): TimedIntervention => ({ atUs: seconds * SECOND, what });

function polling(pause: number, seed: number, seconds: number): Simulation {
  const scenario = builtIn('broker', 'polling');
  const simulation = createSimulation(scenario, { seed, variant: 'polling', parameters: { pause }, interventions: [] });
  simulation.advanceTo(seconds * SECOND);
  return simulation;
}

/** A rush of orders, then a crash of the whole broker for three seconds; then nothing more until all is done. */
function crashed(variant: string, crashUs: number, seed: number): Simulation {
  const parts = variant === 'durable' ? ['news'] : ['news', ...SERVICES.map((service) => `${service}-copies`)];
  const simulation = runOf(
    builtIn('broker', variant),
    [
      after(3, { kind: 'burst', component: 'customer', message: 'PlaceOrder', extra: 9 }),
      ...parts.map((component): TimedIntervention => ({ atUs: crashUs, what: { kind: 'crash', component } })),
      ...parts.map((component): TimedIntervention => ({
        atUs: crashUs + 3 * SECOND,
        what: { kind: 'restart', component },
      })),
    ],
    seed,
  );
  simulation.advanceTo(15 * SECOND);
  expect(simulation.comeToRest(120 * SECOND)).toBe(true);
  return simulation;
}

/** Orders that were accepted, with the instant at which Orders or its database wrote them. */
function accepted(simulation: Simulation): Map<string, number> {
  const rows = entriesOf(simulation, 'table.written').filter(({ table }) => table === 'orders');
  return new Map(rows.map(({ key, tUs }) => [key, tUs]));
}

/** When each service first knew of each order, by `service order`. */
function known(simulation: Simulation): Map<string, number> {
  const at = new Map<string, number>();
  for (const entry of entriesOf(simulation, 'table.written')) {
    const name = `${entry.at} ${entry.key}`;
    if (entry.table === 'known' && !at.has(name)) at.set(name, entry.tUs);
  }
  return at;
}

/** How old each piece of news was when it came, in seconds; of orders that are placed when all services have begun to ask. */
function ages(simulation: Simulation, untilUs: number): readonly number[] {
  const when = known(simulation);
  return [...accepted(simulation)]
    .filter(([, tUs]) => tUs > 3 * SECOND && tUs <= untilUs)
    .flatMap(([key, tUs]) => SERVICES.map((service) => ((when.get(`${service} ${key}`) as number) - tUs) / SECOND));
}

/** A service's copy of an order's event, by the queue that keeps it. */
const copyOf = (queue: string, { data }: Message): string =>
  `${queue.replace('-copies', '')} ${(data as { orderId: string }).orderId}`;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Questions that were answered, and those of them in vain, as they stand in the trace. */
function polls(simulation: Simulation): { all: number; inVain: number } {
  const answers = entriesOf(simulation, 'message.delivered').filter(
    ({ from, at, passage }) => from === 'orders' && passage === 'reply' && SERVICES.includes(at),
  );
  const inVain = answers.filter(({ message }) => (message.data as { orders: readonly unknown[] }).orders.length === 0);
  return { all: answers.length, inVain: inVain.length };
}

describe('broker', () => {
  it.each([1, 2, 4, 8])(
    'polling every %d s: the news is p/2 old on average (a tolerance of 8 percent, and 25 ms of travel)',
    (pause) => {
      const all = SEEDS.flatMap((seed) => ages(polling(pause, seed, 60), (59 - pause) * SECOND));
      expect(all.length).toBeGreaterThan(1_500);
      expect(Math.abs(mean(all) - 0.025 - pause / 2) / (pause / 2)).toBeLessThan(0.08);
      expect(Math.max(...all)).toBeLessThan(pause + 0.2);
    },
  );

  it('counts the polls in vain; the shorter the pause, the more of them', () => {
    for (const seed of SEEDS.slice(0, 5)) {
      const inVain = [0.5, 1, 2, 4].map((pause) => {
        const simulation = polling(pause, seed, 40);
        const counted = new Map<string, number>();
        for (const { at, table, key, row } of entriesOf(simulation, 'table.written'))
          if (table === 'polls' && key === 'in vain') counted.set(at, row.times as number);
        const told = polls(simulation);
        expect([...counted.values()].reduce((sum, times) => sum + times, 0)).toBe(told.inVain);
        // No poll finds more than there is: each order is found once by each service.
        expect(told.all - told.inVain).toBeLessThanOrEqual(accepted(simulation).size * SERVICES.length);
        return told.inVain;
      });
      expect(inVain).toEqual(inVain.toSorted((a, b) => b - a));
      expect((inVain[0] as number) / (inVain[2] as number)).toBeGreaterThan(4);
    }
  });

  it('subscribed: the same customers, no question, and news that is 120 ms old at most', () => {
    for (const seed of SEEDS) {
      const simulation = runOf(builtIn('broker', 'push'), [], seed);
      simulation.advanceTo(60 * SECOND);
      const asked = polling(2, seed, 60);
      expect([...accepted(simulation).keys()]).toEqual([...accepted(asked).keys()]);
      expect(polls(simulation).all).toBe(0);
      const all = ages(simulation, 59 * SECOND);
      expect(Math.max(...all)).toBeLessThanOrEqual(0.12);
      expect(all.length).toBeGreaterThan(60);
    }
  });

  it('a durable broker loses nothing, whenever it crashes', () => {
    for (const seed of SEEDS) {
      for (const crashUs of [3_050_000, 3_400_000 + seed * 37_000, 6 * SECOND]) {
        const simulation = crashed('durable', crashUs, seed);
        const when = known(simulation);
        const orders = [...accepted(simulation).keys()];
        expect(orders.length).toBeGreaterThan(20);
        const missing = orders.flatMap((key) => SERVICES.filter((service) => !when.has(`${service} ${key}`)));
        expect(missing).toEqual([]);
      }
    }
  });

  it('a broker in memory loses what was in flight at the crash, and nothing else', () => {
    for (const seed of SEEDS) {
      const crashUs = 3_400_000 + seed * 37_000;
      const simulation = crashed('in-memory', crashUs, seed);
      // In flight: a copy that the broker had, and of which nobody had told it that it is done with.
      const inFlight = new Set<string>();
      for (const entry of simulation.trace.entries) {
        if (entry.tUs > crashUs) break;
        if (entry.kind === 'message.sent' && entry.at === 'news' && entry.to.endsWith('-copies'))
          inFlight.add(copyOf(entry.to, entry.message));
        if (entry.kind === 'queue.acknowledged') inFlight.delete(copyOf(entry.at, entry.message));
      }
      expect(inFlight.size).toBeGreaterThan(20);
      const when = known(simulation);
      const missing = [...accepted(simulation).keys()].flatMap((key) =>
        SERVICES.map((service) => `${service} ${key}`).filter((name) => !when.has(name)),
      );
      // A copy that its service has in hand is in flight too, and yet it is handled.
      const saved = [...inFlight].filter((name) => when.has(name));
      expect(saved.length).toBeLessThanOrEqual(SERVICES.length * 2);
      expect(missing.toSorted()).toEqual([...inFlight].filter((name) => !when.has(name)).toSorted());
      expect(missing.length).toBeGreaterThan(10);
    }
  });

  it('breaks and keeps the fitness functions that it should', () => {
    const everyone = 'every accepted order is known to all five services';
    expect(brokenIn(builtIn('broker', 'push'), runOf(builtIn('broker', 'push')))).toEqual([]);
    expect(brokenIn(builtIn('broker', 'durable'), crashed('durable', 4 * SECOND, 9))).toEqual([]);
    expect(brokenIn(builtIn('broker', 'in-memory'), crashed('in-memory', 4 * SECOND, 9))).toEqual([everyone]);
  });

  it('has a challenge that a long pause meets, and subscribing, but not the pause that is set', () => {
    const met = (simulation: Simulation, variant: string): boolean =>
      Array.from({ length: 58 }, (_, i) => (i + 2) / 2).some((second) =>
        isMet(builtIn('broker', variant), simulation, second * SECOND),
      );
    expect(met(polling(8, 9, 30), 'polling')).toBe(true);
    expect(met(polling(2, 9, 30), 'polling')).toBe(false);
    const subscribed = runOf(builtIn('broker', 'push'));
    subscribed.advanceTo(30 * SECOND);
    expect(met(subscribed, 'push')).toBe(true);
  });
});
