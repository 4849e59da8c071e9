import { expect, test } from 'vitest';
import { Cluster } from './cluster.fixture.ts';
import { NO_LEADER } from './elect-leader.ts';

test('[REPLICA-4] [REPLICA-5] a record is committed when the next fetch tells that all in sync have it', () => {
  const cluster = new Cluster();
  cluster.produce('a');
  cluster.fetch([2, 3]);
  expect([cluster.valuesOf(3), cluster.committed(), cluster.partition.highWatermark]).toEqual(['a', '', 0]);
  cluster.fetch([2]);
  expect(cluster.committed()).toBe('');
  cluster.fetch([3]);
  expect([cluster.committed(), cluster.partition.highWatermark]).toEqual(['a', 1]);
  expect(cluster.partition.replica(2).highWatermark).toBe(0);
  cluster.fetch([2]);
  expect(cluster.partition.replica(2).highWatermark).toBe(1);
});

test('[REPLICA-6] acks', () => {
  const cluster = new Cluster();
  expect([cluster.produce('a', 0), cluster.produce('b', 1), cluster.produce('c')]).toEqual(['0', '1 acked', '2 waits']);
  cluster.fetch([2, 3]);
  expect(cluster.events.map(({ kind }) => kind)).toEqual(['leader-changed']);
  cluster.fetch([2, 3]);
  expect(cluster.events.slice(1)).toEqual([
    { kind: 'high-watermark', offset: 3 },
    { kind: 'acknowledged', ticket: 0 },
  ]);
  const alone = new Cluster({ replicas: [7] });
  expect(alone.produce('a')).toBe('0 acked');
});

test('[REPLICA-7] too few in sync: acks=all is refused, and nothing more is committed', () => {
  const cluster = new Cluster({ minInsyncReplicas: 2 });
  cluster.kill(2);
  expect(cluster.produce('a')).toBe('0 waits');
  cluster.kill(3);
  expect(cluster.produce('b')).toBe('NotEnoughReplicasException');
  expect(cluster.produce('c', 1)).toBe('1 acked');
  expect([cluster.valuesOf(1), cluster.committed()]).toEqual(['ac', '']);
  // More than there are replicas is asked for: all of them are enough.
  expect(new Cluster({ replicas: [7], minInsyncReplicas: 2 }).produce('a')).toBe('0 acked');
});

test('[REPLICA-8] a follower leaves when it was behind for too long, not when it just has no news', () => {
  const cluster = new Cluster();
  cluster.fetch([2, 3]);
  cluster.lag();
  expect(cluster.partition.isr).toEqual([1, 2, 3]);
  cluster.produce('a');
  cluster.fetch([2]);
  cluster.lag([2]);
  expect(cluster.partition.isr).toEqual([1, 2]);
  expect(cluster.committed()).toBe('a');
  expect(cluster.events).toContainEqual({ kind: 'isr-shrunk', replica: 3, isr: [1, 2] });
});

test('[REPLICA-8] who always lags a little stays in sync', () => {
  const cluster = new Cluster();
  for (let i = 0; i < 10; i++) {
    cluster.fetch([2, 3]);
    cluster.produce('x');
    cluster.nowUs += 15_000;
    cluster.partition.expireLagging(cluster.nowUs);
  }
  expect(cluster.partition.isr).toEqual([1, 2, 3]);
});

test('[REPLICA-8] [REPLICA-1] the last one in sync stays so, and the partition waits for it', () => {
  const cluster = new Cluster();
  cluster.kill(2);
  cluster.kill(3);
  cluster.produce('a');
  cluster.kill(1);
  cluster.partition.restart(2, 0);
  expect([cluster.partition.leader, cluster.partition.isr]).toEqual([NO_LEADER, [1]]);
  expect([cluster.produce('b'), cluster.committed()]).toEqual(['LeaderNotAvailableException', '']);
  cluster.partition.restart(1, 0);
  expect([cluster.partition.leader, cluster.committed()]).toEqual([1, 'a']);
});

