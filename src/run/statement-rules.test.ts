import { describe, expect, test } from 'vitest';
import { handled } from './handling.fixture.ts';
import { entriesOf, firstOf, runYaml } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const outcomes = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);

describe('write', () => {
  test('[WRITE-1] merges its fields into the row, which keeps the others', () => {
    const simulation = handled(
      "[{ write: t, key: k, set: { a: =msg.n } }, { write: t, key: k, set: { b: '=row.a + 1' } }, { write: t, key: other, set: { c: 1 } }]",
    );
    expect(entriesOf(simulation, 'table.written').map(({ key, row, isNew }) => [key, row, isNew])).toEqual([
      ['k', { key: 'k', a: 1 }, true],
      ['k', { key: 'k', a: 1, b: 2 }, false],
      ['other', { key: 'other', c: 1 }, true],
    ]);
  });

  test('[WRITE-1] the key is the first column, under the name of its path', () => {
    const simulation = handled('[{ write: t, key: =msg.n, set: { a: 1 } }]');
    expect(Object.entries(firstOf(simulation, 'table.written').row)).toEqual([
      ['n', 1],
      ['a', 1],
    ]);
    expect(firstOf(simulation, 'table.written').key).toBe('1');
  });

  test('[WRITE-1] different keys are different rows, structures too', () => {
    const simulation = handled('[{ write: t, key: { n: =msg.n }, set: { a: =msg.n } }]', { count: 3 });
    expect(entriesOf(simulation, 'table.written').map(({ key, isNew }) => [key, isNew])).toEqual([
      ['{"n":1}', true],
      ['{"n":2}', true],
      ['{"n":3}', true],
    ]);
  });

  test('[WRITE-1] a transaction that commits later keeps what others wrote meanwhile', () => {
    const simulation = runYaml(`
messages: { Slow: { kind: command }, Fast: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Slow, to: b, every: 100ms, count: 1 }, { command: Fast, to: b, every: 200ms, count: 1 }] }
  b:
    kind: service
    workers: 2
    on:
      Slow: [{ dedupe: x }, { write: t, key: k, set: { slow: true } }, { work: 1s }]
      Fast: [{ write: t, key: k, set: { fast: true } }]
`);
    expect(entriesOf(simulation, 'table.written').at(-1)?.row).toEqual({ key: 'k', fast: true, slow: true });
  });
});

describe('dedupe', () => {
  const twice = (handler: string, options?: RunOptions): Simulation =>
    runYaml(
      `
messages: { Go: { kind: command, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s, count: 3, data: { n: =n }, timeout: 300ms, retry: { attempts: 4, delay: 100ms } }] }
  b: { kind: service, workers: 4, restart: 100ms, on: { Go: ${handler} } }
links: [{ between: [a, b], latency: 5ms, duplication: 1 }]
`,
      options,
    );

  test('[DEDUPE-1] a message whose key was handled to its end is skipped', () => {
    const simulation = twice(
      "[{ dedupe: =msg.n }, { write: t, key: =msg.n, set: { times: '=row == null ? 1 : row.times + 1' } }]",
    );
    expect(entriesOf(simulation, 'handler.finished').map(({ outcome }) => outcome)).toEqual(
      [1, 2, 3].flatMap(() => ['done', 'deduplicated']),
    );
    expect(entriesOf(simulation, 'table.written').map(({ row }) => row['times'])).toEqual([1, 1, 1]);
    expect(entriesOf(simulation, 'message.deduplicated').map(({ key }) => key)).toEqual(['1', '2', '3']);
  });

  test('[DEDUPE-1] keys are told apart by kind as well as by value', () => {
    const simulation = twice('[{ dedupe: \'=msg.n == 2 ? "1" : 1\' }, { write: t, key: =msg.n, set: { n: 1 } }]');
    expect(entriesOf(simulation, 'table.written').map(({ key }) => key)).toEqual(['1', '2']);
  });

  test('[DEDUPE-2] a crash before the end leaves neither writes nor the mark', () => {
    const simulation = twice('[{ dedupe: =msg.n }, { write: t, key: =msg.n, set: { n: 1 } }, { work: 100ms }]', {
      interventions: [
        { at: '1050ms', crash: 'b' },
        { at: '1060ms', restart: 'b' },
      ],
    });
    const first = entriesOf(simulation, 'handler.finished').filter(({ message }) => message.label === '1');
    expect(first.map(({ outcome }) => outcome).slice(0, 3)).toEqual(['crashed', 'crashed', 'done']);
    const written = entriesOf(simulation, 'table.written');
    expect(written.map(({ label }) => label)).toEqual(['1', '2', '3']);
    const done = entriesOf(simulation, 'handler.finished').filter(({ outcome }) => outcome === 'done');
    expect(written.map(({ tUs }) => tUs)).toEqual(done.map(({ tUs }) => tUs));
  });

  test('[DEDUPE-2] nor does a failure; the handler sees its own writes before', () => {
    const simulation = twice(
      "[{ dedupe: =msg.n }, { write: t, key: k, set: { a: 1 } }, { write: t, key: k, set: { b: '=row.a + 1' } }, { read: t, key: k }, { if: t.b == 2, then: [{ fail: no }] }]",
    );
    expect(
      entriesOf(simulation, 'handler.finished').every(({ outcome, why }) => outcome === 'failed' && why === 'no'),
    ).toBe(true);
    expect(entriesOf(simulation, 'handler.finished').length).toBe(3 * 4 * 2);
    expect(entriesOf(simulation, 'table.written')).toEqual([]);
  });

  test('[DEDUPE-3] of two at work at once, the one that ends last writes nothing', () => {
    const simulation = twice(
      "[{ dedupe: =msg.n }, { work: { uniform: [10ms, 50ms] } }, { write: t, key: =msg.n, set: { times: '=row == null ? 1 : row.times + 1' } }, { work: { uniform: [10ms, 50ms] } }]",
    );
    expect(entriesOf(simulation, 'handler.finished').map(({ outcome }) => outcome)).toEqual(
      [1, 2, 3].flatMap(() => ['done', 'deduplicated']),
    );
    expect(entriesOf(simulation, 'table.written').map(({ row }) => row['times'])).toEqual([1, 1, 1]);
  });

  test.each([
    ['{ reply: { n: =msg.n } }', 'reply', { n: 1 }],
    ['{ refuse: sold out }', 'error', { code: 'refused', why: 'sold out' }],
    ['{ work: 1ms }', 'reply', {}],
  ])('[DEDUPE-4] who is skipped gets the first answer again (%s)', (statement, kind, data) => {
    const simulation = twice(`[{ dedupe: =msg.n }, ${statement}]`);
    const answers = entriesOf(simulation, 'message.sent', 'b')
      .filter(({ message, duplicate }) => message.label === '1' && !duplicate)
      .map(({ message }) => [message.kind, message.data]);
    expect(answers).toEqual([
      [kind, data],
      [kind, data],
    ]);
  });
});

