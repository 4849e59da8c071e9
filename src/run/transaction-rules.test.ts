import { describe, expect, test } from 'vitest';
import { committed, upTo } from './facts.fixture.ts';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Shape {
  readonly handler?: string;
  readonly exactlyOnce?: boolean;
  readonly partitions?: number;
  readonly links?: string;
  readonly count?: number;
}

/** `b` makes two results of each fact; `all` and `done` read the results, the second one those that are committed. */
function processed(shape: Shape, options?: RunOptions): Simulation {
  const result = (i: number): string =>
    `{ publish: Result, to: output, key: =string(msg.n), data: { n: =msg.n, part: ${i} } }`;
  const { exactlyOnce = true, partitions = 1, links = '', count = 20 } = shape;
  const { handler = `[${result(1)}, { work: 60ms }, ${result(2)}]` } = shape;
  return runYaml(
    `
messages: { Fact: { kind: event, fields: { n: number } }, Result: { kind: event, fields: { n: number, part: number } } }
components:
  a: { kind: client, sends: [{ event: Fact, to: input, start: 100ms, every: 50ms, count: ${count}, key: =string(n), data: { n: =n } }] }
  input: { kind: log, partitions: ${partitions} }
  b: { kind: service, workers: 4, restart: 100ms, consumes: [{ from: input, group: b, exactlyOnce: ${exactlyOnce} }], on: { Fact: ${handler} } }
  output: { kind: log, partitions: ${partitions} }
  all: { kind: service, consumes: [{ from: output }], on: { Result: [] } }
  done: { kind: service, consumes: [{ from: output, isolation: read-committed }], on: { Result: [] } }
${links}`,
    { untilUs: 120 * SECOND, ...options },
  );
}

/** What a reader has seen, as "n part". */
const seen = (simulation: Simulation, at: string): readonly string[] =>
  entriesOf(simulation, 'handler.started', at).map(({ message }) => {
    const { n, part } = message.data as { readonly n: number; readonly part: number };
    return `${n} ${part}`;
  });
const eachOnce = (count: number): readonly string[] => upTo(count).flatMap((i) => [`${i + 1} 1`, `${i + 1} 2`]);

