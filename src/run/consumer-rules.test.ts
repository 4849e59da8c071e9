import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Shape {
  readonly handler?: string;
  readonly retry?: string;
  readonly count?: number;
  readonly every?: string;
  readonly links?: string;
  readonly other?: string;
}

/** Facts with a key go to two partitions; `c` consumes them. */
function consumed(shape: Shape, options?: RunOptions): Simulation {
  const { handler = '[work: 20ms]', retry = '', count = 10, every = '100ms', links = '', other = '' } = shape;
  return runYaml(
    `
messages: { Fact: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, start: 100ms, every: ${every}, count: ${count}, data: { n: =n } }] }
  log: { kind: log, partitions: 2 }
  c: { kind: service, workers: 4, restart: 100ms, consumes: [{ from: log, group: g${retry} }], on: { Fact: ${handler} } }
${other}
${links}`,
    options,
  );
}

const commits = (simulation: Simulation, partition: number): readonly number[] =>
  entriesOf(simulation, 'offset.committed').flatMap((entry) => (entry.partition === partition ? [entry.offset] : []));
const labels = (simulation: Simulation, outcome: string): readonly string[] =>
  entriesOf(simulation, 'handler.finished').flatMap((entry) =>
    entry.outcome === outcome ? [entry.message.label] : [],
  );