test('[REPLICA-9] a follower joins when it has what is committed, and what was there before the term', () => {
  const cluster = new Cluster();
  cluster.kill(3);
  cluster.produce('a');
  cluster.fetch([2], 2);
  cluster.produce('b');
  cluster.partition.restart(3, 0);
  cluster.fetch([3]);
  expect(cluster.partition.isr).toEqual([1, 2]);
  cluster.fetch([3]);
  expect(cluster.partition.isr).toEqual([1, 2, 3]);
  cluster.fetch([2, 3]);
  cluster.partition.crash(3);
  cluster.produce('c');
  cluster.fetch([2]);
  cluster.kill(1);
  cluster.partition.fence(3, 0);
  // 2 leads from offset 3 on and does not know yet that b was committed.
  cluster.partition.restart(3, 0);
  cluster.fetch([3]);
  expect([cluster.partition.leader, cluster.partition.isr]).toEqual([2, [2]]);
  cluster.fetch([3]);
  expect(cluster.partition.isr).toEqual([2, 3]);
});

test('[REPLICA-5] who is about to join is waited for', () => {
  const cluster = new Cluster();
  cluster.kill(3);
  cluster.produce('a');
  cluster.fetch([2], 2);
  cluster.partition.restart(3, 0);
  cluster.fetch([3], 2);
  expect(cluster.partition.isr).toEqual([1, 2, 3]);
  cluster.produce('b');
  cluster.fetch([2], 2);
  expect(cluster.committed()).toBe('a');
});

test('[REPLICA-10] [REPLICA-12] with acks=1 a crash of the leader loses what nobody copied', () => {
  const cluster = new Cluster();
  cluster.produce('a', 1);
  cluster.fetch([2, 3], 2);
  expect(cluster.produce('b', 1)).toBe('1 acked');
  cluster.kill(1);
  expect([cluster.partition.leader, cluster.lost()]).toEqual([2, 'b']);
  expect(cluster.produce('c', 1)).toBe('1 acked');
  cluster.partition.restart(1, 0);
  expect(cluster.valuesOf(1)).toBe('ab');
  cluster.fetch([1], 2);
  expect(cluster.valuesOf(1)).toBe('ac');
  const truncated = cluster.events.find(({ kind }) => kind === 'truncated');
  expect(truncated).toMatchObject({ replica: 1, records: [{ value: 'b', offset: 1 }] });
});

test('[REPLICA-2] [REPLICA-12] an unclean election loses what is committed', () => {
  const cluster = new Cluster({ uncleanElection: true });
  cluster.produce('a');
  cluster.fetch([2, 3], 2);
  cluster.partition.crash(2);
  cluster.partition.fence(2, 0);
  cluster.kill(3);
  expect(cluster.produce('b')).toBe('1 acked');
  cluster.partition.restart(2, 0);
  cluster.kill(1);
  expect([cluster.partition.leader, cluster.partition.isr, cluster.lost()]).toEqual([2, [2], 'b']);
  expect(cluster.events).toContainEqual({ kind: 'leader-changed', leader: 2, epoch: 1, unclean: true });
  cluster.produce('c');
  cluster.partition.restart(1, 0);
  cluster.fetch([1], 3);
  expect([cluster.valuesOf(1), cluster.partition.isr, cluster.committed()]).toEqual(['ac', [2, 1], 'ac']);
});

test('[REPLICA-13] until the controller knows of a crash the partition is not available', () => {
  const cluster = new Cluster();
  cluster.partition.crash(1);
  expect([cluster.partition.leader, cluster.produce('a', 1)]).toEqual([1, 'LeaderNotAvailableException']);
  cluster.partition.restart(1, 0);
  expect([cluster.partition.leader, cluster.partition.isr, cluster.produce('a', 1)]).toEqual([2, [2, 3], '0 acked']);
});

test('[REPLICA-13] an answer from an earlier term, or for a broker that is down, is dropped', () => {
  const cluster = new Cluster();
  cluster.produce('a', 1);
  const request = cluster.partition.fetchRequest(3);
  const answer = request && cluster.partition.serveFetch(request, 0);
  cluster.kill(1);
  if (answer) cluster.partition.takeFetched(answer, 0);
  expect([cluster.valuesOf(3), request && cluster.partition.serveFetch(request, 0)]).toEqual(['', null]);
  expect([cluster.partition.fetchRequest(1), cluster.partition.fetchRequest(2)]).toEqual([null, null]);
});

