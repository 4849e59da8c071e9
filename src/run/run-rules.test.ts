import { describe, expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import type { Entry } from '../trace/entry.ts';
import { BOUNDS } from './run-budget.ts';
import { createSimulation } from './simulation.ts';
import { entriesOf, firstOf, MS, runYaml, scenarioOf, SECOND, simulate } from './run-document.fixture.ts';

const shop = `
messages: { Go: { kind: command, fields: { n: number, k: number? } }, Went: { kind: event } }
parameters: { pace: { label: Pace, min: 1, max: 9, step: 1, default: 3 } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: { exponential: 50ms }, data: { n: =n }, timeout: 1s, retry: { attempts: 2, delay: 50ms, jitter: full } }] }
  b: { kind: service, workers: 2, on: { Go: [{ work: { lognormal: { median: 20ms, p99: 90ms } } }, { publish: Went, to: log, key: =string(msg.n) }] } }
  log: { kind: log, partitions: 3 }
  c: { kind: service, consumes: [{ from: log }], on: { Went: [{ work: { normal: { mean: 30ms, sd: 9ms } } }, { write: t, key: =meta.label, set: { pace: =param.pace } }] } }
network: { latency: { median: 5ms, p99: 20ms } }
links: [{ between: [a, b], loss: 0.05, duplication: 0.05, reordering: 0.05 }]
`;

const outage: readonly TimedInterventionDocument[] = [
  { at: '1s', crash: 'c' },
  { at: '1500ms', loss: ['b', 'log'], probability: 0.2 },
  { at: '2s', restart: 'c' },
  { at: '2s', slow: 'b', by: 2 },
];

describe('a run', () => {
  test('[RUN-1] the same input gives the same entries', () => {
    const [one, two] = [runYaml(shop, { interventions: outage }), runYaml(shop, { interventions: outage })];
    expect(one.trace.entries.length).toBeGreaterThan(2_000);
    expect(two.trace.entries).toEqual(one.trace.entries);
    expect(two.traceHash()).toBe(one.traceHash());
  });

  test('[RUN-1] a golden hash, so that a change is noticed in any engine', () => {
    expect(runYaml(shop, { interventions: outage }).traceHash()).toBe('7d808ec1839b35bb');
  });

  test('[RUN-1] in however many slices', () => {
    const whole = runYaml(shop, { interventions: outage });
    const sliced = simulate(scenarioOf(shop), { interventions: outage });
    for (let tUs = 0; tUs < 10 * SECOND; tUs += 7_919) sliced.advanceTo(tUs);
    sliced.advanceTo(3 * SECOND);
    sliced.advanceTo(10 * SECOND);
    expect(sliced.traceHash()).toBe(whole.traceHash());
    const stepped = simulate(scenarioOf(shop), { interventions: outage });
    for (let dueUs = stepped.nextDueUs(); dueUs !== undefined && dueUs <= 10 * SECOND; dueUs = stepped.nextDueUs())
      stepped.advanceTo(dueUs);
    expect(stepped.traceHash()).toBe(whole.traceHash());
  });

  test('[RUN-1] the hash at an instant is the one that the run had then', () => {
    const sliced = simulate(scenarioOf(shop), { interventions: outage });
    const hashes = new Map<number, string>();
    for (let tUs = 0; tUs <= 10 * SECOND; tUs += 500 * MS) {
      sliced.advanceTo(tUs);
      hashes.set(tUs, sliced.traceHash());
    }
    const whole = runYaml(shop, { interventions: outage });
    for (const [tUs, hash] of hashes) expect(whole.hashAt(tUs)).toBe(hash);
    expect(new Set(hashes.values()).size).toBe(hashes.size);
  });

  test('[RUN-1] another seed or another intervention gives other entries', () => {
    const hashes = [{}, { seed: 2 }, { interventions: outage }, { interventions: outage.slice(1) }].map((options) =>
      runYaml(shop, options).traceHash(),
    );
    expect(new Set(hashes).size).toBe(4);
  });

  test('[RUN-2] an intervention takes effect after everything else that is due at its instant', () => {
    const text = `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms }] }
  b: { kind: service, on: { Go: [{ work: 100ms }, { write: t, key: k, set: { n: 1 } }] } }
`;
    const plain = runYaml(text);
    const crashed = runYaml(text, { interventions: [{ at: '205ms', crash: 'b' }] });
    const before = plain.trace.entries.filter(({ tUs }) => tUs <= 205 * MS);
    expect(crashed.trace.entries.slice(0, before.length)).toEqual(before);
    expect(crashed.trace.entries[before.length]).toMatchObject({
      kind: 'intervention.applied',
      tUs: 205 * MS,
      words: 'B crashes',
    });
    // It ended its first task and began the second at that very instant.
    expect(before.at(-1)).toMatchObject({ kind: 'statement.started', tUs: 205 * MS });
    expect(entriesOf(crashed, 'table.written').length).toBe(1);
  });

  test('[RUN-2] several at one instant take effect in their order', () => {
    const both = runYaml(shop, {
      interventions: [
        { at: '1s', crash: 'b' },
        { at: '1s', restart: 'b' },
        { at: '1s', slow: 'c' },
      ],
    });
    const applied = entriesOf(both, 'intervention.applied').map(({ words, intervention }) => [intervention, words]);
    expect(applied).toEqual([
      [0, 'B crashes'],
      [1, 'B restarts'],
      [2, 'C works 4 times slower'],
    ]);
    expect(entriesOf(both, 'intervention.ignored')).toEqual([]);
  });

  test.each<[string, readonly TimedInterventionDocument[]]>([
    ['it is up already', [{ at: '1s', restart: 'b' }]],
    [
      'it is down already',
      [
        { at: '1s', crash: 'b' },
        { at: '2s', crash: 'b' },
      ],
    ],
    [
      'it is restarting already',
      [
        { at: '1s', crash: 'b' },
        { at: '2s', restart: 'b' },
        { at: '2s', restart: 'b' },
      ],
    ],
    [
      'it is down',
      [
        { at: '1s', crash: 'b' },
        { at: '2s', slow: 'b' },
      ],
    ],
    ['it has its normal speed already', [{ at: '1s', slow: 'b', by: 1 }]],
    [
      'it is that slow already',
      [
        { at: '1s', slow: 'b', by: 3 },
        { at: '2s', slow: 'b', by: 3 },
      ],
    ],
    ['a client does no work that could take longer', [{ at: '1s', slow: 'a' }]],
    ['a log does no work that could take longer; slow its links instead', [{ at: '1s', slow: 'log' }]],
    ['nobody sends messages to a client', [{ at: '1s', poison: 'a' }]],
    ['nothing is wrong with this link', [{ at: '1s', heal: ['a', 'b'] }]],
    [
      'the link is cut already',
      [
        { at: '1s', partition: ['a', 'b'] },
        { at: '2s', partition: ['b', 'a'] },
      ],
    ],
    ['loss is 5 % already', [{ at: '1s', loss: ['a', 'b'], probability: 0.05 }]],
    [
      'messages take that long already',
      [
        { at: '1s', latency: ['a', 'b'], to: '9ms' },
        { at: '2s', latency: ['a', 'b'], to: '9ms' },
      ],
    ],
    [
      'it sends Go without a field `n`',
      [
        { at: '1s', rename: 'Go', of: 'a', field: 'n', to: 'm' },
        { at: '2s', rename: 'Go', of: 'a', field: 'n', to: 'l' },
      ],
    ],
    [
      'its Go has a field `m` already',
      [
        { at: '1s', rename: 'Go', of: 'a', field: 'n', to: 'm' },
        { at: '2s', rename: 'Go', of: 'a', field: 'k', to: 'm' },
      ],
    ],
  ])('[RUN-3] what changes nothing is written down with the reason: %s', (why, interventions) => {
    const simulation = runYaml(shop, { interventions });
    const ignored = firstOf(simulation, 'intervention.ignored');
    expect(ignored.why).toBe(why);
    expect(simulation.trace.entries[ignored.cause as number]).toMatchObject({
      kind: 'intervention.applied',
      intervention: interventions.length - 1,
      words: ignored.words,
    });
    const without = runYaml(shop, { interventions: interventions.slice(0, -1) });
    const facts = (entries: readonly Entry[]): number =>
      entries.filter(({ kind }) => !kind.startsWith('intervention.')).length;
    expect(facts(simulation.trace.entries)).toBe(facts(without.trace.entries));
  });

  test('[RUN-3] so is one for a component that this variant does not have', () => {
    const scenario = scenarioOf(shop);
    const components = new Map([...scenario.components].filter(([id]) => id !== 'c'));
    const what = { kind: 'crash', component: 'c' } as const;
    const simulation = createSimulation(
      { ...scenario, components },
      { seed: 1, variant: null, parameters: {}, interventions: [{ atUs: SECOND, what }] },
    );
    simulation.advanceTo(2 * SECOND);
    expect(entriesOf(simulation, 'intervention.ignored')).toMatchObject([
      { tUs: SECOND, why: 'there is no c in this variant' },
    ]);
    expect(entriesOf(simulation, 'intervention.applied')).toEqual([]);
  });

  test('a variant has its own entries from the first', () => {
    const text = `${shop}variants: { calm: { title: Calm, patch: { components: { b: { workers: 9 } } } } }\n`;
    expect(firstOf(runYaml(text, { variant: 'calm' }), 'run.started')).toMatchObject({
      seq: 0,
      tUs: 0,
      scenario: 'test',
      variant: 'calm',
      seed: 1,
    });
  });
});

describe('a circle that takes no time', () => {
  const circle = `
messages: { Go: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Go, to: b, every: 1s, count: 1 }] }
  b: { kind: service, on: { Go: [{ send: Go, to: c }] } }
  c: { kind: service, on: { Go: [{ send: Go, to: b }] } }
network: { latency: 0ms }
`;

  test('[RUN-4] ends the run, which says so', () => {
    const simulation = runYaml(circle);
    const last = simulation.trace.entries.at(-1);
    expect(last).toMatchObject({
      kind: 'limit.reached',
      at: 'run',
      tUs: SECOND,
      why: 'More than 40000 things happen at one instant: something repeats without taking time. The run ends here.',
    });
    expect(simulation.nextDueUs()).toBe(undefined);
    const { length } = simulation.trace.entries;
    simulation.advanceTo(20 * SECOND);
    expect(simulation.trace.entries.length).toBe(length);
    expect(simulation.comeToRest(SECOND)).toBe(false);
  });

  test('[RUN-4] one that takes a microsecond does not', () => {
    const simulation = runYaml(circle.replace('latency: 0ms', 'latency: 1us'), { untilUs: 1_020 * MS });
    expect(entriesOf(simulation, 'limit.reached')).toEqual([]);
  });
});

test('[RUN-6] a run that has too many entries ends, and says so', () => {
  const scenario = scenarioOf(shop);
  const input = { seed: 1, variant: null, parameters: {}, interventions: [] };
  const bounded = createSimulation(scenario, input, { ...BOUNDS, entries: 1_000 });
  bounded.advanceTo(20 * SECOND);
  expect(bounded.trace.entries.length).toBeLessThan(1_020);
  expect(bounded.trace.entries.at(-1)).toMatchObject({
    kind: 'limit.reached',
    why: 'The run has 1000 entries, more than fit into memory for long. It ends here.',
  });
  const unbounded = createSimulation(scenario, input);
  unbounded.advanceTo(20 * SECOND);
  expect(unbounded.trace.entries.slice(0, 1_000)).toEqual(bounded.trace.entries.slice(0, 1_000));
});

describe('coming to rest', () => {
  test('[RUN-5] ends arrivals and plays until nothing is left', () => {
    const simulation = runYaml(shop, { untilUs: 2 * SECOND });
    expect(simulation.comeToRest(60 * SECOND)).toBe(true);
    const arrived = entriesOf(simulation, 'message.sent', 'a').filter(({ attempt }) => attempt === 1);
    expect(arrived.every(({ tUs }) => tUs <= 2 * SECOND)).toBe(true);
    expect(simulation.nextDueUs()).toBe(undefined);
    expect(entriesOf(simulation, 'log.appended').length).toBeGreaterThan(20);
    expect(entriesOf(simulation, 'table.written').length).toBeGreaterThanOrEqual(
      entriesOf(simulation, 'log.appended').length,
    );
  });

  test('[RUN-5] gives up when patience runs out', () => {
    const simulation = runYaml(shop, { untilUs: 2 * SECOND, interventions: [{ at: '1s', partition: ['log', 'c'] }] });
    expect(simulation.comeToRest(30 * SECOND)).toBe(false);
    expect(simulation.nowUs).toBeLessThanOrEqual(32 * SECOND);
  });

  test('[RUN-5] arrivals that would have come much later keep nobody waiting', () => {
    const simulation = runYaml(shop.replace('every: { exponential: 50ms }', 'every: 10m'), { untilUs: SECOND });
    expect(simulation.comeToRest(SECOND)).toBe(true);
  });
});
