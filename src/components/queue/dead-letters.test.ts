import { describe, expect, test } from 'vitest';
import { amqpMessage } from './amqp-message.ts';
import type { AmqpMessage, DeathReason } from './amqp-message.ts';
import { amqpQueue, deaths, kinds, publish, toDlx } from './amqp-queue.fixture.ts';
import type { Events } from './amqp-queue.fixture.ts';
import { deadLetter, goesInCircles } from './death.ts';

const letters = (events: Events): readonly AmqpMessage<string>[] =>
  events.flatMap((event) => (event.kind === 'dead-lettered' ? [event.message] : []));

/** Dies in queues for reasons, each time on its way to the next one. */
function died(message: AmqpMessage<string>, ...path: readonly (readonly [queue: string, reason: DeathReason])[]) {
  return path.reduce(
    (letter, [queue, reason], i) => deadLetter(letter, queue, reason, { exchange: `x${i}`, routingKey: null }, i),
    message,
  );
}

const header = (message: AmqpMessage<string>): readonly string[] =>
  message.deaths.map(({ queue, reason, count }) => `${queue} ${reason} ${count}`);

describe('a dead letter', () => {
  test('[QUEUE-13] is what is rejected, expires, is too much, or comes back too often', () => {
    const rejected = amqpQueue(toDlx);
    publish(rejected, 2);
    rejected.get('a', false, 0);
    expect(deaths(rejected.nack('a', 1, false, false, 0))).toEqual(['1 rejected']);

    const expired = amqpQueue({ ttlUs: 5, ...toDlx });
    publish(expired, 1);
    expect(deaths(expired.advance(5))).toEqual(['1 expired']);

    expect(deaths(publish(amqpQueue({ maxLength: 1, ...toDlx }), 2))).toEqual(['1 maxlen']);

    const limited = amqpQueue({ deliveryLimit: 0, ...toDlx });
    publish(limited, 1);
    limited.get('a', false, 0);
    expect(deaths(limited.nack('a', 1, false, true, 0))).toEqual(['1 delivery_limit']);
  });

  test('[QUEUE-13] keeps its routing key, unless the queue names another', () => {
    const message = amqpMessage('m', { routingKey: 'k' });
    const dies = (routingKey: string | null): readonly AmqpMessage<string>[] =>
      letters(amqpQueue({ maxLength: 0, deadLetter: { exchange: 'dlx', routingKey } }).publish(message, 0));
    expect(dies(null)).toMatchObject([{ exchange: 'dlx', routingKey: 'k' }]);
    expect(dies('other')).toMatchObject([{ exchange: 'dlx', routingKey: 'other' }]);
  });

  test('[QUEUE-13] is none where there is no exchange for it', () => {
    const events = publish(amqpQueue({ maxLength: 0 }), 1);
    expect(kinds(events)).toEqual(['enqueued', 'discarded']);
  });

  test('[QUEUE-14] says where and why it died, newest first, and counts', () => {
    const message = amqpMessage('m', { exchange: 'orders', routingKey: 'k', ttlUs: 70 });
    const once = died(message, ['work', 'rejected']);
    expect(once.deaths).toEqual([
      {
        queue: 'work',
        reason: 'rejected',
        count: 1,
        exchange: 'orders',
        routingKeys: ['k'],
        atUs: 0,
        originalTtlUs: 70,
      },
    ]);
    expect(once.ttlUs).toBeNull();
    const round = [
      ['work', 'rejected'],
      ['retry', 'expired'],
    ] as const;
    const often = died(message, ...round, ...round, ['work', 'expired']);
    expect(header(often)).toEqual(['work expired 1', 'retry expired 2', 'work rejected 2']);
    expect(often.deaths[2]).toMatchObject({ exchange: 'orders', atUs: 0 });
    expect(often.firstDeath).toEqual({ queue: 'work', reason: 'rejected', exchange: 'orders' });
  });

  test.each<readonly [string, boolean, readonly (readonly [string, DeathReason])[]]>([
    ['q', true, [['q', 'expired']]],
    [
      'q',
      true,
      [
        ['q', 'maxlen'],
        ['r', 'expired'],
      ],
    ],
    [
      'q',
      true,
      [
        ['q', 'delivery_limit'],
        ['r', 'expired'],
      ],
    ],
    [
      'q',
      false,
      [
        ['q', 'rejected'],
        ['r', 'expired'],
      ],
    ],
    [
      'q',
      false,
      [
        ['q', 'expired'],
        ['r', 'rejected'],
      ],
    ],
    ['q', false, [['r', 'expired']]],
    // A rejection before the circle doesn't open it.
    [
      'q',
      true,
      [
        ['s', 'rejected'],
        ['q', 'expired'],
        ['r', 'expired'],
      ],
    ],
  ])('[QUEUE-15] that comes back to %s goes in circles: %s', (queue, circle, path) => {
    const letter = died(amqpMessage('m'), ...path);
    expect(goesInCircles(letter, queue)).toBe(circle);
    expect(kinds(amqpQueue().publishDeadLetter(letter, 9))).toEqual([circle ? 'discarded' : 'enqueued']);
  });

  test('[QUEUE-16] comes of a delivery limit after one delivery more', () => {
    const queue = amqpQueue({ deliveryLimit: 2, ...toDlx });
    publish(queue, 1);
    const seen: (readonly [number, boolean])[] = [];
    for (let events = queue.get('a', false, 0); events.length > 0; events = queue.get('a', false, 0)) {
      for (const event of events) if (event.kind === 'delivered') seen.push([event.returns, event.redelivered]);
      queue.close('a', 0);
    }
    expect(seen).toEqual([
      [0, false],
      [1, true],
      [2, true],
    ]);
  });
});
