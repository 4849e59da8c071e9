import fc from 'fast-check';
import { invariant } from '../kernel/invariant.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { SECOND } from './run-document.fixture.ts';
import { createSimulation } from './simulation.ts';
import type { Simulation } from './simulation.ts';

/** A run of a document about logs, and what is done to it. */
export interface BrokerRun {
  readonly document: unknown;
  readonly interventions: readonly TimedIntervention[];
  readonly seed: number;
}

/** Long enough for everything to come to rest after the last intervention. */
const END_US = 200 * SECOND;

export function scenarioOfRun({ document }: BrokerRun): Scenario {
  const loaded = loadScenario(document);
  invariant(loaded.ok, () => (loaded.ok ? '' : JSON.stringify(loaded.problems)));
  return loaded.scenario;
}

export function play(run: BrokerRun, untilUs = END_US): Simulation {
  const { seed, interventions } = run;
  const simulation = createSimulation(scenarioOfRun(run), { seed, variant: null, parameters: {}, interventions });
  simulation.advanceTo(untilUs);
  return simulation;
}

const us = (ms: number): number => ms * 1_000;
const noise = fc.record({ loss: fc.constantFrom(0, 0, 0.05, 0.1), duplication: fc.constantFrom(0, 0, 0.2) });
const seed = fc.nat(1_000);

const reading = fc.record(
  {
    assignor: fc.constantFrom('range', 'roundrobin', 'sticky', 'cooperative-sticky'),
    commit: fc.constantFrom('before', 'manual', { after: 1 }, { after: 5 }, { every: '100ms' }),
    reset: fc.constantFrom('earliest', 'latest'),
    sessionTimeout: fc.constantFrom('300ms', '1s', '45s'),
  },
  { requiredKeys: ['assignor', 'sessionTimeout'] },
);
const fields = { n: 'number' };
const head = { eventually: 1, id: 'random', title: 'Random' };

/** Members of one group come, go and crash while records come. */
export const groupRun: fc.Arbitrary<BrokerRun> = fc
  .record({
    members: fc.integer({ min: 1, max: 4 }),
    partitions: fc.integer({ min: 1, max: 6 }),
    reading,
    noise,
    work: fc.nat(30),
    deeds: fc.array(
      fc.record({ at: fc.nat(4_000), which: fc.nat(4), downFor: fc.integer({ min: 1, max: 2_500 }), log: fc.nat(9) }),
      { maxLength: 8 },
    ),
    seed,
  })
  .map(({ members, partitions, reading: how, noise: faults, work, deeds, seed: number }) => {
    const member = {
      kind: 'service',
      workers: 3,
      restart: '50ms',
      consumes: [{ from: 'log', group: 'g', ...how }],
      on: { Fact: [{ work: `${work}ms` }, { if: 'msg.n in [20, 40, 60]', then: [{ commit: 'offset' }] }] },
    };
    const names = Array.from({ length: members }, (_, i) => `m${i}`);
    const document = {
      ...head,
      messages: { Fact: { kind: 'event', fields } },
      components: {
        a: {
          kind: 'client',
          sends: [{ event: 'Fact', to: 'log', every: '40ms', count: 100, key: '=string(n)', data: { n: '=n' } }],
        },
        log: { kind: 'log', partitions },
        ...Object.fromEntries(names.map((name) => [name, member])),
      },
      links: names.map((name) => ({ between: ['log', name], latency: '5ms', ...faults })),
    };
    const interventions = deeds.flatMap(({ at, which, downFor, log }): TimedIntervention[] => {
      const component = log === 0 ? 'log' : (names[which % members] as string);
      return [
        { atUs: us(at), what: { kind: 'crash', component } },
        { atUs: us(at + downFor), what: { kind: 'restart', component } },
      ];
    });
    return { document, interventions, seed: number };
  });

/** Orders are published to a log on three brokers, of which one at a time is down. */
export const replicaRun: fc.Arbitrary<BrokerRun> = fc
  .record({
    partitions: fc.integer({ min: 1, max: 3 }),
    idempotent: fc.boolean(),
    noise,
    replication: fc.constantFrom('2ms', '20ms', { exponential: '10ms' }),
    brokerTimeout: fc.constantFrom('50ms', '400ms'),
    pauses: fc.array(
      fc.record({ after: fc.nat(900), replica: fc.integer({ min: 1, max: 3 }), downFor: fc.nat(1_500) }),
      { maxLength: 5 },
    ),
    seed,
  })
  .map(({ partitions, idempotent, noise: faults, replication, brokerTimeout, pauses, seed: number }) => {
    const publish = {
      publish: 'Fact',
      to: 'log',
      key: '=string(msg.n)',
      data: { n: '=msg.n' },
      acks: 'all',
      idempotent,
    };
    const document = {
      ...head,
      messages: { Go: { kind: 'command', fields }, Fact: { kind: 'event', fields } },
      components: {
        a: { kind: 'client', sends: [{ command: 'Go', to: 'b', every: '40ms', count: 100, data: { n: '=n' } }] },
        b: { kind: 'service', workers: 50, on: { Go: [publish] } },
        log: { kind: 'log', partitions, replicas: 3, minInsyncReplicas: 2, replication, brokerTimeout },
        c: { kind: 'service', consumes: [{ from: 'log' }], on: { Fact: [] } },
      },
      links: [{ between: ['b', 'log'], latency: '5ms', ...faults }],
    };
    const interventions: TimedIntervention[] = [];
    let atMs = 100;
    for (const { after, replica, downFor } of pauses) {
      atMs += after;
      interventions.push({ atUs: us(atMs), what: { kind: 'crash-replica', component: 'log', replica } });
      atMs += downFor;
      interventions.push({ atUs: us(atMs), what: { kind: 'restart-replica', component: 'log', replica } });
      // Half a second to start, the rest to be in sync again.
      atMs += 1_500;
    }
    return { document, interventions, seed: number };
  });

