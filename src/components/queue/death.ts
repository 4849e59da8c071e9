import type { TimeUs } from '../../kernel/time.ts';
import type { RabbitmqSettings } from '../../scenario/kinds/queue-spec.ts';
import type { AmqpMessage, Death, DeathReason } from './amqp-message.ts';

/** Where a queue's dead letters go: RabbitMQ's `x-dead-letter-exchange` and `x-dead-letter-routing-key`. */
type DeadLetterExchange = NonNullable<RabbitmqSettings['deadLetter']>;

/** The message as it is published to the dead-letter exchange, with its death taken down. */
export function deadLetter<B>(
  message: AmqpMessage<B>,
  queue: string,
  reason: DeathReason,
  to: DeadLetterExchange,
  nowUs: TimeUs,
): AmqpMessage<B> {
  const sameAsBefore = (death: Death): boolean => death.queue === queue && death.reason === reason;
  const before = message.deaths.find(sameAsBefore);
  const death: Death =
    before === undefined
      ? {
          queue,
          reason,
          count: 1,
          exchange: message.exchange,
          routingKeys: [message.routingKey],
          atUs: nowUs,
          originalTtlUs: message.ttlUs,
        }
      : { ...before, count: before.count + 1 };
  return {
    ...message,
    exchange: to.exchange,
    routingKey: to.routingKey ?? message.routingKey,
    // Or else it would expire again wherever it goes.
    ttlUs: null,
    deaths: [death, ...message.deaths.filter((other) => !sameAsBefore(other))],
    firstDeath: message.firstDeath ?? { queue, reason, exchange: message.exchange },
  };
}

/**
 * Whether a dead letter comes back to a queue that it died in, without a consumer's rejection on the way: the
 * broker would send it round for ever.
 */
export function goesInCircles(message: AmqpMessage<unknown>, queue: string): boolean {
  const last = message.deaths.findIndex((death) => death.queue === queue);
  return last >= 0 && message.deaths.slice(0, last + 1).every(({ reason }) => reason !== 'rejected');
}
