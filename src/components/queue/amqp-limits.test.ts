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

describe('time to live', () => {
  test('[QUEUE-7] the shorter of the two counts', () => {
    const queue = amqpQueue({ ttlUs: 100 });
    queue.publish(amqpMessage('a', { ttlUs: 40 }), 0);
    expect(queue.nextDueUs).toBe(40);
    queue.publish(amqpMessage('b', { ttlUs: 400 }), 0);
    expect(deaths(queue.advance(39))).toEqual([]);
    expect(deaths(queue.advance(40))).toEqual(['a expired']);
    expect(deaths(queue.advance(99))).toEqual([]);
    expect(deaths(queue.advance(100))).toEqual(['b expired']);
    expect(queue.nextDueUs).toBeNull();
  });

  test('[QUEUE-7] behind a message that lives longer, one waits on past its time', () => {
    const queue = amqpQueue();
    queue.publish(amqpMessage('long', { ttlUs: 1_000 }), 0);
    queue.publish(amqpMessage('short', { ttlUs: 10 }), 0);
    expect(deaths(queue.advance(500))).toEqual([]);
    expect(queue.readyCount).toBe(2);
    const events = queue.get('a', false, 500);
    expect([deliveries(events), deaths(events)]).toEqual([['a long'], ['short expired']]);
  });

  test('[QUEUE-8] in hands a message does not expire; back in the queue it does', () => {
    const queue = amqpQueue({ ttlUs: 200, ...toDlx });
    publish(queue, 1);
    queue.get('a', false, 0);
    expect(queue.advance(500)).toEqual([]);
    expect(deaths(queue.nack('a', 1, false, true, 500))).toEqual(['1 expired']);
  });

  test('[QUEUE-9] a time to live of 0 reaches a consumer with room, and nobody else', () => {
    const queue = amqpQueue({ ttlUs: 0 });
    queue.consume('a', withPrefetch(1), 5);
    const events = publish(queue, 2, 5);
    expect([deliveries(events), deaths(events)]).toEqual([['a 1'], ['2 expired']]);
  });
});

describe('length', () => {
  test('[QUEUE-10] the oldest are dropped, and only ready ones count', () => {
    const queue = amqpQueue({ maxLength: 2 });
    publish(queue, 2);
    queue.get('a', false, 0);
    expect(deaths(queue.publish(amqpMessage('3'), 0))).toEqual([]);
    expect(deaths(queue.publish(amqpMessage('4'), 0))).toEqual(['2 maxlen']);
    expect(deaths(queue.nack('a', 1, false, true, 0))).toEqual(['1 maxlen']);
    expect(bodies(queue)).toBe('3 4');
  });

  test('[QUEUE-10] a length of 0 is enough for a consumer with room', () => {
    const queue = amqpQueue({ maxLength: 0 });
    queue.consume('a', withPrefetch(1), 0);
    const events = publish(queue, 2);
    expect([deliveries(events), deaths(events)]).toEqual([['a 1'], ['2 maxlen']]);
  });

  test('[QUEUE-11] a full queue turns the new one away', () => {
    const queue = amqpQueue({ maxLength: 2, overflow: 'reject-publish', ...toDlx });
    expect(kinds(publish(queue, 3))).toEqual(['enqueued', 'enqueued', 'refused']);
    expect(bodies(queue)).toBe('1 2');
  });

  test('[QUEUE-11] and dead-letters it where it is told to', () => {
    const queue = amqpQueue({ maxLength: 1, overflow: 'reject-publish-dlx', ...toDlx });
    const events = publish(queue, 2);
    expect(kinds(events)).toEqual(['enqueued', 'dead-lettered', 'refused']);
    expect(deaths(events)).toEqual(['2 maxlen']);
  });
});

describe('priorities', () => {
  const messages = (queue: ReturnType<typeof amqpQueue>, ...priorities: (number | null)[]): void =>
    priorities.forEach((priority, i) => queue.publish(amqpMessage(`${i}:${priority}`, { priority }), 0));

  test('[QUEUE-12] higher first, then older; above the maximum they are alike', () => {
    const queue = amqpQueue({ maxPriority: 10 });
    messages(queue, 0, 5, 9, 5, 20, null, 10);
    expect(drained(queue)).toEqual(['4:20', '6:10', '2:9', '1:5', '3:5', '0:0', '5:null']);
  });

  test('[QUEUE-12] without a maximum they count for nothing', () => {
    const queue = amqpQueue();
    messages(queue, 0, 9, 5);
    expect(drained(queue)).toEqual(['0:0', '1:9', '2:5']);
  });

  test('[QUEUE-12] the highest are the head, which is dropped and expires', () => {
    const queue = amqpQueue({ maxPriority: 9, maxLength: 2 });
    messages(queue, 1, 9);
    expect(deaths(queue.publish(amqpMessage('low', { priority: 0, ttlUs: 10 }), 0))).toEqual(['1:9 maxlen']);
    expect(deaths(queue.advance(50))).toEqual([]);
    const events = queue.get('a', false, 50);
    expect([deliveries(events), deaths(events)]).toEqual([['a 0:1'], ['low expired']]);
  });

  test('[QUEUE-5] [QUEUE-12] a requeued message goes back among its own', () => {
    const queue = amqpQueue({ maxPriority: 5 });
    messages(queue, 5, 5, 1);
    queue.get('a', false, 0);
    queue.nack('a', 1, false, true, 0);
    expect(drained(queue)).toEqual(['0:5!', '1:5', '2:1']);
  });
});
