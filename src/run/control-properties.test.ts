import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadData } from '../scenario/load-data.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { entriesOf, firstOf, MS, simulate } from './run-document.fixture.ts';

const OPERATIONS = 12_000;

function scenarioFrom(document: object): Scenario {
  const loaded = loadData({ eventually: 1, id: 'test', title: 'Test', network: { latency: '0us' }, ...document });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.scenario;
}

/** A statement, how long it takes and how many `work` it runs. */
interface Timed {
  readonly statement: object;
  readonly ms: number;
  readonly works: number;
}

const total = (parts: readonly Timed[], of: 'ms' | 'works'): number => parts.reduce((sum, part) => sum + part[of], 0);
const longest = (blocks: readonly (readonly Timed[])[]): number =>
  Math.max(0, ...blocks.map((one) => total(one, 'ms')));
const statements = (block: readonly Timed[]): readonly object[] => block.map(({ statement }) => statement);

const { block } = fc.letrec<{ timed: Timed; block: Timed[] }>((tie) => ({
  block: fc.array(tie('timed'), { maxLength: 3 }),
  timed: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.nat(20).map((ms) => ({ statement: { work: `${ms}ms` }, ms, works: 1 })),
    fc.record({ n: fc.nat(3), block: tie('block') }).map(({ n, block: inner }) => ({
      statement: { 'for each': n, do: statements(inner) },
      ms: n * total(inner, 'ms'),
      works: n * total(inner, 'works'),
    })),
    fc.record({ n: fc.nat(4), block: tie('block') }).map(({ n, block: inner }) => ({
      statement: { 'for each': n, do: statements(inner), parallel: true },
      ms: n === 0 ? 0 : total(inner, 'ms'),
      works: n * total(inner, 'works'),
    })),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((blocks) => ({
      statement: { together: blocks.map(statements) },
      ms: longest(blocks),
      works: blocks.reduce((sum, one) => sum + total(one, 'works'), 0),
    })),
  ),
}));

test('[EACH-1] [EACH-2] [TOGETHER-1] one after the other takes the sum, at once the longest, however deep', () => {
  const seen = { works: 0 };
  while (seen.works < OPERATIONS) {
    fc.assert(
      fc.property(block, (handler) => {
        const simulation = simulate(
          scenarioFrom({
            messages: { Go: { kind: 'event' } },
            components: {
              a: { kind: 'client', sends: [{ event: 'Go', to: 'b', every: '1s', count: 1 }] },
              b: { kind: 'service', on: { Go: statements(handler) } },
            },
          }),
        );
        simulation.advanceTo(100_000 * MS);
        const startUs = firstOf(simulation, 'handler.started').tUs;
        const finished = firstOf(simulation, 'handler.finished');
        const ran = entriesOf(simulation, 'statement.started').filter(({ op }) => op === 'work').length;
        seen.works += ran;
        expect([finished.outcome, (finished.tUs - startUs) / MS, ran]).toEqual([
          'done',
          total(handler, 'ms'),
          total(handler, 'works'),
        ]);
        expect(simulation.nextDueUs()).toBe(undefined);
      }),
      { numRuns: 100 },
    );
  }
});

/** What a message may ask a service to do with its schedules; due times never fall on those of messages. */
const DEEDS = {
  Soon: { inUs: 23_100, everyUs: null, durable: false },
  Late: { inUs: 95_300, everyUs: null, durable: true },
  Often: { inUs: 40_001, everyUs: 40_001, durable: false },
  Always: { inUs: 60_007, everyUs: 30_011, durable: true },
} as const;
type Deed = keyof typeof DEEDS | 'Stop' | 'crash';
const END_US = 1_000 * MS;
const RESTART_US = 50_500;

interface Asked {
  readonly deed: Deed;
  readonly id: number;
}

test('[SCHEDULE-1] [SCHEDULE-2] [SCHEDULE-3] [SCHEDULE-4] sends what a list of due times says', () => {
  const names = Object.keys(DEEDS) as (keyof typeof DEEDS)[];
  const asked = fc.record({ deed: fc.constantFrom<Deed>(...names, 'Stop', 'crash'), id: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(asked, { minLength: 40, maxLength: 40 }), (deeds) => {
      const on = Object.fromEntries(
        names.map((name) => {
          const { inUs, everyUs, durable } = DEEDS[name];
          const every = everyUs === null ? {} : { every: `${everyUs}us` };
          const to = { to: 'c', id: '=msg.id', data: { id: '=msg.id' } };
          return [name, [{ schedule: 'Due', in: `${inUs}us`, ...every, durable, ...to }]];
        }),
      );
      const contract = { kind: 'event', fields: { id: 'number' } };
      const sends = deeds.flatMap(({ deed, id }, i) =>
        deed === 'crash' ? [] : [{ event: deed, to: 'b', every: atOf(i), count: 1, data: { id } }],
      );
      const simulation = simulate(
        scenarioFrom({
          messages: Object.fromEntries([...names, 'Stop', 'Due'].map((name) => [name, contract])),
          components: {
            a: { kind: 'client', sends: sends.slice(0, 20) },
            aa: { kind: 'client', sends: sends.slice(20) },
            b: { kind: 'service', restart: `${RESTART_US}us`, on: { ...on, Stop: [{ cancel: '=msg.id' }] } },
            c: { kind: 'service', on: { Due: [] } },
          },
        }),
        {
          interventions: deeds.flatMap(({ deed }, i) =>
            deed === 'crash'
              ? [
                  { at: atOf(i), crash: 'b' },
                  { at: atOf(i), restart: 'b' },
                ]
              : [],
          ),
        },
      );
      simulation.advanceTo(END_US);
      const sent = entriesOf(simulation, 'message.sent', 'b').map(({ tUs, message }) => [tUs, message.data]);
      expect(sent.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(oracle(deeds));
    }),
    { numRuns: OPERATIONS / 40 },
  );
});

const atOf = (index: number): string => `${(index + 1) * 10}ms`;

/** Goes through time in steps of what may happen, with nothing but a list. */
function oracle(deeds: readonly Asked[]): readonly unknown[] {
  let waiting: { id: number; dueUs: number; everyUs: number | null; durable: boolean }[] = [];
  const sent: [number, object][] = [];
  let downUntilUs = 0;
  const playTo = (tUs: number): void => {
    for (;;) {
      const times = waiting.map(({ dueUs }) => Math.max(dueUs, downUntilUs));
      const nowUs = Math.min(...times);
      if (nowUs > tUs) return;
      const one = waiting[times.indexOf(nowUs)] as (typeof waiting)[number];
      sent.push([nowUs, { id: one.id }]);
      if (one.everyUs === null) waiting = waiting.filter((other) => other !== one);
      else
        do one.dueUs += one.everyUs;
        while (one.dueUs <= nowUs);
    }
  };
  deeds.forEach(({ deed, id }, i) => {
    const nowUs = (i + 1) * 10 * MS;
    playTo(nowUs);
    if (deed === 'crash') {
      waiting = waiting.filter(({ durable }) => durable);
      downUntilUs = nowUs + RESTART_US;
    } else if (nowUs >= downUntilUs) {
      waiting = waiting.filter((one) => one.id !== id);
      if (deed !== 'Stop') waiting.push({ ...DEEDS[deed], id, dueUs: nowUs + DEEDS[deed].inUs });
    }
  });
  playTo(END_US);
  return sent;
}