/** Facts are made into results in transactions, while the one who makes them crashes and fails. */
export const transactionRun: fc.Arbitrary<BrokerRun> = fc
  .record({
    partitions: fc.integer({ min: 1, max: 3 }),
    makers: fc.integer({ min: 1, max: 2 }),
    noise,
    work: fc.nat(40),
    crashes: fc.array(fc.record({ at: fc.nat(4_000), which: fc.nat(1), downFor: fc.nat(800) }), { maxLength: 6 }),
    seed,
  })
  .map(({ partitions, makers, noise: faults, work, crashes, seed: number }) => {
    const result = (part: number): unknown => ({
      publish: 'Result',
      to: 'output',
      key: '=string(msg.n)',
      data: { n: '=msg.n', part },
    });
    const maker = {
      kind: 'service',
      workers: 3,
      restart: '50ms',
      consumes: [{ from: 'input', group: 'b', exactlyOnce: true, sessionTimeout: '400ms', retry: { delay: '50ms' } }],
      on: {
        Fact: [
          result(1),
          { read: 't', key: '=msg.n' },
          { write: 't', key: '=msg.n', set: { tried: true } },
          { work: `${work}ms` },
          { if: 't == null && msg.n in [7, 14, 21, 28]', then: [{ fail: 'no' }] },
          result(2),
        ],
      },
    };
    const names = Array.from({ length: makers }, (_, i) => `b${i}`);
    const document = {
      ...head,
      messages: {
        Fact: { kind: 'event', fields },
        Result: { kind: 'event', fields: { n: 'number', part: 'number' } },
      },
      components: {
        a: {
          kind: 'client',
          sends: [{ event: 'Fact', to: 'input', every: '80ms', count: 50, key: '=string(n)', data: { n: '=n' } }],
        },
        input: { kind: 'log', partitions },
        ...Object.fromEntries(names.map((name) => [name, maker])),
        output: { kind: 'log', partitions },
        done: {
          kind: 'service',
          consumes: [{ from: 'output', isolation: 'read-committed' }],
          on: { Result: [] },
        },
      },
      links: names.flatMap((name) => [
        { between: ['input', name], latency: '5ms', ...faults },
        { between: [name, 'output'], latency: '5ms', ...faults },
      ]),
    };
    const interventions = crashes.flatMap(({ at, which, downFor }): TimedIntervention[] => {
      const component = names[which % makers] as string;
      return [
        { atUs: us(at), what: { kind: 'crash', component } },
        { atUs: us(at + downFor), what: { kind: 'restart', component } },
      ];
    });
    return { document, interventions, seed: number };
  });

/** Records come, expire, are cleaned away and read again, on one or three brokers. */
export const keepingRun: fc.Arbitrary<BrokerRun> = fc
  .record({
    partitions: fc.integer({ min: 1, max: 2 }),
    replicas: fc.constantFrom(1, 3),
    keeping: fc.constantFrom(
      { retention: { time: '700ms' }, segment: { time: '200ms' } },
      { retention: { bytes: 150 }, segment: { bytes: 60 } },
      { compact: { dirty: 0.2, tombstones: '300ms' }, segment: { bytes: 60 } },
      { compact: true, retention: { time: '1s' }, segment: { bytes: 60 } },
    ),
    reset: fc.constantFrom('earliest', 'latest'),
    uncleanElection: fc.boolean(),
    deeds: fc.array(fc.record({ at: fc.nat(4_000), kind: fc.nat(4), which: fc.nat(5), downFor: fc.nat(1_500) }), {
      maxLength: 6,
    }),
    seed,
  })
  .map(({ partitions, replicas, keeping, reset, uncleanElection, deeds, seed: number }) => {
    const publish = { publish: 'Fact', to: 'log', key: "='k' + string(int(msg.n) % 5)", acks: 1 };
    const document = {
      ...head,
      messages: { Go: { kind: 'command', fields }, Fact: { kind: 'event', fields } },
      components: {
        a: { kind: 'client', sends: [{ command: 'Go', to: 'b', every: '40ms', count: 100, data: { n: '=n' } }] },
        b: {
          kind: 'service',
          workers: 50,
          on: {
            Go: [
              {
                if: 'msg.n in [11, 33, 55]',
                then: [{ ...publish, data: null }],
                else: [{ ...publish, data: { n: '=msg.n' } }],
              },
            ],
          },
        },
        log: { kind: 'log', partitions, replicas, ...keeping, uncleanElection, brokerTimeout: '100ms' },
        c: { kind: 'service', restart: '50ms', consumes: [{ from: 'log', reset }], on: { Fact: [{ work: '30ms' }] } },
      },
    };
    const interventions = deeds.flatMap(({ at, kind, which, downFor }): TimedIntervention[] => {
      const component = kind === 0 ? 'c' : 'log';
      const replica = (which % replicas) + 1;
      if (kind < 2) {
        return [
          { atUs: us(at), what: { kind: 'crash', component } },
          { atUs: us(at + downFor), what: { kind: 'restart', component } },
        ];
      }
      if (kind === 2) return [{ atUs: us(at), what: { kind: 'expire-retention', component } }];
      if (kind === 3) {
        const to = { kind: 'offset', offset: which * 10 } as const;
        return [{ atUs: us(at), what: { kind: 'reset-offsets', component, group: 'c', to } }];
      }
      return [
        { atUs: us(at), what: { kind: 'crash-replica', component, replica } },
        { atUs: us(at + downFor), what: { kind: 'restart-replica', component, replica } },
      ];
    });
    return { document, interventions, seed: number };
  });
