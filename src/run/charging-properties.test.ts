import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { simulationOf } from './random-run.fixture.ts';
import { entriesOf, MS, SECOND } from './run-document.fixture.ts';
import { lawless } from './run-laws.fixture.ts';
import type { Simulation } from './simulation.ts';

// A few seconds each, on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 120_000 });

interface Outage {
  readonly atMs: number;
  readonly forMs: number;
  readonly what: 'crash' | 'partition' | 'slow' | 'loss' | 'duplication' | 'reordering';
  readonly which: number;
}

const anyOutages = fc.array(
  fc.record<Outage>({
    atMs: fc.nat(2_000),
    forMs: fc.nat(800),
    what: fc.constantFrom('crash', 'partition', 'slow', 'loss', 'duplication', 'reordering'),
    which: fc.nat(11),
  }),
  { maxLength: 6, size: 'max' },
);

const shape = fc.record<Shape>({
  partitions: fc.integer({ min: 1, max: 4 }),
  members: fc.integer({ min: 1, max: 3 }),
  workers: fc.integer({ min: 1, max: 3 }),
  latencyMs: fc.integer({ min: 0, max: 60 }),
  outages: anyOutages,
  seed: fc.nat(1_000),
});

const CUSTOMER = {
  kind: 'client',
  sends: [{ event: 'Fact', to: 'orders', every: '40ms', count: 30, data: { n: '=n' } }],
};
const PUBLISH = {
  publish: 'Fact',
  to: 'log',
  key: '=string(msg.n)',
  data: { n: '=msg.n' },
  timeout: '200ms',
  retry: { attempts: 100, delay: '100ms' },
};
const CHARGE = { write: 'charges', key: '=msg.n', set: { times: '=row == null ? 1 : row.times + 1' } };

interface Shape {
  readonly partitions: number;
  readonly members: number;
  readonly workers: number;
  readonly latencyMs: number;
  readonly outages: readonly Outage[];
  readonly seed: number;
}

/** Orders go over a log to the members of one group, which charge them; every fault ends in the end. */
function charging(dedupe: boolean, { partitions, members, workers, latencyMs, outages, seed }: Shape): Simulation {
  const ids = Array.from({ length: members }, (_, i) => `p${i}`);
  const member = {
    kind: 'service',
    workers,
    restart: '50ms',
    consumes: [{ from: 'log', group: 'g', retry: { delay: '50ms' } }],
    on: { Fact: [...(dedupe ? [{ dedupe: '=msg.n' }] : []), { work: '15ms' }, CHARGE, { work: '15ms' }] },
  };
  const document = {
    eventually: 1,
    id: 'charging',
    title: 'Charging',
    messages: { Fact: { kind: 'event', fields: { n: 'number' } } },
    components: {
      customer: CUSTOMER,
      orders: { kind: 'service', workers: 2, on: { Fact: [PUBLISH] } },
      log: { kind: 'log', partitions },
      ...Object.fromEntries(ids.map((id) => [id, member])),
    },
    network: { latency: `${latencyMs}ms` },
  };
  const targets = ['log', ...ids];
  const links: readonly (readonly [string, string])[] = [['orders', 'log'], ...ids.map((id) => ['log', id] as const)];
  const heal = (atUs: number, link: readonly [string, string]): TimedIntervention => ({
    atUs,
    what: { kind: 'heal', link },
  });
  const restart = (atUs: number, component: string): TimedIntervention => ({
    atUs,
    what: { kind: 'restart', component },
  });
  const troubles = outages.flatMap(({ atMs, forMs, what, which }): readonly TimedIntervention[] => {
    const component = targets[which % targets.length] as string;
    const link = links[which % links.length] as readonly [string, string];
    const [atUs, untilUs] = [atMs * MS, (atMs + forMs) * MS];
    if (what === 'crash') return [{ atUs, what: { kind: what, component } }, restart(untilUs, component)];
    if (what === 'slow') return [{ atUs, what: { kind: what, component, factor: 5 } }];
    if (what === 'partition') return [{ atUs, what: { kind: what, link } }, heal(untilUs, link)];
    return [{ atUs, what: { kind: what, link, probability: 0.6 } }, heal(untilUs, link)];
  });
  const ends = 4 * SECOND;
  const simulation = simulationOf({ document, deeds: [], seed }, [
    ...troubles,
    ...links.map((link) => heal(ends, link)),
    ...targets.map((component) => restart(ends, component)),
  ]);
  simulation.advanceTo(ends);
  expect(simulation.comeToRest(300 * SECOND)).toBe(true);
  return simulation;
}

/** How often each order was charged, over all members. */
function charges(simulation: Simulation): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { key } of entriesOf(simulation, 'table.written')) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}

describe('charging what a log delivers, with any outages that end', () => {
  test('[CONSUMER-1] [PUBLISH-1] every order in the log is charged at least once', () => {
    fc.assert(
      fc.property(shape, (one) => {
        const simulation = charging(false, one);
        const times = charges(simulation);
        for (const { message } of entriesOf(simulation, 'log.appended'))
          expect(times.get(message.label) ?? 0).toBeGreaterThanOrEqual(1);
        expect(lawless(simulation)).toEqual([]);
        const ends = new Map(
          entriesOf(simulation, 'log.appended').map(({ partition, offset }) => [partition, offset + 1]),
        );
        const committed = new Map(
          entriesOf(simulation, 'offset.committed').map(({ partition, offset }) => [partition, offset]),
        );
        expect(committed).toEqual(ends);
      }),
      { numRuns: 100 },
    );
  });

  test('[DEDUPE-1] [DEDUPE-2] [DEDUPE-3] with dedupe, one member charges exactly once', () => {
    fc.assert(
      fc.property(shape, (one) => {
        const simulation = charging(true, { ...one, members: 1 });
        const labels = new Set(entriesOf(simulation, 'log.appended').map(({ message }) => message.label));
        expect(charges(simulation)).toEqual(new Map([...charges(simulation).keys()].map((label) => [label, 1])));
        expect(new Set(charges(simulation).keys())).toEqual(labels);
      }),
      { numRuns: 100 },
    );
  });
});
