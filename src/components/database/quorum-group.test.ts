import { expect, test } from 'vitest';
import { QuorumPlay } from './quorum.fixture.ts';
import { SessionReads } from './session-reads.ts';

test('[QUORUM-1] a write is committed at the W-th acknowledgement, and goes on to the other replicas', () => {
  const play = new QuorumPlay({ replicas: 3, read: 1, write: 2 });
  const write = play.write(1);
  expect(play.mail.map(({ leg, replica }) => `${leg} ${replica}`)).toEqual(['write 0', 'write 1', 'write 2']);
  play.nowUs = 10;
  play.deliver('write', 2);
  play.deliver('write', 0);
  play.nowUs = 20;
  play.deliver('ack', 0);
  expect([play.committed.length, write.committedUs]).toEqual([0, null]);
  play.deliver('ack', 2);
  expect([play.committed, write.committedUs]).toEqual([[write], 20]);
  play.nowUs = 30;
  play.drain();
  expect([play.held, write.acks, play.committed.length]).toEqual([[1, 1, 1], 3, 1]);
  expect(write.reachedUs).toEqual([10, 30, 10]);
});

test('[QUORUM-2] a read returns the newest of the first R answers', () => {
  const play = new QuorumPlay({ replicas: 3, read: 2, write: 1 });
  play.write(1);
  play.drain();
  play.write(2);
  play.deliver('write', 1);
  const read = play.read();
  for (const replica of [0, 1, 2]) play.deliver('read', replica);
  play.deliver('answer', 0);
  expect(play.answered).toEqual([]);
  play.deliver('answer', 1);
  expect(play.answered).toEqual([read]);
  expect(read.result).toEqual({ number: 2, value: 'v2' });
  expect(read.answers.map(({ replica, version }) => [replica, version?.number])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  play.drain();
  expect([read.answers.length, play.answered.length]).toEqual([2, 1]);
  const nothing = play.group.read('other', 0, 0);
  play.drain();
  expect([nothing.result, nothing.answeredUs]).toEqual([null, 0]);
});

test('[QUORUM-3] a version that is overtaken on its way changes nothing', () => {
  const play = new QuorumPlay({ replicas: 2, read: 1, write: 1 });
  play.write(1);
  play.write(2);
  const [first] = play.mail.splice(0, 1);
  play.drain();
  expect(play.held).toEqual([1, 2].map(() => 2));
  expect(first?.operation.kind).toBe('write');
  expect(play.group.replicas[0]?.apply('row', { number: 1, value: 'v1' })).toBe(false);
  expect(play.held).toEqual([2, 2]);
});

test('[QUORUM-5] a read is stale while its replicas do not have the version yet', () => {
  const delays = { write: [1, 50], ack: [1, 1], read: [9, 1], answer: [1, 1] };
  const play = new QuorumPlay({ replicas: 2, read: 1, write: 1 }, (leg, replica) => delays[leg][replica] as number);
  play.write(1);
  play.drain();
  const write = play.write(2);
  while (write.committedUs === null) {
    play.nowUs = Math.min(...play.mail.map(({ dueUs }) => dueUs));
    play.take(play.mail.findIndex(({ dueUs }) => dueUs === play.nowUs));
  }
  const early = play.read();
  play.drain();
  const late = play.read();
  play.drain();
  expect([early.result?.number, late.result?.number]).toEqual([1, 2]);
  expect([...play.group.replicas[1]!.keys()]).toEqual(['row']);
});

test('what was there before the run is on all replicas', () => {
  const play = new QuorumPlay({ replicas: 3, read: 1, write: 1 });
  play.group.preload('row', { number: 5, value: 'v5' });
  expect(play.held).toEqual([5, 5, 5]);
});

test('the nearest replica is told from the others', () => {
  const play = new QuorumPlay({ replicas: 3, read: 1, write: 1 }, (_, replica, near) => (replica === near ? 1 : 75));
  const write = play.group.write('row', { number: 1, value: 'v1' }, 2, 0);
  play.drain();
  expect([write.committedUs, write.reachedUs]).toEqual([2, [75, 75, 1]]);
});

test('[QUORUM-8] a reader that sees an older version than before went back in time', () => {
  const reads = new SessionReads();
  expect([
    reads.note('ann', 'row', 2),
    reads.note('ann', 'row', 2),
    reads.note('ann', 'row', 1),
    reads.note('ann', 'row', 1),
    reads.note('bob', 'row', 1),
    reads.note('ann', 'other', 0),
    reads.note('ann', 'row', 3),
    reads.note('ann', 'row', 0),
  ]).toEqual([false, false, true, true, false, false, false, true]);
});
