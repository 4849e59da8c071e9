import { describe, expect, test } from 'vitest';
import type { Scenario, ServiceSpec } from '../scenario/scenario.ts';
import { entriesOf, firstOf, MS, runYaml, scenarioOf, SECOND, simulate } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Shape {
  /** What the service says of itself beside its handler. */
  readonly service?: string;
  readonly handler?: string;
  readonly every?: string;
  readonly count?: number;
  readonly request?: string;
}

const text = ({ service = '', handler = '[work: 20ms]', every = '100ms', count = 10, request = '' }: Shape): string => `
messages: { Go: { kind: command, fields: { n: number } }, More: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: ${every}, count: ${count}, data: { n: =n }${request} }] }
  b: { kind: service, ${service} on: { Go: ${handler}, More: [] } }
`;

const served = (shape: Shape, options?: RunOptions): Simulation => runYaml(text(shape), options);

const outcomes = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);

/** The scenario with one service's spec changed to what the loader would not let pass. */
function withService(scenario: Scenario, id: string, change: (spec: ServiceSpec) => ServiceSpec): Scenario {
  const components = new Map(scenario.components);
  components.set(id, change(components.get(id) as ServiceSpec));
  return { ...scenario, components };
}

describe('a service', () => {
  test('[SERVICE-1] a worker runs one handler at a time; the others wait, first in, first out', () => {
    const simulation = served(
      { service: 'workers: 2,', handler: '[work: { uniform: [100ms, 500ms] }]', count: 40, every: '50ms' },
      { untilUs: 30 * SECOND },
    );
    const running = new Map<number, number>();
    const waiting: number[] = [];
    for (const entry of simulation.trace.entries) {
      if (entry.kind === 'handler.queued') {
        waiting.push(entry.message.id);
        expect(entry.depth).toBe(waiting.length);
        expect(running.size).toBe(2);
      }
      if (entry.kind === 'handler.started') {
        expect(running.has(entry.worker)).toBe(false);
        running.set(entry.worker, entry.task);
        if (waiting.length > 0) expect(entry.message.id).toBe(waiting.shift());
      }
      if (entry.kind === 'handler.finished') {
        expect(running.get(entry.worker)).toBe(entry.task);
        running.delete(entry.worker);
      }
    }
    expect(entriesOf(simulation, 'handler.queued').length).toBeGreaterThan(20);
    expect(entriesOf(simulation, 'handler.finished').length).toBe(40);
  });

  test('[SERVICE-1] a message from the inbox begins as soon as a worker is free, as part of its own story', () => {
    const simulation = served({ count: 5, every: '10ms', handler: '[work: 50ms]' });
    const started = entriesOf(simulation, 'handler.started');
    const done = entriesOf(simulation, 'handler.finished');
    started.slice(1).forEach((entry, i) => {
      expect(entry.tUs).toBe(done[i]?.tUs);
      expect(simulation.trace.entries[entry.cause as number]).toMatchObject({
        kind: 'handler.queued',
        message: { id: entry.message.id },
      });
    });
  });

  test('[SERVICE-2] with a queue limit, who finds the inbox full is turned away at once', () => {
    const simulation = served({ service: 'queue: 2,', handler: '[work: 1s]', every: '10ms' });
    expect(Math.max(...entriesOf(simulation, 'handler.queued').map(({ depth }) => depth))).toBe(2);
    const full = entriesOf(simulation, 'message.dropped', 'b');
    expect(full.length).toBe(7);
    for (const { reason, tUs, message } of full) {
      expect(reason).toBe('queue-full');
      expect(
        entriesOf(simulation, 'message.sent', 'b').find((sent) => sent.message.inReplyTo === message.id),
      ).toMatchObject({
        tUs,
        message: { kind: 'error', data: { code: 'failed' } },
      });
    }
    expect(outcomes(simulation).filter((outcome) => outcome === 'failed').length).toBe(7);
  });

  test('[SERVICE-2] without one it grows without bound', () => {
    const simulation = served({ handler: '[work: 1m]', every: '1ms', count: 3_000 });
    expect(entriesOf(simulation, 'handler.queued').at(-1)?.depth).toBe(2_999);
    expect(entriesOf(simulation, 'message.dropped')).toEqual([]);
  });

  test('[SERVICE-2] a consumer pulls what it takes, so that its records are never turned away', () => {
    const simulation = runYaml(`
messages: { Fact: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, every: 10ms, count: 20 }] }
  log: { kind: log, partitions: 4 }
  c: { kind: service, queue: 0, consumes: [{ from: log }], on: { Fact: [work: 50ms] } }
`);
    expect(entriesOf(simulation, 'message.dropped')).toEqual([]);
    expect(entriesOf(simulation, 'handler.queued').length).toBeGreaterThan(10);
    expect(entriesOf(simulation, 'handler.finished').length).toBe(20);
  });

  test('[SERVICE-3] a crash loses tasks and inbox, each with a word; the rest of the task never runs', () => {
    const simulation = served(
      {
        service: 'workers: 2,',
        handler: '[work: 1s, { write: t, key: =msg.n, set: { n: =msg.n } }]',
        every: '10ms',
        count: 5,
      },
      {
        interventions: [
          { at: '200ms', crash: 'b' },
          { at: '300ms', restart: 'b' },
        ],
      },
    );
    expect(firstOf(simulation, 'component.crashed').lost).toBe(5);
    expect(entriesOf(simulation, 'handler.finished').map(({ outcome, line, why }) => [outcome, line, why])).toEqual([
      ['crashed', 2, 'the process crashed at line 2'],
      ['crashed', 2, 'the process crashed at line 2'],
    ]);
    const lost = entriesOf(simulation, 'message.dropped', 'b');
    expect(lost.map(({ message, reason, mayComeAgain }) => [message.label, reason, mayComeAgain])).toEqual(
      ['1', '2', '3', '4', '5'].map((label) => [label, 'crash', false]),
    );
    expect(entriesOf(simulation, 'table.written')).toEqual([]);
    expect(outcomes(simulation)).toEqual([]);
  });

  test('[SERVICE-3] what a caller tries again can come again', () => {
    const simulation = served(
      { handler: '[work: 100ms]', count: 1, request: ', timeout: 1s, retry: { attempts: 2, delay: 100ms }' },
      {
        interventions: [
          { at: '150ms', crash: 'b' },
          { at: '160ms', restart: 'b' },
        ],
      },
    );
    expect(firstOf(simulation, 'message.dropped', 'b')).toMatchObject({ reason: 'crash', mayComeAgain: true });
    expect(outcomes(simulation)).toEqual(['ok']);
  });

  test('[SERVICE-3] a crash forgets open calls: their answers find nobody', () => {
    const simulation = runYaml(
      `
messages: { Go: { kind: command }, Ask: { kind: query } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 1 }] }
  b: { kind: service, restart: 100ms, on: { Go: [{ call: Ask, to: c, timeout: 5s, retry: { attempts: 3, delay: 1s } }] } }
  c: { kind: service, on: { Ask: [work: 1s] } }
`,
      {
        interventions: [
          { at: '500ms', crash: 'b' },
          { at: '510ms', restart: 'b' },
        ],
      },
    );
    expect(firstOf(simulation, 'message.dropped', 'b').reason).toBe('crash');
    expect(entriesOf(simulation, 'message.dropped', 'b').at(-1)).toMatchObject({ reason: 'nobody-waits', from: 'c' });
    expect(entriesOf(simulation, 'message.sent', 'b').length).toBe(1);
    expect(simulation.nextDueUs()).toBe(undefined);
  });

  test('[SERVICE-4] tables survive a crash', () => {
    const simulation = served(
      { handler: "[{ read: t, key: all }, { write: t, key: all, set: { times: '=t == null ? 1 : t.times + 1' } }]" },
      {
        interventions: [
          { at: '450ms', crash: 'b' },
          { at: '451ms', restart: 'b' },
        ],
      },
    );
    const rows = entriesOf(simulation, 'table.written').map(({ row, isNew }) => [row['times'], isNew]);
    expect(rows.length).toBeGreaterThan(4);
    expect(rows).toEqual(rows.map((_, i) => [i + 1, i === 0]));
    expect(entriesOf(simulation, 'message.dropped').length).toBeGreaterThan(0);
  });

  test('[SERVICE-5] it is up when its restart time is over', () => {
    const simulation = served(
      { service: 'restart: 700ms,' },
      {
        interventions: [
          { at: '1s', crash: 'b' },
          { at: '2s', restart: 'b' },
        ],
      },
    );
    expect(firstOf(simulation, 'component.restarting')).toMatchObject({
      tUs: 2 * SECOND,
      untilUs: 2_700 * MS,
      from: 'crashed',
    });
    expect(firstOf(simulation, 'component.restarted')).toMatchObject({ tUs: 2_700 * MS, from: 'restarting', to: 'up' });
  });

  test('[SERVICE-5] a crash while it restarts stops that; another restart takes the whole time', () => {
    const simulation = served(
      { service: 'restart: 700ms,', every: '10ms', count: 900 },
      {
        interventions: [
          { at: '1s', crash: 'b' },
          { at: '2s', restart: 'b' },
          { at: '2100ms', restart: 'b' },
          { at: '2200ms', crash: 'b' },
          { at: '4s', restart: 'b' },
        ],
      },
    );
    expect(entriesOf(simulation, 'component.restarted').map(({ tUs }) => tUs)).toEqual([4_700 * MS]);
    expect(entriesOf(simulation, 'component.crashed').map(({ from }) => from)).toEqual(['up', 'restarting']);
    expect(entriesOf(simulation, 'intervention.ignored').map(({ why }) => why)).toEqual(['it is restarting already']);
    const idle = entriesOf(simulation, 'handler.started').filter(({ tUs }) => tUs > SECOND && tUs < 4_700 * MS);
    expect(idle).toEqual([]);
  });

  test('[SERVICE-6] while it is slow, work that begins takes so many times longer; waiting does not', () => {
    const simulation = served(
      { handler: '[work: 20ms, wait: 20ms]', every: '200ms', count: 15 },
      // In the middle of the work of the second.
      {
        interventions: [
          { at: '415ms', slow: 'b', by: 3 },
          { at: '1500ms', slow: 'b', by: 1 },
        ],
      },
    );
    const lasted = entriesOf(simulation, 'statement.started').map(({ op, tUs, untilUs }) => [
      op,
      (untilUs as number) - tUs,
    ]);
    const normal = [
      ['work', 20 * MS],
      ['wait', 20 * MS],
    ];
    const slow = [
      ['work', 60 * MS],
      ['wait', 20 * MS],
    ];
    expect(lasted).toEqual([
      ...normal,
      ...normal,
      ...Array.from({ length: 5 }, () => slow).flat(),
      ...Array.from({ length: 8 }, () => normal).flat(),
    ]);
    expect(entriesOf(simulation, 'component.slowed').map(({ from, to, factor }) => [from, to, factor])).toEqual([
      ['up', 'slow', 3],
      ['slow', 'up', 1],
    ]);
  });

  test('[SERVICE-6] a crash ends the slowness', () => {
    const simulation = served(
      { count: 20 },
      {
        interventions: [
          { at: '150ms', slow: 'b', by: 2 },
          { at: '300ms', slow: 'b', by: 3 },
          { at: '1s', crash: 'b' },
          { at: '1100ms', restart: 'b' },
        ],
      },
    );
    const work = entriesOf(simulation, 'statement.started').map(({ tUs, untilUs }) => (untilUs as number) - tUs);
    expect(new Set(work.slice(1, 2))).toEqual(new Set([40 * MS]));
    expect(work).toContain(60 * MS);
    expect(work.at(-1)).toBe(20 * MS);
  });

  test('[SERVICE-7] a message without a handler is dropped, and its caller is told', () => {
    const without = withService(scenarioOf(text({ count: 1 })), 'b', (spec) => ({ ...spec, handlers: new Map() }));
    const simulation = simulate(without);
    simulation.advanceTo(SECOND);
    const dropped = firstOf(simulation, 'message.dropped', 'b');
    expect(dropped).toMatchObject({
      reason: 'unhandled',
      why: 'The receiver has no handler for this message.',
      mayComeAgain: false,
    });
    expect(firstOf(simulation, 'message.sent', 'b')).toMatchObject({
      cause: dropped.seq,
      message: { kind: 'error', data: { code: 'rejected' } },
    });
    expect(outcomes(simulation)).toEqual(['failed']);
  });

  test('[SERVICE-7] a consumer reads past what it has no handler for', () => {
    const simulation = runYaml(`
messages: { Fact: { kind: event }, Other: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, every: 100ms, count: 5 }, { event: Other, to: log, every: 150ms, count: 5 }] }
  log: { kind: log }
  c: { kind: service, consumes: [{ from: log }], on: { Fact: [] } }
`);
    expect(entriesOf(simulation, 'message.dropped').map(({ reason, message }) => [reason, message.name])).toEqual(
      Array.from({ length: 5 }, () => ['unhandled', 'Other']),
    );
    expect(entriesOf(simulation, 'handler.finished').length).toBe(5);
    expect(entriesOf(simulation, 'offset.committed').at(-1)?.offset).toBe(10);
  });

  test('[SERVICE-8] a message that does not fit the contract is rejected, with the reason word for word', () => {
    const simulation = served(
      {},
      { interventions: [{ at: '550ms', rename: 'Go', of: 'a', field: 'n', to: 'number' }] },
    );
    const rejected = entriesOf(simulation, 'message.rejected');
    expect(rejected.map(({ why, message }) => [why, message.version])).toEqual(
      Array.from({ length: 5 }, () => ['`n` is missing', 2]),
    );
    expect(outcomes(simulation)).toEqual([
      ...Array.from({ length: 5 }, () => 'ok'),
      ...Array.from({ length: 5 }, () => 'failed'),
    ]);
    expect(entriesOf(simulation, 'request.completed').at(-1)?.data).toEqual({
      code: 'rejected',
      why: '`n` is missing',
    });
    expect(entriesOf(simulation, 'handler.started').length).toBe(5);
  });

  test('[SERVICE-9] a request that no statement answers gets an empty reply at the end', () => {
    const simulation = served({ count: 1 });
    const done = firstOf(simulation, 'handler.finished');
    expect(firstOf(simulation, 'message.sent', 'b')).toMatchObject({
      cause: done.seq,
      message: { kind: 'reply', data: {} },
    });
    const answered = served({ count: 1, handler: '[{ reply: { n: =msg.n } }, { work: 20ms }, { reply: { n: 2 } }]' });
    expect(entriesOf(answered, 'message.sent', 'b').map(({ message }) => message.data)).toEqual([{ n: 1 }]);
    expect(firstOf(answered, 'request.completed').tUs).toBeLessThan(firstOf(answered, 'handler.finished').tUs);
  });

  test.each([
    ['=1 / (msg.n - 1)', /divi/],
    ['=msg.n + "a"', /./],
  ])('[SERVICE-10] an expression that fails (%s) fails the handler, and the service goes on', (expression, why) => {
    const simulation = served({ count: 2, handler: `[{ write: t, key: k, set: { v: '${expression}' } }]` });
    const [first] = entriesOf(simulation, 'handler.finished');
    expect(first).toMatchObject({ outcome: 'failed', line: 2 });
    expect(first?.why).toMatch(why);
    expect(entriesOf(simulation, 'handler.finished').length).toBe(2);
  });

  test('[SERVICE-10] a row that is made of no fields fails the handler', () => {
    const simulation = served({ count: 1, handler: '[{ write: t, key: k, set: =msg.n }]' });
    expect(firstOf(simulation, 'handler.finished')).toMatchObject({
      outcome: 'failed',
      why: 'a row of t is made of fields, not of a number',
    });
    expect(entriesOf(simulation, 'table.written')).toEqual([]);
  });

  test('[SERVICE-11] statements of other kinds and other handlers shift no draw of work', () => {
    const lasted = (handler: string): readonly number[] =>
      entriesOf(served({ handler, service: 'workers: 9,' }), 'statement.started').flatMap(({ op, tUs, untilUs }) =>
        op === 'work' ? [(untilUs as number) - tUs] : [],
      );
    const plain = lasted('[work: { exponential: 20ms }]');
    expect(new Set(plain).size).toBe(10);
    expect(lasted('[{ dedupe: =msg.n }, { write: t, key: k, set: {} }, work: { exponential: 20ms }]')).toEqual(plain);
    expect(lasted('[{ if: "true", then: [work: { exponential: 20ms }] }]')).toEqual(plain);
  });

  test('handlers that take no time run one after the other, however many wait', () => {
    const handler = '[{ if: msg.n == 1, then: [work: 30s] }]';
    const simulation = served({ handler, every: '1ms', count: 20_000 }, { untilUs: 60 * SECOND });
    expect(entriesOf(simulation, 'handler.queued').at(-1)?.depth).toBe(19_999);
    expect(entriesOf(simulation, 'handler.finished').length).toBe(20_000);
  });
});
