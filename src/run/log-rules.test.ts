import { describe, expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { committed, facts, fetched, handled, upTo } from './facts.fixture.ts';
import { causesOf, entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { EntryOf } from './run-document.fixture.ts';

describe('a log', () => {
  test('[LOG-1] a key goes to the partition that Kafka gives it', () => {
    const appended = entriesOf(facts({ partitions: 3, key: "='order-' + string(n)" }), 'log.appended');
    const partitionOf = new Map(appended.map(({ message, partition }) => [message.key, partition]));
    // From Kafka's own client.
    expect(partitionOf.get('order-1')).toBe(1);
    expect(partitionOf.get('order-7')).toBe(1);
    expect(new Set(partitionOf.values())).toEqual(new Set([0, 1, 2]));
  });

  test('[LOG-1] the same key always goes to the same partition', () => {
    const appended = entriesOf(facts({ partitions: 5, key: "='k' + string(n % 4)" }), 'log.appended');
    expect(new Set(appended.map(({ message, partition }) => `${message.key} ${partition}`)).size).toBe(4);
  });

  test('[LOG-2] records without a key go round the partitions', () => {
    const appended = entriesOf(facts({ partitions: 3 }), 'log.appended');
    expect(appended.map(({ partition }) => partition)).toEqual(upTo(40).map((i) => i % 3));
  });

  test('[LOG-3] offsets count the records of a partition, and reading removes none', () => {
    const simulation = facts({ partitions: 2, key: "='k' + string(n % 5)", consumers: { c: 'c', d: 'd' } });
    const appended = entriesOf(simulation, 'log.appended');
    const ids = [0, 1].map((one) =>
      appended.filter(({ partition }) => partition === one).map(({ offset, message }) => [offset, message.id]),
    );
    for (const records of ids) expect(records.map(([offset]) => offset)).toEqual(upTo(records.length));
    for (const { record, message } of fetched(simulation)) {
      expect(ids[record?.partition as number]?.[record?.offset as number]).toEqual([record?.offset, message.id]);
    }
    expect(fetched(simulation).length).toBe(2 * 40);
  });

  test('[LOG-4] within a partition records come in the order of their offsets', () => {
    const simulation = facts({ partitions: 2, work: '{ uniform: [1ms, 60ms] }' });
    for (const partition of [0, 1]) expect(handled(simulation, 'c', partition)).toEqual(upTo(20));
    const byTime = entriesOf(simulation, 'handler.started', 'c').map(({ message }) => message.id);
    expect(byTime.some((id, i) => id < (byTime[i - 1] ?? 0))).toBe(true);
  });

  test('[LOG-5] groups are independent of each other', () => {
    const crash: TimedInterventionDocument = { at: '100ms', crash: 'd' };
    const simulation = facts({ consumers: { c: 'c', d: 'd' } }, { interventions: [crash] });
    expect(handled(simulation, 'c')).toEqual(upTo(40));
    expect(handled(simulation, 'd').length).toBeLessThan(10);
    expect(committed(simulation, 'c').at(-1)).toBe(40);
    expect(committed(simulation, 'd').at(-1) ?? 0).toBeLessThan(10);
  });

  test('[LOG-6] the next record of a partition is sent when the one before is handled', () => {
    const simulation = facts({ work: '30ms', every: '2ms' });
    const sent = fetched(simulation);
    const done = entriesOf(simulation, 'handler.finished', 'c');
    expect(sent.length).toBe(40);
    sent.slice(1).forEach(({ tUs }, i) => expect(tUs).toBe(done[i]?.tUs));
  });

  test('[LOG-7] the lag is what exists and is not committed', () => {
    const simulation = facts({ every: '10ms', work: '100ms' }, { untilUs: SECOND });
    const exists = entriesOf(simulation, 'log.appended').length;
    const done = entriesOf(simulation, 'handler.finished', 'c').length;
    // The last commit may be on its way.
    expect(exists - (committed(simulation, 'c').at(-1) as number) - (exists - done)).toBeLessThanOrEqual(1);
    expect(exists - done).toBeGreaterThan(25);
    expect(committed(facts({ work: '100ms' }), 'c').at(-1)).toBe(40);
  });

  test('[LOG-8] after a crash a partition is read on from its committed offset', () => {
    const simulation = facts(
      { work: '40ms' },
      {
        interventions: [
          { at: '700ms', crash: 'c' },
          { at: '710ms', restart: 'c' },
        ],
      },
    );
    const first = entriesOf(simulation, 'handler.started', 'c').find(({ tUs }) => tUs > 700 * MS);
    const before = entriesOf(simulation, 'offset.committed').filter(({ seq }) => seq < (first?.seq as number));
    expect(first?.record?.offset).toBe(before.at(-1)?.offset);
    const redelivered = entriesOf(simulation, 'message.sent', 'log').filter(({ attempt }) => attempt === 2);
    expect(redelivered.map(({ record }) => record?.offset)).toEqual([before.at(-1)?.offset]);
    expect(new Set(handled(simulation, 'c')).size).toBe(40);
  });

  test('[LOG-9] a waiting member gets a record at once, without a fetch request of its own', () => {
    const simulation = facts({ every: '500ms', count: 5 });
    for (const { tUs, cause } of fetched(simulation)) {
      expect(simulation.trace.entries[cause as number]).toMatchObject({ kind: 'log.appended', tUs });
    }
    expect(entriesOf(simulation, 'message.sent', 'c').every(({ passage }) => passage === 'commit')).toBe(true);
  });

  test('[LOG-10] a record that gets lost on its way is fetched again after 500 ms', () => {
    const simulation = facts(
      { every: '50ms', count: 10, work: '5ms', links: 'links: [{ between: [log, c], latency: 20ms, loss: 0.4 }]' },
      { untilUs: 60 * SECOND },
    );
    const lost = entriesOf(simulation, 'message.dropped', 'c~log').filter(({ to }) => to === 'c');
    expect(lost.length).toBeGreaterThan(2);
    for (const { tUs, message } of lost) {
      const again = fetched(simulation).find((sent) => sent.message.id === message.id && sent.tUs >= tUs);
      expect(again?.tUs).toBe(tUs + 500 * MS);
    }
    expect(new Set(handled(simulation, 'c'))).toEqual(new Set(upTo(10)));
    expect(committed(simulation, 'c').at(-1)).toBe(10);
  });

  test('[LOG-10] a record that was sent again meanwhile is not fetched once more', () => {
    // It arrives at 715 ms, while c restarts; at 821 ms it is read again, and on its way still at 1215 ms.
    const simulation = facts(
      { count: 1, links: 'links: [{ between: [log, c], latency: 600ms }]' },
      {
        interventions: [
          { at: '300ms', crash: 'c' },
          { at: '301ms', restart: 'c' },
        ],
      },
    );
    expect(firstOf(simulation, 'message.dropped')).toMatchObject({ reason: 'receiver-down', tUs: 715 * MS });
    expect(fetched(simulation).map(({ tUs }) => tUs)).toEqual([115 * MS, 821 * MS]);
    expect(handled(simulation, 'c')).toEqual([0]);
  });

  test('[LOG-10] a record whose copy came through is not fetched again', () => {
    const links = 'links: [{ between: [log, c], latency: 20ms, loss: 0.5, duplication: 1 }]';
    const simulation = facts({ count: 30, every: '50ms', links }, { untilUs: 60 * SECOND });
    const lost = new Set(entriesOf(simulation, 'message.dropped', 'c~log').map(({ hop }) => hop));
    const offsets = (all: readonly EntryOf<'message.sent'>[]): ReadonlySet<number> =>
      new Set(all.map(({ record }) => record?.offset as number));
    const saved = fetched(simulation).filter(({ duplicate, hop }) => duplicate && !lost.has(hop));
    const originals = fetched(simulation).filter(({ duplicate }) => !duplicate);
    const halves = saved.flatMap(({ cause }) => originals.filter(({ seq, hop }) => seq === cause && lost.has(hop)));
    expect(halves.length).toBeGreaterThan(3);
    for (const { seq, record } of halves) {
      expect(originals.some((sent) => sent.seq > seq && sent.record?.offset === record?.offset)).toBe(false);
    }
    expect(offsets(originals).size).toBe(30);
  });

  test('[LOG-11] records and commits survive a crash of the broker; meanwhile nothing moves', () => {
    const simulation = facts(
      { count: 100, work: '15ms' },
      {
        interventions: [
          { at: '300ms', crash: 'log' },
          { at: '600ms', restart: 'log' },
        ],
      },
    );
    const isDown = (tUs: number): boolean => tUs > 300 * MS && tUs < 1_100 * MS;
    for (const kind of ['log.appended', 'message.sent', 'offset.committed', 'group.assigned'] as const) {
      expect(entriesOf(simulation, kind, 'log').filter(({ tUs }) => isDown(tUs))).toEqual([]);
    }
    const appended = entriesOf(simulation, 'log.appended');
    expect(appended.length).toBeLessThan(60);
    expect(appended.map(({ offset }) => offset)).toEqual(upTo(appended.length));
    expect(handled(simulation, 'c')).toEqual(upTo(appended.length));
    expect(committed(simulation, 'c').at(-1)).toBe(appended.length);
  });

  test('[LOG-11] who wants to join while the broker is down has to wait for it', () => {
    const simulation = facts(
      { count: 20 },
      {
        interventions: [
          { at: '400ms', crash: 'log' },
          { at: '410ms', crash: 'c' },
          { at: '420ms', restart: 'c' },
          { at: '2s', restart: 'log' },
        ],
      },
    );
    expect(entriesOf(simulation, 'group.assigned').map(({ tUs }) => tUs)).toEqual([20 * MS, 2_500 * MS]);
    const chart = entriesOf(simulation, 'state.changed', 'c').map(({ to, tUs }) => [to, tUs]);
    expect(chart.slice(-2)).toEqual([
      ['joining', 920 * MS],
      ['assigned', 2_500 * MS],
    ]);
    expect(committed(simulation, 'c').at(-1)).toBe(20);
  });

  test('[LOG-11] who goes away again before the broker is up does not join', () => {
    const simulation = facts(
      {},
      {
        interventions: [
          { at: '300ms', crash: 'log' },
          { at: '310ms', crash: 'c' },
          { at: '320ms', restart: 'c' },
          { at: '1s', crash: 'c' },
          { at: '2s', restart: 'log' },
        ],
      },
    );
    expect(entriesOf(simulation, 'group.assigned').length).toBe(1);
    expect(fetched(simulation).every(({ tUs }) => tUs < SECOND)).toBe(true);
  });

  test('[LOG-13] who asks for an acknowledgement gets one when the record is appended', () => {
    const simulation = runYaml(`
messages: { Go: { kind: command }, Went: { kind: event } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 10 }] }
  b:
    kind: service
    on: { Go: [{ publish: Went, to: log }, { publish: Went, to: log, acks: false }] }
  log: { kind: log, partitions: 2 }
`);
    const acks = entriesOf(simulation, 'message.sent', 'log');
    expect(acks.length).toBe(10);
    for (const ack of acks) {
      const appended = simulation.trace.entries[ack.cause as number] as EntryOf<'log.appended'>;
      expect(ack).toMatchObject({
        passage: 'ack',
        tUs: appended.tUs,
        message: {
          kind: 'reply',
          inReplyTo: appended.message.id,
          data: { partition: appended.partition, offset: appended.offset },
        },
      });
    }
    expect(entriesOf(simulation, 'log.appended').length).toBe(20);
  });

  test('[LOG-13] what is published twice is there twice', () => {
    const links = 'links: [{ between: [a, log], latency: 5ms, duplication: 1 }]';
    expect(entriesOf(facts({ links }), 'log.appended').length).toBe(80);
  });
});

test('a record that is fetched belongs to its own story', () => {
  const simulation = facts({ work: '50ms' });
  expect(causesOf(simulation, firstOf(simulation, 'handler.finished'))).toEqual([
    'handler.finished',
    'statement.started',
    'handler.started',
    'message.delivered',
    'message.sent',
    'log.appended',
    'message.delivered',
    'message.sent',
    'run.started',
  ]);
  for (const entry of entriesOf(simulation, 'message.sent', 'log')) {
    expect(simulation.trace.entries[entry.cause as number]).toMatchObject({
      kind: 'log.appended',
      message: { id: entry.message.id },
    });
  }
});
