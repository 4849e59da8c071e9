import { AmqpQueue } from '../components/queue/amqp-queue.ts';
import type { AmqpEvent } from '../components/queue/amqp-event.ts';
import { amqpMessage } from '../components/queue/amqp-message.ts';
import type { AmqpMessage } from '../components/queue/amqp-message.ts';
import { AMQP_DEFAULTS } from '../components/queue/amqp-settings.ts';
import type { AmqpSettings } from '../components/queue/amqp-settings.ts';

export type Delivered = Extract<AmqpEvent<string>, { readonly kind: 'delivered' }>;

/** Where the reference's dead letters gather. */
export const DEAD_LETTERS = { exchange: 'dlx', routingKey: null, queue: 'dlq' };

/** Queues of text messages with exchanges between them, as a recording of RabbitMQ had them. */
export class RabbitBroker {
  nowUs = 0;
  readonly #queues = new Map<string, AmqpQueue<string>>();
  readonly #bindings = new Map<string, string>([[DEAD_LETTERS.exchange, DEAD_LETTERS.queue]]);
  readonly #log: AmqpEvent<string>[] = [];

  constructor() {
    this.declare(DEAD_LETTERS.queue);
  }

  declare(name: string, settings: Partial<AmqpSettings> = {}): AmqpQueue<string> {
    const queue = new AmqpQueue<string>(name, { ...AMQP_DEFAULTS, ...settings });
    this.#queues.set(name, queue);
    return queue;
  }

  /** All messages of an exchange go to the queue. */
  bind(exchange: string, queue: string): void {
    this.#bindings.set(exchange, queue);
  }

  publish(queue: string, body: string, properties: Parameters<typeof amqpMessage>[1] = {}): void {
    this.act(queue, (it) => it.publish(amqpMessage(body, { routingKey: queue, ...properties }), this.nowUs));
  }

  /** Does something at a queue, and passes on the dead letters that come of it. */
  act(name: string, action: (queue: AmqpQueue<string>) => readonly AmqpEvent<string>[]): readonly AmqpEvent<string>[] {
    const queue = this.#queues.get(name);
    if (queue === undefined) return [];
    const events = action(queue);
    this.#log.push(...events);
    for (const event of events) if (event.kind === 'dead-lettered') this.#route(event.message);
    return events;
  }

  wait(us: number): void {
    this.nowUs += us;
    for (const name of this.#queues.keys()) this.act(name, (queue) => queue.advance(this.nowUs));
  }

  ready(name: string): readonly AmqpMessage<string>[] {
    return [...(this.#queues.get(name)?.ready() ?? [])];
  }

  get(name: string, channel: string): Delivered | null {
    return this.act(name, (queue) => queue.get(channel, false, this.nowUs)).find(isDelivered) ?? null;
  }

  /** Fetches and acknowledges all there is. */
  drain(name: string): readonly Delivered[] {
    const delivered: Delivered[] = [];
    for (let next = this.get(name, 'drain'); next !== null; next = this.get(name, 'drain')) {
      delivered.push(next);
      const { tag } = next;
      this.act(name, (queue) => queue.ack('drain', tag, false, this.nowUs));
    }
    return delivered;
  }

  /** What was pushed or fetched through a channel so far. */
  delivered(channel: string): readonly Delivered[] {
    return this.#log.filter(isDelivered).filter((event) => event.channel === channel);
  }

  /** What the queues turned away so far. */
  refused(): readonly string[] {
    return this.#log.flatMap((event) => (event.kind === 'refused' ? [event.message.body] : []));
  }

  #route(message: AmqpMessage<string>): void {
    const target = message.exchange === '' ? message.routingKey : this.#bindings.get(message.exchange);
    if (target !== undefined) this.act(target, (queue) => queue.publishDeadLetter(message, this.nowUs));
  }
}

function isDelivered(event: AmqpEvent<string>): event is Delivered {
  return event.kind === 'delivered';
}
