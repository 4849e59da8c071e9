import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';
import { handled, upTo } from './facts.fixture.ts';

interface Shape {
  readonly log: string;
  readonly key?: string;
  readonly handler?: string;
  readonly count?: number;
  readonly reading?: string;
  readonly work?: string;
}

/** A record every 100 ms, of 8 to 10 bytes, goes to a log of one partition; a service reads it. */
function kept(shape: Shape, options?: RunOptions): Simulation {
  const { log, key = "='k' + string(n % 3)", count = 40, reading = '', work = '1ms' } = shape;
  return runYaml(
    `
messages: { Fact: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, every: 100ms, count: ${count}, key: "${key}", data: { n: =n } }] }
  log: { kind: log, ${log} }
  c: { kind: service, consumes: [{ from: log, group: c${reading} }], on: { Fact: [work: ${work}] } }`,
    { untilUs: 60 * SECOND, ...options },
  );
}

describe('retention', () => {
  test('[LOG-29] by time: segments go when their newest record is old enough, and the log begins later', () => {
    const simulation = kept({ log: 'retention: { time: 2s }, segment: { time: 500ms }' });
    const expired = entriesOf(simulation, 'log.expired');
    const times = new Map(entriesOf(simulation, 'log.appended').map(({ offset, tUs }) => [offset, tUs]));
    expect(expired.length).toBeGreaterThan(5);
    for (const { start, tUs, because } of expired) {
      expect(because).toBe('time');
      expect(tUs).toBe((times.get(start - 1) as number) + 2 * SECOND + 1);
    }
    expect(expired.reduce((sum, { records }) => sum + records, 0)).toBe(40);
    expect(expired.at(-1)?.start).toBe(40);
  });

  test('[LOG-29] by size: segments go as long as enough bytes remain', () => {
    const simulation = kept({ log: 'retention: { bytes: 100 }, segment: { bytes: 40 }' });
    const expired = entriesOf(simulation, 'log.expired');
    expect(new Set(expired.map(({ because }) => because))).toEqual(new Set(['size']));
    const { start } = expired.at(-1) as (typeof expired)[number];
    expect(start).toBeGreaterThan(25);
    expect(start).toBeLessThan(32);
  });

  test('[LOG-21] a consumer that is behind the log’s start goes on as its reset policy says, and the loss is said', () => {
    const slow = { log: 'retention: { time: 1s }, segment: { time: 200ms }', work: '400ms' };
    const simulation = kept(slow);
    const resets = entriesOf(simulation, 'offset.reset');
    expect(resets.length).toBeGreaterThan(3);
    for (const { because, from, offset, skipped } of resets) {
      expect(because).toBe('expired');
      expect(skipped).toBe(offset - (from as number));
    }
    const read = handled(simulation, 'c');
    expect(read).toEqual(read.toSorted((x, y) => x - y));
    expect(read.length + resets.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(40);
    const latest = entriesOf(kept({ ...slow, reading: ', reset: latest' }), 'offset.reset');
    expect(latest.length).toBeLessThan(resets.length);
  });
});

describe('compaction', () => {
  const log = 'compact: { dirty: 0.1 }, segment: { bytes: 50 }';

  test('[LOG-30] of each key the last record stays; readers from the start get the same table', () => {
    const simulation = kept(
      { log },
      {
        interventions: [
          { at: '1ms', crash: 'c' },
          { at: '20s', restart: 'c' },
        ],
      },
    );
    const gone = new Set(entriesOf(simulation, 'log.compacted').flatMap(({ offsets }) => offsets));
    expect(gone.size).toBeGreaterThan(25);
    const read = handled(simulation, 'c');
    expect(read).toEqual(upTo(40).filter((offset) => !gone.has(offset)));
    const byKey = (offsets: readonly number[]) => {
      const appended = entriesOf(simulation, 'log.appended');
      return Object.fromEntries(offsets.map((offset) => [appended[offset]?.message.key, offset]));
    };
    expect(byKey(read)).toEqual(byKey(upTo(40)));
    // Holes are no loss.
    expect(entriesOf(simulation, 'offset.reset')).toEqual([]);
  });

  test('[LOG-30] a record without a key is refused', () => {
    const simulation = runYaml(`
messages: { Go: { kind: command }, Fact: { kind: event } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 2 }] }
  b: { kind: service, on: { Go: [{ publish: Fact, to: log }] } }
  log: { kind: log, compact: true }`);
    expect(entriesOf(simulation, 'log.produce-refused').map(({ error }) => error)).toEqual([
      'InvalidRecordException',
      'InvalidRecordException',
    ]);
    expect(entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  });

  test('[LOG-31] a tombstone reaches readers, and goes after its time', () => {
    const simulation = runYaml(
      `
messages: { Go: { kind: command, fields: { n: number } }, Fact: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 60, data: { n: =n } }] }
  b:
    kind: service
    on:
      Go:
        - if: msg.n == 5
          then: [{ publish: Fact, to: log, key: gone, data: null }]
          else: [{ publish: Fact, to: log, key: "='k' + string(msg.n % 2)", data: { n: =msg.n } }]
  log: { kind: log, compact: { dirty: 0.1, tombstones: 2s }, segment: { bytes: 40 } }
  c: { kind: service, consumes: [{ from: log, group: c }], on: { Fact: [{ if: "msg == null", then: [{ write: gone, key: =meta.key, set: {} }] }] } }`,
      { untilUs: 30 * SECOND },
    );
    const tombstone = entriesOf(simulation, 'log.appended').find(({ message }) => message.data === null);
    expect(tombstone?.message.key).toBe('gone');
    expect(firstOf(simulation, 'table.written').key).toBe('gone');
    const cleaned = entriesOf(simulation, 'log.compacted').find(({ offsets }) =>
      offsets.includes(tombstone?.offset as number),
    );
    expect(cleaned?.tUs).toBeGreaterThan((tombstone?.tUs as number) + 2 * SECOND);
  });
});

test('[LOG-32] followers begin where their leader begins, and a new leader has the same offsets', () => {
  const simulation = kept(
    { log: 'replicas: 3, retention: { time: 1s }, segment: { time: 200ms }, brokerTimeout: 100ms', count: 80 },
    { interventions: [{ at: '4s', crash: 'log', replica: 1 } as never] },
  );
  const elected = firstOf(simulation, 'log.leader-elected');
  expect(elected).toMatchObject({
    leader: 2,
    end: entriesOf(simulation, 'log.appended').filter(({ tUs }) => tUs < 4 * SECOND).length,
  });
  const starts = entriesOf(simulation, 'log.expired').map(({ start }) => start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(starts.at(-1)).toBe((entriesOf(simulation, 'log.appended').at(-1)?.offset as number) + 1);
});
