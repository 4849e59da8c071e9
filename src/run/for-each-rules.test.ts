import { describe, expect, test } from 'vitest';
import { handled } from './handling.fixture.ts';
import { entriesOf, firstOf, MS, runYaml } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const ask = '{ call: Ask, to: c, data: { n: =item }, as: answer }';
const slower =
  "[{ if: msg.n == 1, then: [{ work: 30ms }], else: [{ work: 10ms }] }, { reply: { twice: '=msg.n * 2' } }]";

const askedAt = (simulation: Simulation): readonly number[] =>
  entriesOf(simulation, 'message.sent', 'b')
    .filter(({ passage }) => passage === 'call')
    .map(({ tUs }) => tUs);
const finish = (simulation: Simulation) => firstOf(simulation, 'handler.finished', 'b');

describe('for each', () => {
  test('[EACH-1] runs its block for each item, one after the other', () => {
    const simulation = handled(
      `[{ for each: [3, 1, 2], do: [${ask}, { write: t, key: =item, set: { twice: =answer.twice } }] }]`,
      {
        callee: slower,
      },
    );
    expect(entriesOf(simulation, 'table.written').map(({ key, row }) => [key, row['twice']])).toEqual([
      ['3', 6],
      ['1', 2],
      ['2', 4],
    ]);
    const [first = 0, ...rest] = askedAt(simulation);
    expect(rest.map((tUs) => tUs - first)).toEqual([20 * MS, 60 * MS]);
    expect(finish(simulation).outcome).toBe('done');
  });

  test('[EACH-1] a number stands for the list from 1 to it, and 0 for none', () => {
    const written = (list: string): readonly string[] =>
      entriesOf(handled(`[{ for each: ${list}, as: i, do: [{ write: t, key: =i, set: {} }] }]`), 'table.written').map(
        ({ key }) => key,
      );
    expect([written('3'), written('=msg.n + 1'), written('0'), written('[]')]).toEqual([
      ['1', '2', '3'],
      ['1', '2'],
      [],
      [],
    ]);
  });

  test('[EACH-1] blocks can stand in each other, with what is around them', () => {
    const simulation = handled(
      "[{ for each: 2, as: a, do: [{ for each: 3, as: b, do: [{ if: b != 2, then: [{ write: t, key: '=a * 10 + b', set: {} }] }] }, { write: t, key: =a, set: {} }] }, { write: t, key: end, set: {} }]",
    );
    expect(entriesOf(simulation, 'table.written').map(({ key }) => key)).toEqual([
      '11',
      '13',
      '1',
      '21',
      '23',
      '2',
      'end',
    ]);
  });

  test('[EACH-2] all at once: the handler waits for the slowest', () => {
    const simulation = handled(
      `[{ for each: 4, parallel: true, do: [${ask}, { write: t, key: =item, set: { twice: =answer.twice } }] }, { write: t, key: end, set: {} }]`,
      { callee: slower },
    );
    const times = askedAt(simulation);
    expect([times.length, new Set(times).size]).toEqual([4, 1]);
    expect(entriesOf(simulation, 'table.written').map(({ key, row }) => [key, row['twice']])).toEqual([
      ['2', 4],
      ['3', 6],
      ['4', 8],
      ['1', 2],
      ['end', undefined],
    ]);
    expect(finish(simulation).tUs - (times[0] as number)).toBe(40 * MS);
  });

  test('[EACH-2] each statement says of which path it is; without paths none does', () => {
    const branches = (parallel: boolean): readonly (number | undefined)[] => [
      ...new Set(
        entriesOf(
          handled(`[{ for each: 2, parallel: ${parallel}, do: [{ work: 1ms }] }]`),
          'statement.started',
          'b',
        ).map(({ branch }) => branch),
      ),
    ];
    expect([branches(false), branches(true)]).toEqual([[undefined], [undefined, 1, 2]]);
  });

  test('[EACH-2] paths can branch again, and go on one after the other', () => {
    const simulation = handled(
      `[{ for each: [1, 2], as: a, parallel: true, do: [{ for each: [1, 2], as: b, parallel: true, do: [{ work: 10ms }], collect: '=a * 10 + b', into: pairs }, { write: t, key: =a, set: { pairs: =pairs } }] }]`,
    );
    expect(entriesOf(simulation, 'table.written').map(({ row }) => row['pairs'])).toEqual([
      [11, 12],
      [21, 22],
    ]);
    const { tUs } = firstOf(simulation, 'handler.started', 'b');
    expect(finish(simulation).tUs - tUs).toBe(10 * MS);
    const all = entriesOf(simulation, 'statement.started', 'b').filter(({ op }) => op === 'work');
    expect(new Set(all.map(({ branch }) => branch)).size).toBe(4);
  });

  test.each([false, true])(
    '[EACH-3] collects what the rounds give in the order of the items; parallel: %s',
    (parallel) => {
      const simulation = handled(
        `[{ for each: [1, 2, 3], parallel: ${parallel}, do: [${ask}], collect: =answer.twice, into: all }, { reply: { all: =all } }]`,
        { callee: slower },
      );
      expect(firstOf(simulation, 'request.completed').data).toEqual({ all: [2, 4, 6] });
    },
  );

  test.each([false, true])('[EACH-3] nothing gives an empty list; parallel: %s', (parallel) => {
    const simulation = handled(
      `[{ for each: [], parallel: ${parallel}, do: [{ work: 1ms }], collect: =item, into: all }, { reply: { all: =all } }]`,
    );
    expect(firstOf(simulation, 'request.completed').data).toEqual({ all: [] });
  });

  const failing =
    '[{ if: msg.n == 2, then: [{ fail: no two }] }, { if: msg.n == 3, then: [{ fail: no three }] }, { work: 20ms }]';

  test('[EACH-4] when paths fail the others go on, then the handler fails as the first did', () => {
    const simulation = handled(
      '[{ for each: 4, parallel: true, do: [{ call: Ask, to: c, data: { n: =item } }, { write: t, key: =item, set: {} }] }, { write: t, key: end, set: {} }]',
      { callee: failing },
    );
    expect(entriesOf(simulation, 'table.written').map(({ key }) => key)).toEqual(['1', '4']);
    expect(finish(simulation)).toMatchObject({ outcome: 'failed', why: 'no two' });
    expect(firstOf(simulation, 'request.completed')).toMatchObject({ outcome: 'failed' });
    expect(entriesOf(simulation, 'handler.finished', 'b').length).toBe(1);
  });

  test('[EACH-4] a path can refuse for all', () => {
    const simulation = handled(
      '[{ for each: 3, parallel: true, do: [{ work: 5ms }, { if: item == 2, then: [{ refuse: sold out }] }, { work: 5ms }] }]',
    );
    expect(finish(simulation)).toMatchObject({ outcome: 'refused', why: 'sold out' });
    expect(finish(simulation).tUs - firstOf(simulation, 'handler.started', 'b').tUs).toBe(10 * MS);
  });

  test('[EACH-4] one after the other: a round that fails is the last', () => {
    const simulation = handled('[{ for each: 4, do: [{ call: Ask, to: c, data: { n: =item } }] }]', {
      callee: failing,
    });
    expect(askedAt(simulation).length).toBe(2);
    expect(finish(simulation)).toMatchObject({ outcome: 'failed', why: 'no two' });
  });

  test('[EACH-4] a path that fails can be told from the others by its fallback', () => {
    const simulation = handled(
      '[{ for each: 3, parallel: true, do: [{ call: Ask, to: c, data: { n: =item }, fallback: [{ write: t, key: =item, set: {} }] }] }]',
      { callee: failing },
    );
    expect([entriesOf(simulation, 'table.written').map(({ key }) => key), finish(simulation).outcome]).toEqual([
      ['2', '3'],
      'done',
    ]);
  });

  test('[EACH-5] what is due at the same instant comes between the rounds', () => {
    const simulation = runYaml(`
messages: { Go: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Go, to: b, every: 1s, count: 1 }, { event: Go, to: b, every: 1s, count: 1 }] }
  b: { kind: service, workers: 2, on: { Go: [{ for each: 2, do: [{ write: t, key: =item, set: {} }] }] } }
`);
    expect(entriesOf(simulation, 'table.written').map(({ key }) => key)).toEqual(['1', '1', '2', '2']);
  });

  test('[EACH-6] more than 10,000 rounds fail the handler, and an entry says so', () => {
    const simulation = handled("[{ for each: '=10000 + msg.n', do: [{ work: 1us }] }]");
    const why = '`for each` would have 10001 rounds; 10000 are simulated at most';
    expect(firstOf(simulation, 'limit.reached')).toMatchObject({ at: 'b', why });
    expect(finish(simulation)).toMatchObject({ outcome: 'failed', why });
    expect(finish(handled("[{ for each: '=9999 + msg.n', parallel: true, do: [{ wait: 1us }] }]")).outcome).toBe(
      'done',
    );
  });

  test('[EACH-6] rounds in rounds that take no time end the run, which says so', () => {
    const simulation = handled(
      '[{ for each: 10000, do: [{ for each: 10000, as: j, do: [{ write: t, key: k, set: {} }] }] }]',
    );
    expect(simulation.trace.entries.at(-1)).toMatchObject({ kind: 'limit.reached', at: 'run' });
  });

  test.each([
    ["{'a': 1}", 'an object'],
    ['string(msg.n)', 'a string'],
    ['-msg.n', 'a number'],
    ['msg.n + 0.5', 'a number'],
    ['null', 'null'],
  ])('[EACH-6] what is neither a list nor a whole number fails the handler: %s', (list, what) => {
    const simulation = handled(`[{ for each: "=${list}", do: [] }]`);
    const why = `\`for each\` goes over a list or a whole number, not ${what}`;
    expect(finish(simulation)).toMatchObject({ outcome: 'failed', why });
  });

  test('[EACH-7] a crash ends all paths at once', () => {
    const simulation = handled(
      '[{ for each: 3, parallel: true, do: [{ work: 50ms }, { write: t, key: =item, set: {} }] }]',
      {},
      { interventions: [{ at: '120ms', crash: 'b' }] },
    );
    expect(entriesOf(simulation, 'table.written')).toEqual([]);
    expect(entriesOf(simulation, 'handler.finished').map(({ outcome }) => outcome)).toEqual(['crashed']);
    expect(simulation.nextDueUs()).toBe(undefined);
  });

  test('[DEDUPE-2] the paths share the transaction of their task', () => {
    const simulation = handled(
      '[{ dedupe: =msg.n }, { for each: 3, parallel: true, do: [{ work: 5ms }, { write: t, key: =item, set: {} }] }, { work: 10ms }]',
    );
    const times = entriesOf(simulation, 'table.written').map(({ tUs }) => tUs);
    expect(times).toEqual([finish(simulation).tUs, finish(simulation).tUs, finish(simulation).tUs]);
  });
});

describe('together', () => {
  test('[TOGETHER-1] runs its blocks at once and knows afterwards what they found', () => {
    const simulation = handled(
      `[{ together: [[{ call: Ask, to: c, data: { n: 1 }, as: one }], [{ work: 5ms }, { call: Ask, to: c, data: { n: 2 }, as: two }]] }, { reply: { sum: '=one.twice + two.twice' } }]`,
      { callee: slower },
    );
    expect(firstOf(simulation, 'request.completed').data).toEqual({ sum: 6 });
    const [first = 0, second = 0] = askedAt(simulation);
    expect([second - first, finish(simulation).tUs - first]).toEqual([5 * MS, 40 * MS]);
  });

  test('[TOGETHER-1] a block that fails fails the handler when the others have ended', () => {
    const simulation = handled(
      '[{ together: [[{ fail: no }], [{ work: 5ms }, { write: t, key: k, set: {} }], []] }, { work: 1s }]',
    );
    expect(entriesOf(simulation, 'table.written').length).toBe(1);
    expect(finish(simulation)).toMatchObject({ outcome: 'failed', why: 'no' });
  });
});