describe('consume, process, produce in a transaction', () => {
  test('[TRANSACTION-1] results and offset are committed together', () => {
    const simulation = processed({});
    const ended = entriesOf(simulation, 'log.transaction-committed');
    expect(ended.length).toBe(20);
    for (const { at, tUs, records } of ended) {
      expect(at).toBe('output');
      expect(records.length).toBe(2);
      expect(entriesOf(simulation, 'offset.committed', 'input').some((entry) => entry.tUs === tUs)).toBe(true);
    }
    expect(seen(simulation, 'done')).toEqual(eachOnce(20));
    expect(seen(simulation, 'all')).toEqual(eachOnce(20));
  });

  test('[TRANSACTION-2] readers of committed records wait for the end of the transaction, the others do not', () => {
    const simulation = processed({ count: 1 });
    const end = firstOf(simulation, 'log.transaction-committed').tUs;
    const first = (at: string) =>
      entriesOf(simulation, 'message.sent', 'output').find(({ to, passage }) => to === at && passage === 'fetch');
    expect(first('done')?.tUs).toBe(end);
    expect(first('all')?.tUs).toBeLessThan(end);
  });

  const crashes: RunOptions = {
    // Between the two results of a record.
    interventions: upTo(5).flatMap((i) => [
      { at: `${330 + i * 450}ms`, crash: 'b' },
      { at: `${340 + i * 450}ms`, restart: 'b' },
    ]),
  };

  test('[TRANSACTION-3] a crash aborts: what is processed again is seen once by readers of committed records', () => {
    const simulation = processed({}, crashes);
    const aborted = entriesOf(simulation, 'log.transaction-aborted');
    expect(aborted.length).toBeGreaterThan(2);
    expect(seen(simulation, 'done')).toEqual(eachOnce(20));
    expect(seen(simulation, 'all').length).toBe(40 + aborted.reduce((sum, { records }) => sum + records.length, 0));
    const skipped = entriesOf(simulation, 'record.passed-over').flatMap(({ offsets }) => offsets);
    expect(skipped).toEqual(aborted.flatMap(({ records }) => records.map(({ offset }) => offset)));
    expect(committed(simulation, 'b').at(-1)).toBe(20);
    const plainly = processed({ exactlyOnce: false }, crashes);
    expect(seen(plainly, 'done').length).toBeGreaterThan(40);
  });

  test('[TRANSACTION-3] so does a handler that fails', () => {
    const handler =
      '[{ publish: Result, to: output, data: { n: =msg.n, part: 1 } }, { read: t, key: =msg.n }, { write: t, key: =msg.n, set: { tries: 1 } }, { if: "t == null && msg.n in [3, 6, 9, 12, 15, 18]", then: [{ fail: no }] }, { publish: Result, to: output, data: { n: =msg.n, part: 2 } }]';
    const simulation = processed({ handler });
    expect(entriesOf(simulation, 'log.transaction-aborted').length).toBe(6);
    expect(seen(simulation, 'done')).toEqual(eachOnce(20));
    expect(seen(simulation, 'all').length).toBe(46);
  });

  test('[TRANSACTION-4] a new process aborts what the one before has left open', () => {
    const simulation = processed(
      { count: 1 },
      {
        interventions: [
          { at: '180ms', crash: 'b' },
          { at: '5s', restart: 'b' },
        ],
      },
    );
    const [aborted] = entriesOf(simulation, 'log.transaction-aborted');
    expect(aborted?.tUs).toBe(5 * SECOND + 120 * MS);
    expect(seen(simulation, 'done')).toEqual(eachOnce(1));
  });

  test('[TRANSACTION-5] one that nobody ends is aborted after 60 s; until then it holds readers up', () => {
    const simulation = processed({ count: 3, partitions: 1 }, { interventions: [{ at: '180ms', crash: 'b' }] });
    const [aborted] = entriesOf(simulation, 'log.transaction-aborted');
    const extended = firstOf(simulation, 'log.transaction-extended');
    expect(aborted?.tUs).toBeGreaterThan(60 * SECOND);
    expect((aborted?.tUs ?? 0) - extended.tUs).toBeLessThan(61 * SECOND);
    expect(aborted?.why).toBe('it took longer than 60 s');
  });

  test('[TRANSACTION-6] each record is stored once, whatever the links lose or repeat', () => {
    const links =
      'links: [{ between: [b, output], loss: 0.2, duplication: 0.2 }, { between: [b, input], loss: 0.2, duplication: 0.2 }, { between: [output, done] }]';
    const simulation = processed({ links, partitions: 2 });
    expect(seen(simulation, 'done').toSorted()).toEqual(eachOnce(20).toSorted());
  });

  test('[TRANSACTION-7] a member that has lost the partition cannot commit', () => {
    const simulation = runYaml(
      `
messages: { Fact: { kind: event, fields: { n: number } }, Result: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Fact, to: input, start: 100ms, every: 100ms, count: 8, data: { n: =n } }] }
  input: { kind: log, partitions: 2 }
  b1: { kind: service, workers: 4, restart: 100ms, consumes: [{ from: input, group: b, exactlyOnce: true }], on: { Fact: [{ publish: Result, to: output, data: { n: =msg.n } }, { work: 300ms }] } }
  b2: { kind: service, workers: 4, restart: 100ms, consumes: [{ from: input, group: b, exactlyOnce: true }], on: { Fact: [{ publish: Result, to: output, data: { n: =msg.n } }, { work: 300ms }] } }
  output: { kind: log }
  done: { kind: service, consumes: [{ from: output, isolation: read-committed }], on: { Result: [] } }`,
      {
        untilUs: 30 * SECOND,
        interventions: [
          { at: '1ms', crash: 'b2' },
          { at: '300ms', restart: 'b2' },
        ],
      },
    );
    expect(entriesOf(simulation, 'message.dropped', 'input').map(({ reason }) => reason)).toEqual(['fenced']);
    expect(entriesOf(simulation, 'log.transaction-aborted').length).toBe(1);
    const numbers = entriesOf(simulation, 'handler.started', 'done').map(
      ({ message }) => (message.data as { n: number }).n,
    );
    expect(numbers.toSorted()).toEqual(upTo(8).map((i) => i + 1));
  });
});