describe('refuse and fail', () => {
  test('[REFUSE-1] refuse is an answer, fail a failure; neither runs on', () => {
    const refused = handled('[{ refuse: sold out }, { write: t, key: k, set: { n: 1 } }]');
    expect(firstOf(refused, 'handler.finished')).toMatchObject({ outcome: 'refused', why: 'sold out', line: 2 });
    expect(firstOf(refused, 'request.completed')).toMatchObject({
      outcome: 'refused',
      data: { code: 'refused', why: 'sold out' },
    });
    const failed = handled("[{ fail: ='no ' + string(msg.n) }, { write: t, key: k, set: { n: 1 } }]");
    expect(firstOf(failed, 'handler.finished')).toMatchObject({ outcome: 'failed', why: 'no 1' });
    expect(firstOf(failed, 'request.completed')).toMatchObject({
      outcome: 'failed',
      data: { code: 'failed', why: 'no 1' },
    });
    for (const simulation of [refused, failed]) expect(entriesOf(simulation, 'table.written')).toEqual([]);
  });

  test('[REFUSE-1] what a refusing handler wrote stays, deduplicated or not', () => {
    for (const dedupe of ['', '{ dedupe: =msg.n }, ']) {
      const simulation = handled(`[${dedupe}{ write: t, key: k, set: { n: 1 } }, { refuse: sold out }]`);
      expect(entriesOf(simulation, 'table.written').length).toBe(1);
      expect(outcomes(simulation)).toEqual(['refused']);
    }
  });

  test('[REFUSE-1] a consumer reads on after a refusal and tries again after a failure', () => {
    const consumed = (statement: string): Simulation =>
      handled('[{ publish: Went, to: log }]', {
        more: `  d: { kind: service, consumes: [{ from: log }], on: { Went: [${statement}] } }`,
      });
    expect(entriesOf(consumed('{ refuse: no }'), 'offset.committed').length).toBe(1);
    expect(entriesOf(consumed('{ fail: no }'), 'offset.committed')).toEqual([]);
  });
});

test('if takes one branch and goes on behind it', () => {
  const simulation = handled(
    '[{ if: msg.n > 1, then: [{ write: t, key: then, set: {} }], else: [{ write: t, key: else, set: {} }] }, { write: t, key: after, set: {} }]',
    { count: 2 },
  );
  expect(entriesOf(simulation, 'table.written').map(({ key, label }) => `${label} ${key}`)).toEqual([
    '1 else',
    '1 after',
    '2 then',
    '2 after',
  ]);
});