test.each([false, true])(
  '[REPLICA-14] [PRODUCER-8] sent again after a change of leader, stored once (copied before: %s)',
  (copied) => {
    const cluster = new Cluster();
    const stamp = { producerId: 9, epoch: 0, baseSequence: 0 };
    expect(cluster.produce('a', 'all', stamp)).toBe('0 waits');
    if (copied) cluster.fetch([2]);
    cluster.kill(1);
    expect(cluster.events).toContainEqual({
      kind: 'not-acknowledged',
      ticket: 0,
      error: 'NotLeaderOrFollowerException',
    });
    expect([cluster.valuesOf(2), cluster.lost()]).toEqual([copied ? 'a' : '', '']);
    expect(cluster.produce('a', 'all', stamp)).toBe('0 waits');
    cluster.fetch([3], 2);
    expect([cluster.committed(), cluster.events.at(-1)]).toEqual(['a', { kind: 'acknowledged', ticket: 1 }]);
    expect(cluster.produce('a', 'all', stamp)).toBe('0 acked');
  },
);

test('[PRODUCER-8] what is truncated is unlearnt', () => {
  const cluster = new Cluster();
  cluster.produce('a', 1, { producerId: 9, epoch: 0, baseSequence: 0 });
  cluster.kill(1);
  cluster.produce('x', 1);
  cluster.partition.restart(1, 0);
  cluster.fetch([1, 3], 3);
  cluster.kill(2);
  expect([cluster.partition.leader, cluster.valuesOf(1)]).toEqual([1, 'x']);
  expect(cluster.produce('a', 1, { producerId: 9, epoch: 0, baseSequence: 0 })).toBe('1 acked');
});

test('[REPLICA-3] the preferred leader comes back when it is told to', () => {
  const cluster = new Cluster();
  cluster.kill(1);
  cluster.partition.restart(1, 0);
  cluster.partition.elect('PREFERRED', 0);
  expect(cluster.partition.leader).toBe(2);
  cluster.fetch([1], 2);
  cluster.partition.elect('PREFERRED', 0);
  expect([cluster.partition.leader, cluster.partition.leaderEpoch]).toEqual([1, 2]);
});

test('[REPLICA-15] a compacted topic refuses records without a key', () => {
  expect(new Cluster({ compacted: true }).produce('a')).toBe('InvalidRecordException');
});

test('[REPLICA-16] a follower that comes late goes past what is deleted or cleaned away', () => {
  const cluster = new Cluster();
  cluster.kill(3);
  for (const value of ['a', 'b', 'c', 'd']) cluster.produce(value);
  cluster.fetch([2], 2);
  const { log } = cluster.partition.replica(1);
  log.startFrom(1);
  log.active.keep(({ value }) => value === 'c');
  cluster.partition.restart(3, 0);
  cluster.fetch([3], 2);
  const { log: late } = cluster.partition.replica(3);
  expect([late.startOffset, late.read(0).map(({ offset }) => offset), late.endOffset]).toEqual([1, [2], 4]);
  expect(cluster.partition.isr).toEqual([1, 2, 3]);
});

test('[REPLICA-16] a follower reaches the end of a log from which the whole last term is gone', () => {
  const cluster = new Cluster();
  cluster.produce('a');
  cluster.fetch([2, 3], 2);
  cluster.kill(3);
  cluster.kill(1);
  cluster.produce('b');
  cluster.partition.restart(1, 0);
  cluster.fetch([1], 3);
  cluster.partition.replica(2).log.active.keep(({ value }) => value === 'a');
  cluster.partition.restart(3, 0);
  cluster.fetch([3], 3);
  expect([cluster.valuesOf(3), cluster.partition.replica(3).log.endOffset, cluster.partition.isr]).toEqual([
    'a',
    2,
    [2, 1, 3],
  ]);
  expect(cluster.events.filter(({ kind }) => kind === 'truncated')).toEqual([]);
});
