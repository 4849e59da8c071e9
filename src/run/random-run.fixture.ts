import fc from 'fast-check';
import { invariant } from '../kernel/invariant.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { sendingsOf, talksOf } from '../scenario/sendings.ts';
import { createSimulation } from './simulation.ts';
import type { Simulation } from './simulation.ts';

/** A small scenario and what is done to it, as they come from chance or from a regression test. */
export interface RandomRun {
  readonly document: unknown;
  readonly deeds: readonly Deed[];
  readonly seed: number;
}

/** What is done, by numbers that say which component or link, so that it makes sense in any scenario. */
interface Deed {
  readonly atMs: number;
  readonly kind: (typeof KINDS)[number];
  readonly which: number;
  readonly amount: number;
}

const KINDS = [
  'blip',
  'crash',
  'restart',
  'slow',
  'poison',
  'rename',
  'partition',
  'heal',
  'latency',
  'loss',
  'duplication',
  'reordering',
] as const;

export function simulationOf(run: RandomRun, more: readonly TimedIntervention[] = []): Simulation {
  const loaded = loadScenario(run.document);
  invariant(loaded.ok, () => (loaded.ok ? '' : JSON.stringify(loaded.problems)));
  const interventions = [...run.deeds.flatMap((deed) => interventionsOf(loaded.scenario, deed)), ...more];
  return createSimulation(loaded.scenario, { seed: run.seed, variant: null, parameters: {}, interventions });
}

function interventionsOf(
  { components, messages }: Scenario,
  { atMs, kind, which, amount }: Deed,
): readonly TimedIntervention[] {
  const pick = <T>(all: readonly T[]): T => all[which % all.length] as T;
  const atUs = atMs * 1_000;
  const component = pick([...components.keys()]);
  const link = pick(talksOf(components));
  const one = (what: Intervention): readonly TimedIntervention[] => [{ atUs, what }];
  switch (kind) {
    case 'blip':
      return [
        ...one({ kind: 'crash', component }),
        { atUs: atUs + amount * 1_000, what: { kind: 'restart', component } },
      ];
    case 'crash':
    case 'restart':
    case 'poison':
      return one({ kind, component });
    case 'slow':
      return one({ kind, component, factor: amount / 20 + 0.5 });
    case 'partition':
    case 'heal':
      return one({ kind, link });
    case 'latency':
      return one({ kind, link, latency: { kind: 'exponential', meanUs: amount * 2_000 } });
    case 'loss':
    case 'duplication':
    case 'reordering':
      return one({ kind, link, probability: Math.min(1, amount / 80) });
    case 'rename': {
      const sendings = [...components.values()].flatMap((spec) =>
        sendingsOf(spec).map(({ message }) => [spec.id, message] as const),
      );
      const [sender, message] = pick(sendings);
      const [field] = [...(messages.get(message)?.fields.keys() ?? [])];
      return one({ kind, component: sender, message, field: field as string, to: 'm' });
    }
  }
}

const deed: fc.Arbitrary<Deed> = fc.record({
  atMs: fc.nat(1_500),
  kind: fc.constantFrom(...KINDS),
  which: fc.nat(11),
  amount: fc.nat(100),
});

const ms = (most: number, least = 0): fc.Arbitrary<string> =>
  fc.integer({ min: least, max: most }).map((n) => `${n}ms`);
const latency = fc.oneof(
  ms(40),
  fc.record({ uniform: fc.tuple(ms(20), ms(60, 20)) }),
  fc.record({ exponential: ms(30) }),
  fc.record({ median: ms(9, 1), p99: ms(60, 9) }),
);
const seldom = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(0.1, 0.3, 1) },
);
const retry = fc.record({
  attempts: fc.integer({ min: 1, max: 3 }),
  delay: ms(150),
  backoff: fc.constantFrom('fixed', 'exponential'),
  jitter: fc.constantFrom('none', 'full'),
});

interface Around {
  /** Services that may be called; those of a higher number, so that calls go in no circle. */
  readonly callees: readonly string[];
  readonly calls: readonly string[];
  /** Logs to publish to; none while facts are handled, so that they don't breed. */
  readonly logs: readonly string[];
}

type Document = Readonly<Record<string, unknown>>;

/** `whole`: a handler, or what stands in it at most once, so that it can say that it is handled once. */
function statements({ callees, calls, logs }: Around, depth = 1, whole = true): fc.Arbitrary<readonly Document[]> {
  const optional: fc.Arbitrary<Document>[] = [];
  const data = { n: '=msg.n' };
  if (callees.length > 0) {
    const to = fc.constantFrom(...callees);
    const name = fc.constantFrom(...calls);
    const fallback = fc.constant([{ write: 't', key: 'fallback', set: {} }]);
    optional.push(
      fc.record(
        { call: name, to, data: fc.constant(data), timeout: ms(300, 1), retry, fallback },
        { requiredKeys: ['call', 'to', 'data'] },
      ),
      fc.record({ send: name, to, data: fc.constant(data) }),
      fc.record({ schedule: name, to, in: ms(300), data: fc.constant(data), id: fc.constantFrom('=msg.n', 'one') }),
    );
  }
  if (logs.length > 0) {
    const key = fc.constantFrom('=string(msg.n)', "='k' + string(msg.n)");
    const log = fc.constantFrom(...logs);
    optional.push(
      fc.record(
        {
          publish: fc.constant('Fact'),
          to: log,
          data: fc.constant(data),
          key,
          acks: fc.boolean(),
          timeout: ms(300, 1),
          retry,
        },
        { requiredKeys: ['publish', 'to', 'data'] },
      ),
    );
  }
  if (depth > 0) {
    const block = statements({ callees, calls, logs }, depth - 1, whole);
    const part = statements({ callees, calls, logs }, depth - 1, false);
    optional.push(
      fc.record(
        { if: fc.constantFrom('msg.n > 4', 'msg.n == 2'), then: block, else: block },
        { requiredKeys: ['if', 'then'] },
      ),
      fc.record({ 'for each': fc.nat(3), do: part, parallel: fc.boolean() }),
      fc.record({ together: fc.array(part, { minLength: 1, maxLength: 3 }) }),
    );
  }
  const one = fc.oneof(
    fc.record({ work: ms(200) }),
    fc.record({ wait: ms(60) }),
    fc.constant({ read: 't', key: '=msg.n' }),
    fc.constant({ write: 't', key: '=msg.n', set: { times: '=row == null ? 1 : row.times + 1' } }),
    fc.constant({ reply: { n: '=msg.n' } }),
    fc.constant({ if: 'msg.n == 3', then: [{ refuse: 'no' }] }),
    fc.constant({ if: 'msg.n == 5', then: [{ fail: 'broken' }] }),
    ...optional,
  );
  return fc
    .tuple(fc.boolean(), fc.array(one, { maxLength: 4 }))
    .map(([dedupe, all]) => (dedupe && whole ? [{ dedupe: '=msg.n' }, ...all] : all));
}

