import type { AmqpEvent } from './amqp-event.ts';
import { amqpMessage } from './amqp-message.ts';
import { AmqpQueue } from './amqp-queue.ts';
import { AMQP_DEFAULTS } from './amqp-settings.ts';
import type { AmqpSettings } from './amqp-settings.ts';

export type Events = readonly AmqpEvent<string>[];

/** A queue `q` whose dead letters, if it has any, go to the exchange `dlx`. */
export function amqpQueue(settings: Partial<AmqpSettings> = {}): AmqpQueue<string> {
  return new AmqpQueue('q', { ...AMQP_DEFAULTS, ...settings });
}

export const toDlx: Partial<AmqpSettings> = { deadLetter: { exchange: 'dlx', routingKey: null } };

/** Publishes 1, 2, … */
export function publish(queue: AmqpQueue<string>, count: number, nowUs = 0): Events {
  return Array.from({ length: count }, (_, i) => queue.publish(amqpMessage(String(i + 1)), nowUs)).flat();
}

/** Deliveries as `channel body`, with `!` for redelivered. */
export function deliveries(events: Events): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'delivered' ? [`${event.channel} ${event.message.body}${event.redelivered ? '!' : ''}`] : [],
  );
}

/** What was given up, as `body reason`. */
export function deaths(events: Events): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'dead-lettered' || event.kind === 'discarded' ? [`${event.message.body} ${event.reason}`] : [],
  );
}

export function kinds(events: Events): readonly string[] {
  return events.map(({ kind }) => kind);
}

export const withPrefetch = (prefetch: number | null) => ({ prefetch, autoAck: false });

export function bodies(queue: AmqpQueue<string>): string {
  return [...queue.ready()].map(({ body }) => body).join(' ');
}

/** Fetches and acknowledges all there is. */
export function drained(queue: AmqpQueue<string>, nowUs = 0): readonly string[] {
  const all: string[] = [];
  for (let got = queue.get('d', true, nowUs); got.length > 0; got = queue.get('d', true, nowUs))
    all.push(...deliveries(got));
  return all.map((text) => text.slice(2));
}
