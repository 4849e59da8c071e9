import { describe, expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { committed, handled, upTo } from './facts.fixture.ts';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Shape {
  readonly log?: string;
  readonly publish?: string;
  readonly count?: number;
  readonly every?: string;
  readonly links?: string;
  readonly isolation?: string;
}

/** Orders are published to a log of one partition on three brokers; a service reads them. */
function replicated(shape: Shape, options?: RunOptions): Simulation {
  const { log = '', publish = '', count = 50, every = '20ms', links = '', isolation = '' } = shape;
  return runYaml(
    `
messages: { Go: { kind: command, fields: { n: number } }, Fact: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, start: 100ms, every: ${every}, count: ${count}, data: { n: =n } }] }
  b: { kind: service, workers: 20, on: { Go: [{ publish: Fact, to: log, data: { n: =msg.n }, key: =string(msg.n)${publish} }] } }
  log: { kind: log, replicas: 3${log} }
  c: { kind: service, consumes: [{ from: log, group: c${isolation} }], on: { Fact: [work: 1ms] } }
${links}`,
    { untilUs: 60 * SECOND, ...options },
  );
}

const crash = (at: string, replica: number): TimedInterventionDocument => ({ at, crash: 'log', replica }) as never;
const restart = (at: string, replica: number): TimedInterventionDocument => ({ at, restart: 'log', replica }) as never;
const acks = (simulation: Simulation) =>
  entriesOf(simulation, 'message.sent', 'log').filter(
    ({ passage, message }) => passage === 'ack' && message.kind === 'reply',
  );

describe('a replicated log', () => {
  test('[LOG-22] followers copy; the high watermark follows when all in sync have a record, and then consumers read it', () => {
    const simulation = replicated({ count: 1, log: ', replication: 10ms' });
    const appended = firstOf(simulation, 'log.appended').tUs;
    expect(
      entriesOf(simulation, 'log.replicated').map(({ replica, offset, tUs }) => [replica, offset, tUs - appended]),
    ).toEqual([
      [2, 1, 10 * MS],
      [3, 1, 10 * MS],
    ]);
    expect(firstOf(simulation, 'log.committed')).toMatchObject({ offset: 1, tUs: appended + 20 * MS });
    const fetch = entriesOf(simulation, 'message.sent', 'log').find(({ passage }) => passage === 'fetch');
    expect(fetch?.tUs).toBe(appended + 20 * MS);
  });

  test('[LOG-23] acks: all waits for the high watermark, 1 for the leader, 0 for nobody', () => {
    const waited = (publish: string): readonly number[] => {
      const simulation = replicated({ count: 1, log: ', replication: 10ms', publish });
      const appended = firstOf(simulation, 'log.appended').tUs;
      return acks(simulation).map(({ tUs }) => tUs - appended);
    };
    expect(waited('')).toEqual([20 * MS]);
    expect(waited(', acks: all')).toEqual([20 * MS]);
    expect(waited(', acks: true')).toEqual([20 * MS]);
    expect(waited(', acks: 1')).toEqual([0]);
    expect(waited(', acks: 0')).toEqual([]);
    expect(waited(', acks: false')).toEqual([]);
  });

  test('[LOG-24] a crashed follower leaves the in-sync replicas when the controller finds out, and joins them again', () => {
    const simulation = replicated({}, { interventions: [crash('500ms', 2), restart('20s', 2)] });
    const changes = entriesOf(simulation, 'log.isr-changed');
    expect(changes.map(({ replica, joins, inSync }) => [replica, joins, inSync])).toEqual([
      [2, false, [1, 3]],
      [2, true, [1, 3, 2]],
    ]);
    expect(changes[0]?.tUs).toBe(9_500 * MS);
    // Until then nothing is committed.
    expect(entriesOf(simulation, 'log.committed').some(({ tUs }) => tUs > 520 * MS && tUs < 9_500 * MS)).toBe(false);
    expect(entriesOf(simulation, 'log.leader-elected')).toEqual([]);
    expect(new Set(handled(simulation, 'c')).size).toBe(entriesOf(simulation, 'log.appended').length);
  });

  test('[LOG-24] a follower that is behind for longer than replicaLag leaves them, too', () => {
    const simulation = replicated({ log: ', replicaLag: 2s' }, { interventions: [crash('500ms', 2)] });
    expect(firstOf(simulation, 'log.isr-changed')).toMatchObject({ replica: 2, joins: false });
    expect(firstOf(simulation, 'log.isr-changed').tUs).toBeLessThan(3_600 * MS);
  });

  test('[LOG-25] without its leader the partition is not available until the controller elects another one in sync', () => {
    const simulation = replicated({ count: 100 }, { interventions: [crash('500ms', 1), restart('30s', 1)] });
    const elected = entriesOf(simulation, 'log.leader-elected');
    expect(elected.map(({ leader, unclean, tUs }) => [leader, unclean, tUs])).toEqual([[2, false, 9_500 * MS]]);
    const dead = (tUs: number): boolean => tUs > 500 * MS && tUs < 9_500 * MS;
    expect(entriesOf(simulation, 'log.appended').filter(({ tUs }) => dead(tUs))).toEqual([]);
    const refused = entriesOf(simulation, 'log.produce-refused');
    expect(refused.length).toBeGreaterThan(50);
    expect(new Set(refused.map(({ error }) => error))).toEqual(new Set(['LeaderNotAvailableException']));
    // Producers time out, and try again long enough.
    expect(new Set(entriesOf(simulation, 'log.appended').map(({ message }) => message.label)).size).toBe(100);
    expect(entriesOf(simulation, 'log.records-lost')).toEqual([]);
    expect(committed(simulation, 'c').at(-1)).toBe(entriesOf(simulation, 'log.appended').length);
  });

  test('[LOG-26] acks: all is refused while too few are in sync, acks: 1 is not', () => {
    const both = { interventions: [crash('500ms', 2), crash('500ms', 3)] };
    const log = ', minInsyncReplicas: 2, brokerTimeout: 100ms';
    const simulation = replicated({ log }, both);
    const refused = entriesOf(simulation, 'log.produce-refused');
    expect(refused[0]).toMatchObject({ error: 'NotEnoughReplicasException', partition: 0 });
    const errors = entriesOf(simulation, 'message.sent', 'log').filter(({ message }) => message.kind === 'error');
    expect(errors.length).toBe(refused.length);
    expect(entriesOf(simulation, 'call.failed').length).toBeGreaterThan(10);
    expect(entriesOf(replicated({ log, publish: ', acks: 1' }, both), 'log.produce-refused')).toEqual([]);
  });

  const uncleanly: RunOptions = {
    // Broker 1 alone goes on; then it dies, and broker 2 comes back without the last records.
    interventions: [
      crash('500ms', 2),
      crash('500ms', 3),
      crash('900ms', 1),
      restart('2s', 2),
      restart('5s', 1),
      restart('6s', 3),
    ],
  };

  test('[LOG-27] an unclean election loses acknowledged records, and that is said; without it the partition waits', () => {
    const log = ', brokerTimeout: 100ms';
    const lossy = replicated({ log: `${log}, uncleanElection: true`, count: 30 }, uncleanly);
    const elected = entriesOf(lossy, 'log.leader-elected');
    expect(elected.some(({ leader, unclean }) => leader === 2 && unclean)).toBe(true);
    const lost = firstOf(lossy, 'log.records-lost');
    expect(lost.offsets.length).toBeGreaterThan(5);
    expect(lost.messages.length).toBe(lost.offsets.length);
    expect(entriesOf(lossy, 'log.truncated').find(({ replica }) => replica === 1)?.records).toBeGreaterThan(5);
    const reset = entriesOf(lossy, 'offset.reset').find(({ because }) => because === 'lost');
    expect(reset?.offset).toBe(lost.offsets[0]);

    const waiting = replicated({ log, count: 30 }, uncleanly);
    expect(entriesOf(waiting, 'log.records-lost')).toEqual([]);
    expect(entriesOf(waiting, 'log.leader-elected').map(({ leader, tUs }) => [leader, tUs])).toEqual([
      [null, 1_000 * MS],
      [1, 5_500 * MS],
    ]);
    expect(new Set(handled(waiting, 'c')).size).toBe(entriesOf(waiting, 'log.appended').length);
  });

  test('[LOG-27] acks: 1 loses what the leader alone had when it died', () => {
    const simulation = replicated(
      { publish: ', acks: 1', log: ', replication: 100ms, brokerTimeout: 100ms', count: 30 },
      { interventions: [crash('505ms', 1), restart('3s', 1)] },
    );
    const lost = firstOf(simulation, 'log.records-lost');
    expect(lost.offsets.length).toBeGreaterThan(3);
    expect(entriesOf(simulation, 'log.truncated').map(({ replica }) => replica)).toEqual([1]);
  });

  test('[LOG-28] an idempotent producer stores once what it sends twice', () => {
    const links = 'links: [{ between: [b, log], latency: 5ms, loss: 0.3 }]';
    const twice = replicated({ links });
    const once = replicated({ links, publish: ', idempotent: true' }, { untilUs: 300 * SECOND });
    const labels = (simulation: Simulation) =>
      entriesOf(simulation, 'log.appended').map(({ message }) => message.label);
    expect(labels(twice).length).toBeGreaterThan(50);
    expect(labels(once).toSorted()).toEqual(
      upTo(50)
        .map((i) => String(i + 1))
        .toSorted(),
    );
    expect(entriesOf(once, 'log.duplicate').length).toBeGreaterThan(5);
    expect(labels(once)).toEqual(upTo(50).map((i) => String(i + 1)));
  });

  test('[LOG-11] a crash of the whole log takes all its brokers; their records and leaders are there again', () => {
    const simulation = replicated(
      { count: 100 },
      {
        interventions: [
          { at: '600ms', crash: 'log' },
          { at: '2s', restart: 'log' },
        ],
      },
    );
    expect(entriesOf(simulation, 'log.appended').some(({ tUs }) => tUs > 600 * MS && tUs < 2_500 * MS)).toBe(false);
    expect(entriesOf(simulation, 'log.leader-elected').at(-1)?.leader).not.toBe(null);
    expect(entriesOf(simulation, 'log.records-lost')).toEqual([]);
    expect(new Set(entriesOf(simulation, 'log.appended').map(({ message }) => message.label)).size).toBe(100);
    expect(committed(simulation, 'c').at(-1)).toBe(
      (entriesOf(simulation, 'log.appended').at(-1)?.offset as number) + 1,
    );
    expect(entriesOf(simulation, 'log.isr-changed').at(-1)?.inSync.length).toBe(3);
  });

  test('[LOG-24] a crash of what is down, or a restart of what is up, changes nothing and says so', () => {
    const simulation = replicated(
      { count: 1 },
      { interventions: [crash('1s', 2), crash('2s', 2), restart('3s', 1), crash('4s', 7)] },
    );
    expect(entriesOf(simulation, 'intervention.ignored').map(({ why }) => why)).toEqual([
      'broker 2 is down already',
      'broker 1 is up already',
      'it has 3 replicas, numbered from 1',
    ]);
  });
});