function service(number: number, count: number, logs: readonly string[]): fc.Arbitrary<Document> {
  const callees = Array.from({ length: count - number - 1 }, (_, i) => `s${number + 1 + i}`);
  const quiet: Around = { callees, calls: ['Do'], logs: [] };
  const consumption = fc.record({
    from: logs.length === 0 ? fc.constant('') : fc.constantFrom(...logs),
    group: fc.constantFrom('g', 'h'),
    // From 1 ms on: without a delay the loader asks for a bound of attempts.
    retry: fc.record(
      { delay: fc.integer({ min: 1, max: 200 }).map((n) => `${n}ms`), attempts: fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: ['delay'] },
    ),
  });
  return fc.record(
    {
      kind: fc.constant('service'),
      workers: fc.integer({ min: 1, max: 3 }),
      restart: ms(300),
      on: fc.record({
        Ask: statements({ callees, calls: ['Ask', 'Do'], logs }),
        Do: statements(quiet),
        Fact: statements(quiet),
      }),
      queue: fc.nat(4),
      consumes:
        logs.length === 0
          ? fc.constant([])
          : fc.uniqueArray(consumption, { maxLength: 2, selector: ({ from, group }) => `${from} ${group}` }),
    },
    { requiredKeys: ['kind', 'workers', 'restart', 'on', 'consumes'] },
  );
}

function client(services: number, logs: readonly string[]): fc.Arbitrary<Document> {
  const asks = { command: 'Ask', to: 's0' };
  const targets: readonly Document[] = [
    asks,
    { command: 'Do', to: `s${services - 1}` },
    { event: 'Fact', to: 's0' },
    ...logs.map((to) => ({ event: 'Fact', to, key: '=string(n)' })),
  ];
  const pace = fc.oneof(
    fc.record({ every: fc.oneof(ms(200, 10), fc.record({ exponential: ms(100, 10) })) }),
    fc.record({ users: fc.integer({ min: 1, max: 3 }), think: ms(100) }),
  );
  const patience = fc.record({ timeout: ms(400, 1), retry }, { requiredKeys: [] });
  const workload = fc
    .record({ target: fc.constantFrom(...targets), pace, patience, count: fc.integer({ min: 5, max: 25 }) })
    .map((one) => ({
      ...one.target,
      ...one.pace,
      ...(one.target['to'] === 'log' || one.target['event'] !== undefined ? {} : one.patience),
      count: one.count,
      data: { n: '=n' },
    }));
  return fc.record({ kind: fc.constant('client'), sends: fc.array(workload, { minLength: 1, maxLength: 2 }) });
}

const numbered = <T>(prefix: string, all: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(all.map((one, i) => [`${prefix}${i}`, one]));

const document: fc.Arbitrary<unknown> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .chain(([services, logCount]) => {
    const logs = Array.from({ length: logCount }, (_, i) => `l${i}`);
    return fc.record({
      clients: fc.array(client(services, logs), { minLength: 1, maxLength: 2 }),
      services: fc.tuple(...Array.from({ length: services }, (_, i) => service(i, services, logs))),
      logs: fc.tuple(
        ...logs.map(() => fc.record({ kind: fc.constant('log'), partitions: fc.integer({ min: 1, max: 4 }) })),
      ),
      network: latency,
      links: fc.array(
        fc.record({ which: fc.nat(20), latency, loss: seldom, duplication: seldom, reordering: seldom }),
        { maxLength: 4 },
      ),
    });
  })
  .map(({ clients, services, logs, network, links }) => {
    const components = { ...numbered('c', clients), ...numbered('s', services), ...numbered('l', logs) };
    const fields = { n: 'number' };
    return {
      eventually: 1,
      id: 'random',
      title: 'Random',
      messages: { Ask: { kind: 'command', fields }, Do: { kind: 'command', fields }, Fact: { kind: 'event', fields } },
      components,
      network: { latency: network },
      links: linksOf(Object.keys(components), links),
    };
  });

function linksOf(ids: readonly string[], links: readonly { readonly which: number }[]): readonly unknown[] {
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b]));
  const byPair = new Map(links.map(({ which, ...rest }) => [which % pairs.length, rest]));
  return [...byPair].map(([index, rest]) => ({ between: pairs[index], ...rest }));
}

/** Runs of a few seconds of virtual time, with every kind of statement and of intervention. */
export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  document,
  deeds: fc.array(deed, { maxLength: 10, size: 'max' }),
  seed: fc.nat(1_000),
});
