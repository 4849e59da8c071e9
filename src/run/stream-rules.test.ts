import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../scenario/load.ts';
import { entriesOf, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** A client's clicks, a stream processor that counts them by user, and the log of its results. */
const counting = (sends: string, stream: string, partitions = 1): string => `
messages:
  Click: { kind: event, fields: { user: string, at: any } }
  Count: { kind: event, fields: { key: any, value: any, start: any, timing: any, retraction: any } }
components:
  browser: { kind: client, sends: [${sends}] }
  clicks: { kind: log, partitions: ${partitions} }
  counter:
    kind: stream
    consumes: [{ from: clicks }]
    events: [Click]
    time: =msg.at
    steps: [{ keyBy: =msg.user }]
    aggregate: { count: true }
    publish: Count
    to: counts
    key: =key
    data: { key: =key, value: =value, start: =window.start, timing: =timing, retraction: =retraction }
${stream}
  counts: { kind: log, partitions: 1 }
`;

const STEADY = '{ event: Click, to: clicks, every: 1s, count: 10, data: { user: ann, at: =n } }';

function published(run: Simulation, log = 'counts'): readonly unknown[] {
  return entriesOf(run, 'log.appended', log).map(({ message }) => message.data);
}

function panes(run: Simulation): readonly unknown[] {
  return entriesOf(run, 'pane.emitted').map(({ key, window, value, timing }) => [key, window.startUs, value, timing]);
}

describe('windows', () => {
  test('[PROCESSOR-1] a window is published when the watermark passes its end', () => {
    const run = runYaml(counting(STEADY, '    window: { tumbling: 4s }'), { untilUs: 20 * SECOND });
    expect(panes(run)).toEqual([
      ['ann', 0, 3, 'ON_TIME'],
      ['ann', 4 * SECOND, 4, 'ON_TIME'],
    ]);
    expect(published(run)).toEqual([
      { key: 'ann', value: 3, start: 0, timing: 'ON_TIME', retraction: false },
      { key: 'ann', value: 4, start: 4, timing: 'ON_TIME', retraction: false },
    ]);
  });

  test('[PROCESSOR-1] a record is committed when its results are acknowledged', () => {
    const run = runYaml(counting(STEADY, '    window: { tumbling: 4s }'), { untilUs: 20 * SECOND });
    const acks = entriesOf(run, 'message.delivered', 'counter').filter(({ passage }) => passage === 'ack');
    const commit = entriesOf(run, 'offset.committed').find(({ offset }) => offset === 4);
    expect(acks).toHaveLength(2);
    expect(commit?.seq).toBeGreaterThan(acks[0]?.seq ?? Infinity);
  });

  test('[PROCESSOR-3] with `follows: clock` the last window ends without a further record', () => {
    const stream = '    window: { tumbling: 4s }\n    watermark: { follows: clock, behind: 500ms }';
    const run = runYaml(
      counting('{ event: Click, to: clicks, every: 1s, count: 6, data: { user: ann, at: =n } }', stream),
      {
        untilUs: 20 * SECOND,
      },
    );
    expect(entriesOf(run, 'pane.emitted').map(({ tUs, value }) => [tUs, value])).toEqual([
      [4.5 * SECOND, 3],
      [8.5 * SECOND, 3],
    ]);
  });

  test('[PROCESSOR-3] the slowest partition holds the watermark back', () => {
    const sends = ['ann', 'bob', 'eve', 'dan'].map((user) => {
      const at = user === 'dan' ? 'n / 2.0' : 'n * 1.0';
      return `{ event: Click, to: clicks, key: ${user}, every: 1s, count: 8, data: { user: ${user}, at: "=${at}" } }`;
    });
    const run = runYaml(counting(sends.join(','), '    window: { tumbling: 2s }', 3), { untilUs: 20 * SECOND });
    const partitionOf = new Map(
      entriesOf(run, 'log.appended', 'clicks').map(({ message, partition }) => [message.key, partition]),
    );
    const withDan = [...partitionOf].filter(([, partition]) => partition === partitionOf.get('dan'));
    const marks = entriesOf(run, 'watermark.advanced').map(({ watermarkUs }) => watermarkUs);
    expect(marks).toEqual(marks.toSorted((a, b) => a - b));
    expect(marks.at(-1)).toBe(withDan.length === 1 ? 4 * SECOND : 8 * SECOND);
    expect(new Set(partitionOf.values()).size).toBeGreaterThan(1);
  });

  test('[PROCESSOR-4] a late record is said to be late', () => {
    const sends = `{ event: Click, to: clicks, every: 1s, count: 10, data: { user: ann, at: "=n == 9 ? 2 : n" } }`;
    const run = runYaml(counting(sends, '    window: { tumbling: 4s }'), { untilUs: 20 * SECOND });
    expect(entriesOf(run, 'stream.dropped').map(({ eventTimeUs, why }) => [eventTimeUs, why])).toEqual([
      [2 * SECOND, 'it comes after the allowed lateness of its window'],
    ]);
  });

  test('[PROCESSOR-5] a late pane takes the place of the one on time', () => {
    const sends = `{ event: Click, to: clicks, every: 1s, count: 10, data: { user: ann, at: "=n == 9 ? 2 : n" } }`;
    const stream =
      '    window: { tumbling: 4s }\n    accumulation: retracting\n    lateness: 1m\n    trigger: { late: { count: 1 } }';
    const run = runYaml(counting(sends, stream), { untilUs: 20 * SECOND });
    expect(panes(run)).toEqual([
      ['ann', 0, 3, 'ON_TIME'],
      ['ann', 4 * SECOND, 4, 'ON_TIME'],
      ['ann', 0, 4, 'LATE'],
    ]);
    expect(entriesOf(run, 'pane.retracted').map(({ value }) => value)).toEqual([3]);
    const rows = entriesOf(run, 'table.written', 'counter').filter(({ key }) => key === 'ann@0');
    expect(rows.map(({ row, isNew }) => [row['value'], isNew])).toEqual([
      [3, true],
      [4, false],
    ]);
  });

  test('[PROCESSOR-7] a record without a time holds up its partition', () => {
    const sends = '{ event: Click, to: clicks, every: 1s, count: 3, data: { user: ann, at: soon } }';
    const run = runYaml(counting(sends, '    window: { tumbling: 4s }'), { untilUs: 10 * SECOND });
    expect(entriesOf(run, 'handler.finished', 'counter')[0]?.why).toBe(
      "`msg.at` should give the event's time in seconds, not a string",
    );
    expect(entriesOf(run, 'offset.committed')).toEqual([]);
  });
});

describe('crashes', () => {
  const crashes: RunOptions = {
    untilUs: 60 * SECOND,
    interventions: [
      { at: '3.0102s', crash: 'counter' },
      { at: '4s', restart: 'counter' },
      { at: '8.0101s', crash: 'counter' },
      { at: '9s', restart: 'counter' },
    ],
  };

  test('[PROCESSOR-2] no record counts twice, and no result is missing', () => {
    const sends = '{ event: Click, to: clicks, every: 100ms, count: 160, data: { user: ann, at: =n / 10.0 } }';
    const run = runYaml(counting(sends, '    window: { tumbling: 4s }'), crashes);
    expect(entriesOf(run, 'handler.finished', 'counter').some(({ outcome }) => outcome === 'crashed')).toBe(true);
    const counts = new Map(
      published(run).map((data) => {
        const { start, value } = data as { readonly start: number; readonly value: number };
        return [start, value];
      }),
    );
    expect([...counts]).toEqual([
      [0, 39],
      [4, 40],
      [8, 40],
      [12, 40],
    ]);
  });
});

describe('single records, joins and patterns', () => {
  test('[PROCESSOR-6] filters and maps without a window', () => {
    const run = runYaml(
      `
messages:
  Click: { kind: event, fields: { n: number } }
  Big: { kind: event, fields: { twice: number } }
components:
  browser: { kind: client, sends: [{ event: Click, to: clicks, every: 1s, count: 6, data: { n: =n } }] }
  clicks: { kind: log }
  filter:
    kind: stream
    consumes: [{ from: clicks }]
    events: [Click]
    steps: [{ filter: msg.n > 3 }, { map: { twice: =msg.n * 2 } }]
    publish: Big
    to: big
    data: { twice: =msg.twice }
  big: { kind: log }
`,
      { untilUs: 10 * SECOND },
    );
    expect(published(run, 'big')).toEqual([{ twice: 8 }, { twice: 10 }, { twice: 12 }]);
  });

  const ORDERS = `
messages:
  Placed: { kind: event, fields: { id: string } }
  Delivered: { kind: event, fields: { id: string } }
  Overdue: { kind: event, fields: { id: string, at: number } }
  Pair: { kind: event, fields: { id: string } }
components:
  shop:
    kind: client
    sends:
      - { event: Placed, to: orders, key: ='o' + string(n), every: 1s, count: 4, data: { id: ='o' + string(n) } }
      - { event: Delivered, to: orders, key: ='o' + string(n), start: 1.5s, every: 1s, count: 2, data: { id: ='o' + string(n) } }
  orders: { kind: log }
  watch:
    kind: stream
    consumes: [{ from: orders }]
    events: [Placed, Delivered]
    steps: [{ keyBy: =msg.id }]
`;

  test('[PROCESSOR-3] an absence is found at exactly its deadline when the watermark follows the clock', () => {
    const run = runYaml(
      `${ORDERS}
    watermark: { follows: clock }
    pattern: { within: 5s, steps: [{ name: placed, event: Placed }, { name: delivered, event: Delivered, absent: true }] }
    publish: Overdue
    to: overdue
    data: { id: =key, at: =time }
  overdue: { kind: log }`,
      { untilUs: 20 * SECOND },
    );
    const taken = entriesOf(run, 'stream.taken').filter(({ message }) => message.name === 'Placed');
    const [third, fourth] = taken.slice(2).map(({ eventTimeUs }) => eventTimeUs + 5 * SECOND);
    expect(entriesOf(run, 'pattern.matched').map(({ key, whenUs, tUs }) => [key, whenUs, tUs])).toEqual([
      ['o3', third, third],
      ['o4', fourth, fourth],
    ]);
    expect(published(run, 'overdue')).toEqual([
      { id: 'o3', at: (third as number) / SECOND },
      { id: 'o4', at: (fourth as number) / SECOND },
    ]);
  });

  test('[PROCESSOR-1] a join in time pairs what belongs together', () => {
    const run = runYaml(
      `${ORDERS}
    join: { left: Placed, right: Delivered, from: 0s, to: 10s }
    publish: Pair
    to: pairs
    data: { id: =left.id }
  pairs: { kind: log }`,
      { untilUs: 20 * SECOND },
    );
    expect(published(run, 'pairs')).toEqual([{ id: 'o1' }, { id: 'o2' }]);
  });

  test('[PROCESSOR-1] a join per window says who found no partner', () => {
    const run = runYaml(
      `${ORDERS}
    window: { tumbling: 10s }
    watermark: { follows: clock }
    join: { left: Placed, right: Delivered, kind: left }
    publish: Pair
    to: pairs
    data: { id: =left.id }
  pairs: { kind: log }`,
      { untilUs: 20 * SECOND },
    );
    expect(entriesOf(run, 'stream.joined').map(({ key, right }) => [key, right !== null])).toEqual([
      ['o1', true],
      ['o2', true],
      ['o3', false],
      ['o4', false],
    ]);
  });
});

test('[PROCESSOR-5] counts per window are those of the records, whatever their order, lateness and crashes', () => {
  const shape = fc.record({
    times: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 20, maxLength: 60 }),
    window: fc.integer({ min: 1, max: 9 }),
    behind: fc.integer({ min: 0, max: 30 }),
    crashAtMs: fc.option(fc.integer({ min: 100, max: 5_000 })),
    seed: fc.integer({ min: 0, max: 999 }),
  });
  fc.assert(
    fc.property(shape, ({ times, window, behind, crashAtMs, seed }) => {
      const sends = `{ event: Click, to: clicks, every: { exponential: 100ms }, count: ${times.length}, first: 0, data: { user: ann, at: "=[${times.join()}][n]" } }`;
      const stream = `    window: { tumbling: ${window}s }\n    watermark: { behind: ${behind}s }`;
      const run = runYaml(counting(sends, stream), {
        untilUs: 60 * SECOND,
        seed,
        interventions:
          crashAtMs === null
            ? []
            : [
                { at: `${crashAtMs}ms`, crash: 'counter' },
                { at: `${crashAtMs + 700}ms`, restart: 'counter' },
              ],
      });
      expect(entriesOf(run, 'log.appended', 'clicks')).toHaveLength(times.length);
      expect(panes(run)).toEqual(countedByHand(times, window, behind));
      const dropped = entriesOf(run, 'stream.dropped').length;
      const inWindows = entriesOf(run, 'stream.taken').length - dropped;
      expect(inWindows + dropped).toBe(times.length);
    }),
    { numRuns: 250 },
  );
}, 120_000);

