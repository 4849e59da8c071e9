import { parseDuration } from '../../scenario/durations.ts';
import type { Data, Message } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import { amqpMessage } from './amqp-message.ts';
import type { AmqpMessage, Death } from './amqp-message.ts';
import type { Item } from './item.ts';

/** A message as the queue `queue` gets it, from the headers that its publisher (or another broker) gave it; a sentence where they make no sense. */
export function readAmqp(item: Item, queue: string): AmqpMessage<Item> | string {
  const { routingKey, exchange, priority, ttl, deaths, firstDeath } = item.message.headers ?? {};
  const ttlUs = durationOf(ttl);
  if (typeof ttlUs === 'string') return `The time to live makes no sense: ${ttlUs}.`;
  if (priority !== undefined && !(typeof priority === 'number' && Number.isInteger(priority) && priority >= 0))
    return `The priority is ${dataText(priority)}, not a whole number from 0.`;
  return {
    ...amqpMessage(item, {
      exchange: exchange === undefined ? '' : dataText(exchange),
      // The default exchange knows queues by name.
      routingKey: routingKey === undefined ? queue : dataText(routingKey),
      priority: priority ?? null,
      ttlUs,
    }),
    deaths: (deaths ?? []) as unknown as readonly Death[],
    firstDeath: (firstDeath ?? null) as unknown as AmqpMessage<Item>['firstDeath'],
  };
}

/** A dead letter as it is published: the message that it was, with its deaths and without its time to live. */
export function deadLetterMessage({ body, routingKey, deaths, firstDeath }: AmqpMessage<Item>): Message {
  const { ttl: _, exchange: __, ...kept } = body.message.headers ?? {};
  const death = { deaths, firstDeath } as unknown as { readonly [name: string]: Data };
  return { ...body.message, headers: { ...kept, routingKey, ...death } };
}

/** A duration as documents write it; null where there is none, a text that says what is wrong with it. */
export function durationOf(value: Data | undefined): number | null | string {
  if (value === undefined) return null;
  const parsed = parseDuration(value);
  return 'us' in parsed ? parsed.us : parsed.problem;
}
