import { describe, expect, test } from 'vitest';
import { bodies, fifoQueue, kinds, receipts, received, SECOND, send, sqsQueue } from './sqs-queue.fixture.ts';

const ALL = { most: 10 };

describe('groups', () => {
  test('[SQS-8] a message in flight holds up those after it, whatever is sent', () => {
    const queue = fifoQueue();
    send(queue, 'a1', 'a2', 'a3');
    expect(received(queue, {}, 0)).toEqual(['a1']);
    send(queue, 'a4', 'b1');
    expect(received(queue, ALL, 0)).toEqual(['b1']);
  });

  test('[SQS-8] deleting all that are in flight frees the group, deleting some does not', () => {
    const queue = fifoQueue();
    send(queue, 'a1', 'a2', 'a3');
    const [first = '', second = ''] = receipts(queue.receive({ most: 2 }, 0));
    queue.delete(first, 0);
    expect(received(queue, ALL, 0)).toEqual([]);
    queue.delete(second, 0);
    expect(received(queue, ALL, 0)).toEqual(['a3']);
  });

  test('[SQS-8] after the timeout they come again in their order', () => {
    const queue = fifoQueue({ visibilityTimeoutUs: SECOND });
    send(queue, 'a1', 'a2', 'a3');
    expect(received(queue, ALL, 0)).toEqual(['a1', 'a2', 'a3']);
    expect(received(queue, ALL, SECOND)).toEqual(['a1', 'a2', 'a3']);
  });

  test('[SQS-8] one that is in sight again goes before another that is in flight, not past it', () => {
    const queue = fifoQueue();
    send(queue, 'a1', 'a2', 'a3', 'b1');
    const [first = ''] = receipts(queue.receive({ most: 2 }, 0));
    queue.changeVisibility(first, 0, 0);
    expect(received(queue, ALL, 0)).toEqual(['b1', 'a1']);
  });

  test('[SQS-9] one receive empties a group before it turns to the next', () => {
    const queue = fifoQueue();
    send(queue, 'a1', 'b1', 'a2', 'a3');
    expect(received(queue, ALL, 0)).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  // As run against Amazon's own queues.
  test('[SQS-9] a group that was received from comes last', () => {
    const queue = fifoQueue({ visibilityTimeoutUs: SECOND });
    send(queue, 'a1', 'a2', 'a3', 'a4', 'b1', 'c1');
    expect(received(queue, { most: 2 }, 0)).toEqual(['a1', 'a2']);
    expect(received(queue, {}, 0)).toEqual(['b1']);
    const order = ['c1', 'a1', 'a2', 'a3', 'a4', 'b1'];
    expect(received(queue, { most: 10, visibilityTimeoutUs: 0 }, SECOND)).toEqual(order);
  });

  // As run against Amazon's own queues.
  test('[SQS-9] with a timeout of 0, too', () => {
    const queue = fifoQueue();
    send(queue, 'a1', 'b1', 'b2', 'c1', 'a2');
    expect(received(queue, { most: 3, visibilityTimeoutUs: 0 }, 0)).toEqual(['a1', 'a2', 'b1']);
    expect(received(queue, { most: 10, visibilityTimeoutUs: 0 }, 0)).toEqual(['c1', 'a1', 'a2', 'b1', 'b2']);
  });

  test('[SQS-6] [SQS-8] a delayed queue delays them all', () => {
    const queue = fifoQueue({ delayUs: 2 * SECOND });
    send(queue, 'a1', 'a2');
    expect(received(queue, ALL, SECOND)).toEqual([]);
    expect(received(queue, ALL, 2 * SECOND)).toEqual(['a1', 'a2']);
  });
});

describe('deduplication', () => {
  const WINDOW = 300 * SECOND;
  const sent = (queue: ReturnType<typeof sqsQueue>, group: string, deduplicationId: string, nowUs: number) =>
    kinds(queue.send({ body: `${group}${deduplicationId}`, group, deduplicationId }, nowUs));

  test('[SQS-10] an id is known for five minutes after the first, even when that is deleted', () => {
    const queue = fifoQueue();
    expect(sent(queue, 'a', 'd', 0)).toEqual(['sent']);
    const [receipt = ''] = receipts(queue.receive({}, 0));
    queue.delete(receipt, 0);
    expect(sent(queue, 'a', 'd', WINDOW / 2)).toEqual(['deduplicated']);
    expect(sent(queue, 'a', 'd', WINDOW - 1)).toEqual(['deduplicated']);
    expect(received(queue, ALL, WINDOW - 1)).toEqual([]);
    expect(sent(queue, 'a', 'd', WINDOW)).toEqual(['sent']);
    expect(sent(queue, 'a', 'd', WINDOW + 1)).toEqual(['deduplicated']);
  });

  test('[SQS-10] ids count for the queue, or for the group', () => {
    const queue = fifoQueue();
    expect([...sent(queue, 'a', 'd', 0), ...sent(queue, 'b', 'd', 0)]).toEqual(['sent', 'deduplicated']);
    const perGroup = fifoQueue({ deduplicationScope: 'messageGroup' });
    expect([...sent(perGroup, 'a', 'd', 0), ...sent(perGroup, 'b', 'd', 0)]).toEqual(['sent', 'sent']);
    expect(sent(perGroup, 'b', 'd', 0)).toEqual(['deduplicated']);
  });

  test('[SQS-11] without an id the content is known', () => {
    const queue = fifoQueue();
    expect(kinds(send(queue, 'a1', 'a1', 'a2'))).toEqual(['sent', 'deduplicated', 'sent']);
    expect(sent(queue, 'a', '1', 0)).toEqual(['sent']);
    expect(bodies(queue.receive(ALL, 0))).toEqual(['a1', 'a2', 'a1']);
  });
});
