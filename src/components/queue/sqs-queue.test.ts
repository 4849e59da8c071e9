import { describe, expect, test } from 'vitest';
import { bodies, fifoQueue, kinds, receipts, received, refusal, SECOND, send, sqsQueue } from './sqs-queue.fixture.ts';

const AT_ONCE = { visibilityTimeoutUs: 0 };
const ALL = { most: 10 };

describe('visibility', () => {
  test('[SQS-1] a received message is hidden for the timeout, then comes with another receipt', () => {
    const queue = sqsQueue({ visibilityTimeoutUs: 5 * SECOND });
    send(queue, 'a');
    const first = queue.receive({}, 0);
    expect(received(queue, {}, 5 * SECOND - 1)).toEqual([]);
    expect([queue.size, queue.hiddenCount, queue.nextDueUs]).toEqual([1, 1, 5 * SECOND]);
    const second = queue.receive({}, 5 * SECOND);
    expect(second).toMatchObject([{ kind: 'received', body: 'a', receiveCount: 2, visibleAtUs: 10 * SECOND }]);
    expect(receipts(second)).not.toEqual(receipts(first));
  });

  test("[SQS-1] a receive's own timeout counts for that receive", () => {
    const queue = sqsQueue();
    send(queue, 'a');
    expect(received(queue, AT_ONCE, 0)).toEqual(['a']);
    expect(received(queue, { visibilityTimeoutUs: 3 * SECOND }, 0)).toEqual(['a']);
    expect(received(queue, {}, 0)).toEqual([]);
    expect(received(queue, {}, 3 * SECOND)).toEqual(['a']);
    expect(received(queue, {}, 33 * SECOND - 1)).toEqual([]);
  });

  test('[SQS-2] messages come in the order of sending, also those that come again', () => {
    const queue = sqsQueue();
    send(queue, 'a', 'b', 'c', 'd');
    expect(received(queue, { most: 2, visibilityTimeoutUs: SECOND }, 0)).toEqual(['a', 'b']);
    expect(received(queue, { most: 10, visibilityTimeoutUs: 0 }, 0)).toEqual(['c', 'd']);
    expect(received(queue, ALL, SECOND)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('[SQS-5] the timeout of a message in flight can be made longer, and ended', () => {
    const queue = sqsQueue({ visibilityTimeoutUs: 2 * SECOND });
    send(queue, 'a');
    const [receipt = ''] = receipts(queue.receive({}, 0));
    for (let s = 1; s <= 4; s++) {
      queue.changeVisibility(receipt, 2 * SECOND, s * SECOND);
      expect(received(queue, {}, s * SECOND)).toEqual([]);
    }
    queue.changeVisibility(receipt, 0, 5 * SECOND);
    expect(received(queue, {}, 5 * SECOND)).toEqual(['a']);
  });

  test('[SQS-5] an older receipt will do in a standard queue', () => {
    const queue = sqsQueue();
    send(queue, 'a');
    const [old = ''] = receipts(queue.receive(AT_ONCE, 0));
    queue.receive({}, 0);
    queue.changeVisibility(old, 0, 0);
    expect(received(queue, {}, 0)).toEqual(['a']);
  });

  test('[SQS-5] not for a message in sight, and not beyond 12 hours in all', () => {
    const queue = sqsQueue();
    send(queue, 'a', 'b');
    const [seen = ''] = receipts(queue.receive(AT_ONCE, 0));
    expect(refusal(queue.changeVisibility(seen, SECOND, 0))).toMatch(/not in flight/);
    const [receipt = ''] = receipts(queue.receive({}, 0));
    expect(refusal(queue.changeVisibility(receipt, 43_200 * SECOND, 0))).toBeNull();
    expect(refusal(queue.changeVisibility(receipt, 43_200 * SECOND, SECOND))).toMatch(/12 hours/);
    expect(refusal(queue.changeVisibility('nonsense', 0, 0))).toMatch(/receipt/);
  });

  test('[SQS-6] a delay hides a new message, and the message may name another', () => {
    const queue = sqsQueue({ delayUs: 2 * SECOND });
    send(queue, 'a');
    queue.send({ body: 'b', delayUs: 0 }, 0);
    expect(received(queue, ALL, 0)).toEqual(['b']);
    expect(received(queue, ALL, 2 * SECOND - 1)).toEqual([]);
    expect(received(queue, ALL, 2 * SECOND)).toEqual(['a']);
  });
});

describe('deleting', () => {
  test('[SQS-4] in a standard queue works after the timeout, with the latest receipt only', () => {
    const queue = sqsQueue({ visibilityTimeoutUs: SECOND });
    send(queue, 'a');
    const [old = ''] = receipts(queue.receive({}, 0));
    const [latest = ''] = receipts(queue.receive({}, SECOND));
    expect(queue.delete(old, SECOND)).toMatchObject([{ kind: 'not-deleted', why: 'superseded' }]);
    expect(kinds(queue.delete(latest, 9 * SECOND))).toEqual(['deleted']);
    expect(queue.delete(latest, 9 * SECOND)).toMatchObject([{ kind: 'not-deleted', why: 'gone' }]);
    expect(received(queue, ALL, 9 * SECOND)).toEqual([]);
    expect(refusal(queue.delete('nonsense', 9 * SECOND))).toMatch(/receipt/);
  });

  test('[SQS-4] in a FIFO queue fails after the timeout', () => {
    const queue = fifoQueue({ visibilityTimeoutUs: SECOND });
    send(queue, 'a1');
    const [receipt = ''] = receipts(queue.receive({}, 0));
    expect(queue.delete(receipt, SECOND)).toMatchObject([{ kind: 'not-deleted', why: 'expired' }]);
    expect(received(queue, {}, SECOND)).toEqual(['a1']);
  });

  test('[SQS-7] a message is gone when its retention is over, in flight or not', () => {
    const queue = sqsQueue({ retentionUs: 60 * SECOND });
    send(queue, 'a', 'b');
    expect(received(queue, {}, 50 * SECOND)).toEqual(['a']);
    expect(queue.advance(60 * SECOND - 1)).toEqual([]);
    expect(kinds(queue.advance(60 * SECOND))).toEqual(['expired', 'expired']);
    expect([queue.size, queue.hiddenCount, queue.nextDueUs]).toEqual([0, 0, null]);
  });
});

describe('the dead-letter queue', () => {
  /** Receives at once, and passes on what is redriven. */
  const pass = (
    from: ReturnType<typeof sqsQueue>,
    to: ReturnType<typeof sqsQueue>,
    nowUs: number,
  ): readonly string[] => {
    const events = from.receive({ most: 10, visibilityTimeoutUs: 0 }, nowUs);
    for (const event of events) if (event.kind === 'redriven') to.sendRedriven(event.message, nowUs);
    return bodies(events);
  };

  test.each([1, 2, 5])('[SQS-3] gets a message after %i receives, at the next', (maxReceiveCount) => {
    const [queue, dead] = [sqsQueue({ maxReceiveCount }), sqsQueue()];
    send(queue, 'a');
    for (let i = 0; i < maxReceiveCount; i++) expect(pass(queue, dead, 0)).toEqual(['a']);
    expect([queue.size, dead.size]).toEqual([1, 0]);
    send(queue, 'b');
    expect(pass(queue, dead, 0)).toEqual(['b']);
    expect([queue.size, dead.size]).toEqual([1, 1]);
  });

  test('[SQS-3] [SQS-8] a spent message frees its group', () => {
    const [queue, dead] = [fifoQueue({ maxReceiveCount: 1 }), fifoQueue()];
    send(queue, 'a1', 'a2');
    queue.receive(AT_ONCE, 0);
    expect(pass(queue, dead, 0)).toEqual(['a2']);
    expect(received(dead, ALL, 0)).toEqual(['a1']);
  });

  test.each([
    ['standard', sqsQueue, 60],
    ['FIFO', fifoQueue, 100],
  ])('[SQS-7] of a %s queue keeps it until %i s', (_, made, untilS) => {
    const [queue, dead] = [made({ maxReceiveCount: 1 }), made({ retentionUs: 60 * SECOND })];
    send(queue, 'a');
    pass(queue, dead, 40 * SECOND);
    pass(queue, dead, 40 * SECOND);
    expect(dead.nextDueUs).toBe(untilS * SECOND);
  });

  test('[SQS-7] takes nothing that is too old already', () => {
    const dead = sqsQueue({ retentionUs: 60 * SECOND });
    const message = { body: 'a', group: null, sentUs: 0, receiveCount: 3 };
    expect(kinds(dead.sendRedriven(message, 60 * SECOND))).toEqual(['sent', 'expired']);
    expect(refusal(fifoQueue().sendRedriven(message, 0))).toMatch(/FIFO/);
  });

  test('[SQS-14] counts anew, and does not deduplicate', () => {
    const dead = fifoQueue({ maxReceiveCount: 1 });
    send(dead, 'a');
    expect(kinds(dead.sendRedriven({ body: 'a', group: 'a', sentUs: 0, receiveCount: 9 }, 0))).toEqual(['sent']);
    expect(received(dead, ALL, 0)).toEqual(['a', 'a']);
  });

  test('[SQS-13] gives all back that are in sight', () => {
    const dead = sqsQueue();
    send(dead, 'a', 'b', 'c');
    dead.receive({}, 0);
    const moved = dead.moveAll(0).flatMap((event) => (event.kind === 'redriven' ? [event.message.body] : []));
    expect(moved).toEqual(['b', 'c']);
    expect(dead.size).toBe(1);
  });
});
