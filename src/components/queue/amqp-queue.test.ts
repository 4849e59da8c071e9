import { describe, expect, test } from 'vitest';
import { amqpMessage } from './amqp-message.ts';
import {
  amqpQueue,
  bodies,
  deaths,
  deliveries,
  drained,
  kinds,
  publish,
  toDlx,
  withPrefetch,
} from './amqp-queue.fixture.ts';

describe('deliveries', () => {
  test('[QUEUE-1] [QUEUE-2] consumers without a prefetch take turns', () => {
    const queue = amqpQueue();
    queue.consume('a', withPrefetch(null), 0);
    queue.consume('b', withPrefetch(null), 0);
    expect(deliveries(publish(queue, 5))).toEqual(['a 1', 'b 2', 'a 3', 'b 4', 'a 5']);
    expect([queue.readyCount, queue.unackedCount]).toEqual([0, 5]);
  });

  test('[QUEUE-2] who is full is passed over, and comes last when it has room', () => {
    const queue = amqpQueue();
    for (const id of ['a', 'b', 'c']) queue.consume(id, withPrefetch(1), 0);
    expect(deliveries(publish(queue, 6))).toEqual(['a 1', 'b 2', 'c 3']);
    expect(deliveries(queue.ack('b', 1, false, 0))).toEqual(['b 4']);
    expect(deliveries(queue.ack('a', 1, false, 0))).toEqual(['a 5']);
    expect(deliveries(queue.ack('b', 2, false, 0))).toEqual(['b 6']);
  });

  test('[QUEUE-2] who settles what it got by itself has no more room than before', () => {
    const queue = amqpQueue();
    queue.consume('a', withPrefetch(1), 0);
    queue.consume('b', withPrefetch(1), 0);
    publish(queue, 3);
    queue.get('a', false, 0);
    queue.ack('a', 2, false, 0);
    queue.ack('b', 1, false, 0);
    queue.ack('a', 1, false, 0);
    expect(deliveries(queue.publish(amqpMessage('4'), 0))).toEqual(['b 4']);
  });

  test('[QUEUE-2] prefetch bounds what a consumer holds', () => {
    const queue = amqpQueue();
    publish(queue, 9);
    expect(deliveries(queue.consume('a', withPrefetch(3), 0))).toEqual(['a 1', 'a 2', 'a 3']);
    expect(deliveries(queue.ack('a', 2, false, 0))).toEqual(['a 4']);
    expect(deliveries(queue.ack('a', 4, true, 0))).toEqual(['a 5', 'a 6', 'a 7']);
    expect(queue.readyCount).toBe(2);
  });

  test('[QUEUE-3] an acknowledgement removes one message, or all up to a tag', () => {
    const queue = amqpQueue();
    publish(queue, 5);
    queue.consume('a', withPrefetch(null), 0);
    expect(kinds(queue.ack('a', 2, false, 0))).toEqual(['acknowledged']);
    expect(kinds(queue.ack('a', 4, true, 0))).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
    expect(kinds(queue.ack('a', 0, true, 0))).toEqual(['acknowledged']);
    expect(queue.unackedCount).toBe(0);
  });

  test('[QUEUE-3] tags count on each channel', () => {
    const queue = amqpQueue();
    queue.consume('a', withPrefetch(null), 0);
    queue.consume('b', withPrefetch(null), 0);
    const tags = publish(queue, 4).flatMap((event) => (event.kind === 'delivered' ? [event.tag] : []));
    expect(tags).toEqual([1, 1, 2, 2]);
  });

  test.each([
    ['never given', 7, false],
    ['settled before', 1, false],
    ['settled before, multiple', 1, true],
  ])('[QUEUE-4] a tag that was %s closes the channel', (_, tag, multiple) => {
    const queue = amqpQueue();
    publish(queue, 2);
    queue.consume('a', withPrefetch(null), 0);
    queue.ack('a', 1, false, 0);
    expect(kinds(queue.ack('a', tag, multiple, 0))).toEqual(['channel-closed', 'requeued']);
    expect(queue.readyCount).toBe(1);
    expect(kinds(queue.nack('a', 2, false, true, 0))).toEqual(['channel-closed']);
  });

  test('[QUEUE-5] requeued messages go back to their place', () => {
    const queue = amqpQueue();
    publish(queue, 5);
    for (let i = 0; i < 3; i++) queue.get('a', false, 0);
    queue.nack('a', 2, false, true, 0);
    expect(bodies(queue)).toBe('2 4 5');
    queue.nack('a', 3, true, true, 0);
    expect(drained(queue)).toEqual(['1!', '2!', '3!', '4', '5']);
  });

  test('[QUEUE-5] what a closed channel held goes to the others, in its old order', () => {
    const queue = amqpQueue();
    queue.consume('a', withPrefetch(null), 0);
    queue.consume('b', withPrefetch(null), 0);
    publish(queue, 6);
    expect(deliveries(queue.close('a', 0))).toEqual(['b 1!', 'b 3!', 'b 5!']);
    expect(kinds(queue.close('a', 0))).toEqual([]);
  });

  test('[QUEUE-6] a consumer with automatic acknowledgement gets all at once, and nothing again', () => {
    const queue = amqpQueue();
    publish(queue, 3);
    expect(deliveries(queue.consume('a', { prefetch: 1, autoAck: true }, 0))).toEqual(['a 1', 'a 2', 'a 3']);
    expect(queue.close('a', 0)).toEqual([]);
    expect(queue.readyCount).toBe(0);
  });

  test('[QUEUE-18] get takes one, whatever the prefetch', () => {
    const queue = amqpQueue();
    publish(queue, 3);
    queue.consume('a', withPrefetch(1), 0);
    expect(deliveries(queue.get('a', false, 0))).toEqual(['a 2']);
    expect(deliveries(queue.ack('a', 2, false, 0))).toEqual([]);
    expect(deliveries(queue.ack('a', 1, false, 0))).toEqual(['a 3']);
    expect(queue.get('a', false, 0)).toEqual([]);
  });
});

describe('a crash of the broker', () => {
  test('[QUEUE-17] leaves a durable queue as it was, without its consumers', () => {
    const queue = amqpQueue();
    publish(queue, 4);
    queue.consume('a', withPrefetch(2), 0);
    queue.crash(0);
    expect([queue.readyCount, queue.unackedCount]).toEqual([4, 0]);
    expect(deliveries(queue.consume('a', withPrefetch(null), 0))).toEqual(['a 1!', 'a 2!', 'a 3', 'a 4']);
  });

  test('[QUEUE-17] empties another queue, and says what is lost', () => {
    const queue = amqpQueue({ durable: false, ...toDlx });
    publish(queue, 3);
    queue.get('a', false, 0);
    expect(deaths(queue.crash(0))).toEqual(['1 crash', '2 crash', '3 crash']);
    expect([queue.readyCount, queue.unackedCount]).toEqual([0, 0]);
    expect(kinds(queue.publish(amqpMessage('4'), 0))).toEqual(['enqueued']);
  });
});