describe('a consumer', () => {
  test('[CONSUMER-1] commits after a record is handled', () => {
    const simulation = consumed({});
    const sent = entriesOf(simulation, 'message.sent', 'c');
    const finished = entriesOf(simulation, 'handler.finished');
    expect(sent.map(({ cause, tUs, passage }) => [cause, tUs, passage])).toEqual(
      finished.map(({ seq, tUs }) => [seq, tUs, 'commit']),
    );
    expect([commits(simulation, 0), commits(simulation, 1)]).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
  });

  test('[CONSUMER-1] a crash between handling and commit makes it read the record again', () => {
    // The record is handled at 230 ms; its commit would arrive at 235 ms, but the link is cut.
    const simulation = consumed(
      { count: 1 },
      {
        interventions: [
          { at: '231ms', partition: ['c', 'log'] },
          { at: '300ms', crash: 'c' },
          { at: '301ms', restart: 'c' },
          { at: '302ms', heal: ['c', 'log'] },
        ],
      },
    );
    expect(firstOf(simulation, 'handler.finished').tUs).toBe(230 * MS);
    expect(labels(simulation, 'done')).toEqual(['1', '1']);
    expect(entriesOf(simulation, 'message.sent', 'log').map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(commits(simulation, 0)).toEqual([1]);
  });

  const poisoned = '[{ if: msg.n == 3, then: [{ fail: no }] }, { work: 20ms }]';

  test('[CONSUMER-2] a record that fails is tried again and holds up its partition, not the others', () => {
    const simulation = consumed({ handler: poisoned, retry: ', retry: { delay: 200ms }', count: 12 });
    const tries = entriesOf(simulation, 'handler.started')
      .filter(({ message }) => message.label === '3')
      .map(({ tUs }) => tUs);
    expect(tries.length).toBeGreaterThan(40);
    tries.slice(1).forEach((tUs, i) => expect(tUs).toBe((tries[i] as number) + 200 * MS));
    expect(labels(simulation, 'done')).toEqual(['1', '2', '4', '6', '8', '10', '12']);
    expect([commits(simulation, 0).at(-1), commits(simulation, 1).at(-1)]).toEqual([1, 6]);
    const retrying = entriesOf(simulation, 'consumer.retrying');
    expect(retrying.map(({ attempt }) => attempt)).toEqual(retrying.map((_, i) => i + 2));
    expect(retrying[0]).toMatchObject({ why: 'no', resumeUs: (retrying[0]?.tUs as number) + 200 * MS });
  });

  test('[CONSUMER-2] a record that breaks its contract does so too', () => {
    const simulation = consumed(
      { count: 4 },
      { interventions: [{ at: '350ms', rename: 'Fact', of: 'a', field: 'n', to: 'm' }] },
    );
    expect(labels(simulation, 'done')).toEqual(['1', '2']);
    expect(entriesOf(simulation, 'message.rejected').length).toBeGreaterThan(20);
    expect(firstOf(simulation, 'consumer.retrying').why).toBe('`n` is missing');
  });

  test('[CONSUMER-3] with a bound on attempts the record is skipped after the last, and that is said', () => {
    const simulation = consumed({ handler: poisoned, retry: ', retry: { delay: 200ms, attempts: 3 }', count: 12 });
    expect(labels(simulation, 'failed')).toEqual(['3', '3', '3']);
    const [skipped, ...more] = entriesOf(simulation, 'message.dropped');
    expect(more).toEqual([]);
    expect(skipped).toMatchObject({
      reason: 'skipped',
      why: 'The consumer gave up on it after its last attempt.',
      mayComeAgain: false,
      message: { label: '3' },
    });
    expect([commits(simulation, 0).at(-1), commits(simulation, 1).at(-1)]).toEqual([6, 6]);
    expect(labels(simulation, 'done').length).toBe(11);
  });

  test('[CONSUMER-3] each record has its own attempts', () => {
    const simulation = consumed({
      handler: '[{ fail: no }]',
      retry: ', retry: { delay: 10ms, attempts: 3 }',
      count: 4,
    });
    expect(labels(simulation, 'failed').toSorted()).toEqual(
      ['1', '2', '3', '4'].flatMap((label) => [label, label, label]),
    );
  });

  test('[CONSUMER-4] a lost commit is sent again after 500 ms', () => {
    const simulation = consumed(
      { count: 1 },
      {
        interventions: [
          { at: '231ms', partition: ['c', 'log'] },
          { at: '1s', heal: ['c', 'log'] },
        ],
      },
    );
    expect(entriesOf(simulation, 'message.sent', 'c').map(({ tUs }) => tUs)).toEqual([230 * MS, 735 * MS, 1_240 * MS]);
    expect(entriesOf(simulation, 'message.dropped').map(({ mayComeAgain }) => mayComeAgain)).toEqual([true, true]);
    expect(entriesOf(simulation, 'offset.committed').map(({ tUs }) => tUs)).toEqual([1_245 * MS]);
    for (const { cause } of entriesOf(simulation, 'message.sent', 'c').slice(1)) {
      expect(simulation.trace.entries[cause as number]?.kind).toBe('message.dropped');
    }
  });

  test('[CONSUMER-4] unless a later one has been sent since', () => {
    const simulation = consumed(
      { count: 20, every: '50ms' },
      {
        interventions: [{ at: '400ms', loss: ['c', 'log'], probability: 0.5 }],
        untilUs: 60 * SECOND,
      },
    );
    const said = entriesOf(simulation, 'message.sent', 'c').map(({ message }) => JSON.stringify(message.data));
    expect(said.length).toBeGreaterThan(20);
    // What was said again is what was the newest then, so nothing older is.
    for (const partition of [0, 1]) {
      const offsets = entriesOf(simulation, 'message.sent', 'c')
        .map(({ message }) => message.data as { partition: number; offset: number })
        .flatMap((data) => (data.partition === partition ? [data.offset] : []));
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      expect(commits(simulation, partition).at(-1)).toBe(10);
    }
  });

  test('[CONSUMER-5] a copy that a link made is handled after the record in hand, one at a time', () => {
    const simulation = consumed({
      handler: '[work: 150ms]',
      links: 'links: [{ between: [log, c], latency: 5ms, duplication: 1 }]',
    });
    expect(labels(simulation, 'done').length).toBe(20);
    const busy = new Map<number, number>();
    for (const entry of simulation.trace.entries) {
      if (entry.kind === 'handler.started') {
        const { partition } = entry.record as NonNullable<typeof entry.record>;
        expect([...busy.values()]).not.toContain(partition);
        busy.set(entry.task, partition);
      } else if (entry.kind === 'handler.finished') busy.delete(entry.task);
    }
    const waited = entriesOf(simulation, 'handler.queued');
    expect(waited.length).toBeGreaterThanOrEqual(10);
    expect([commits(simulation, 0), commits(simulation, 1)]).toEqual([
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
    expect(entriesOf(simulation, 'message.sent', 'log').filter(({ duplicate }) => !duplicate).length).toBe(10);
  });

  test('[CONSUMER-5] a copy that waits is said to wait once', () => {
    const simulation = runYaml(`
messages: { Fact: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, start: 100ms, every: 100ms, count: 5 }] }
  log: { kind: log }
  c: { kind: service, consumes: [{ from: log }], on: { Fact: [work: 20ms] } }
links: [{ between: [log, c], latency: 5ms, duplication: 1 }]
`);
    expect(entriesOf(simulation, 'handler.queued').map(({ depth, message }) => [depth, message.label])).toEqual(
      ['1', '2', '3', '4', '5'].map((label) => [1, label]),
    );
    expect(labels(simulation, 'done').length).toBe(10);
  });

  test('[CONSUMER-5] nothing that waits vanishes in a crash', () => {
    const simulation = consumed(
      { handler: '[work: 1s]', count: 2, links: 'links: [{ between: [log, c], latency: 5ms, duplication: 1 }]' },
      { interventions: [{ at: '600ms', crash: 'c' }] },
    );
    expect(firstOf(simulation, 'component.crashed').lost).toBe(4);
    const lost = entriesOf(simulation, 'message.dropped').map(({ reason, message, mayComeAgain }) => [
      reason,
      message.label,
      mayComeAgain,
    ]);
    expect(lost.toSorted()).toEqual([
      ['crash', '1', true],
      ['crash', '1', true],
      ['crash', '2', true],
      ['crash', '2', true],
    ]);
  });

  test('[CONSUMER-2] what waits to be tried again is lost in a crash, with a word, and read again', () => {
    const simulation = consumed(
      { handler: '[{ fail: no }]', retry: ', retry: { delay: 5s }', count: 1 },
      {
        interventions: [
          { at: '1s', crash: 'c' },
          { at: '2s', restart: 'c' },
        ],
      },
    );
    expect(firstOf(simulation, 'component.crashed').lost).toBe(1);
    expect(firstOf(simulation, 'message.dropped')).toMatchObject({ reason: 'crash', mayComeAgain: true });
    expect(entriesOf(simulation, 'handler.started').map(({ tUs }) => tUs)).toEqual([210 * MS, 2_125 * MS, 7_125 * MS]);
  });
});

describe('a rebalance', () => {
  const other = `  b: { kind: service, workers: 4, restart: 100ms, consumes: [{ from: log, group: g }], on: { Fact: [work: 20ms] } }`;
  const lateJoin: RunOptions = {
    interventions: [
      { at: '1ms', crash: 'b' },
      { at: '400ms', restart: 'b' },
    ],
  };

  test('[CONSUMER-6] the record at work is ended, its commit fenced off, and the new member reads it', () => {
    const simulation = consumed({ handler: '[work: 1s]', count: 2, other }, lateJoin);
    // b joins at 520 ms and gets the first partition, whose record c has begun.
    expect(entriesOf(simulation, 'group.assigned').at(-1)).toMatchObject({
      tUs: 520 * MS,
      assignment: { b: [0], c: [1] },
    });
    const started = entriesOf(simulation, 'handler.started').filter(({ message }) => message.label === '1');
    expect(started.map(({ at }) => at)).toEqual(['c', 'b']);
    expect(labels(simulation, 'done').toSorted()).toEqual(['1', '1', '2']);
    const fenced = entriesOf(simulation, 'message.dropped');
    expect(fenced.map(({ reason, from }) => [reason, from])).toEqual([['fenced', 'c']]);
    expect([commits(simulation, 0), commits(simulation, 1)]).toEqual([[1], [1]]);
  });

  test('[CONSUMER-6] what it would have tried again is dropped with a word', () => {
    const simulation = consumed(
      { handler: '[{ fail: no }]', retry: ', retry: { delay: 5s }', count: 2, other },
      lateJoin,
    );
    expect(
      entriesOf(simulation, 'message.dropped').map(({ reason, at, message, tUs }) => [reason, at, message.label, tUs]),
    ).toEqual([['fenced', 'c', '1', 520 * MS]]);
    expect(
      entriesOf(simulation, 'handler.started', 'c')
        .filter(({ tUs }) => tUs > SECOND)
        .map(({ message }) => message.label),
    ).toEqual(['2']);
    expect(labels(simulation, 'done')).toEqual(['1']);
  });

  test('[CONSUMER-6] a record that fails after it has gone to another is not tried again', () => {
    const simulation = consumed({ handler: '[work: 1s, { fail: no }]', count: 1, other }, lateJoin);
    expect(entriesOf(simulation, 'consumer.retrying', 'c')).toEqual([]);
    expect(entriesOf(simulation, 'message.dropped').map(({ reason, at }) => [reason, at])).toEqual([['fenced', 'c']]);
    expect(labels(simulation, 'done')).toEqual(['1']);
  });
});