/** Beam's rule, once more and simply: a window is said when the watermark reaches its end; what comes later is dropped. */
function countedByHand(times: readonly number[], window: number, behind: number): readonly unknown[] {
  const open = new Map<number, number>();
  const said: unknown[] = [];
  let watermark = Number.NEGATIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    const start = Math.floor(time / window) * window;
    if (start + window > watermark) open.set(start, (open.get(start) ?? 0) + 1);
    latest = Math.max(latest, time);
    watermark = Math.max(watermark, latest - behind);
    for (const [at, count] of [...open].toSorted(([a], [b]) => a - b)) {
      if (at + window > watermark) continue;
      said.push(['ann', at * SECOND, count, 'ON_TIME']);
      open.delete(at);
    }
  }
  return said;
}

describe('documents that say it wrongly', () => {
  const base = (stream: string): string => `eventually: 1
id: test
title: Test
messages: { Click: { kind: event, fields: { n: number } }, Big: { kind: event, fields: { n: number } } }
components:
  clicks: { kind: log }
  big: { kind: log }
  service: { kind: service }
  s: { kind: stream, events: [Click], consumes: [{ from: clicks }], ${stream} }
`;
  const problemsOf = (stream: string): readonly string[] => {
    const loaded = loadScenario(base(stream));
    return loaded.ok ? [] : loaded.problems.map(({ message }) => message);
  };

  test.each([
    ['aggregate: { count: true }', 'records come without end: say with `window` how to cut them'],
    ['window: { tumbling: 1s }', '`window` is about windows; say with `aggregate` what they hold'],
    ['window: { tumbling: 0s }, aggregate: { count: true }', 'a window lasts longer than 0'],
    [
      'window: { hopping: 10m, every: 1s }, aggregate: { count: true }',
      'each record would be in more than 100 windows',
    ],
    ['publish: Big', '`publish` needs `to`, the log that it goes to'],
    ['to: big', '`to` belongs to what it publishes; say `publish` too'],
    ['publish: Big, to: service', '`service` is a service, not a log'],
    ['join: { left: Click, right: Big, from: 0s, to: 1s }', '`Big` is not one of its `events`'],
    ['join: { left: Click, right: Click, from: 0s, to: 1s }', 'a join has two sides that differ'],
    ['watermark: { behind: 1s }', 'without a window, a join or a pattern nothing asks for a watermark'],
    [
      'pattern: { steps: [{ name: a, absent: true }, { name: b }] }',
      'a pattern begins with an event that comes: nothing begins with an absence',
    ],
    [
      'pattern: { steps: [{ name: a }, { name: b, absent: true }] }',
      'an absence at the end needs `within`, a time after which it is certain',
    ],
    ['pattern: { steps: [{ name: a }, { name: a }] }', 'there is a step `a` already'],
    ['rules: spark', '`spark` is not a product whose rules windows follow'],
    ['aggregate: { median: =msg.n }, window: { tumbling: 1s }', '`median` is not an aggregate'],
    ['steps: [{ where: msg.n > 3 }]', '`where` is not a step of a stream'],
  ])('%s', (stream, message) => {
    expect(problemsOf(stream).join('\n')).toContain(message);
  });
});
