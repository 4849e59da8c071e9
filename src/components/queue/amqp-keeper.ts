import type { RabbitmqSettings } from '../../scenario/kinds/queue-spec.ts';
import type { Message } from '../../trace/message.ts';
import type { Hop } from '../network-port.ts';
import type { ConsumeOptions, PushConsumer, VerdictData } from '../queue-port.ts';
import type { AmqpEvent } from './amqp-event.ts';
import { deadLetterMessage, readAmqp } from './amqp-headers.ts';
import { AmqpQueue } from './amqp-queue.ts';
import { deathWords } from './death-words.ts';
import type { Item } from './item.ts';
import type { Keeper, KeeperPorts } from './keeper.ts';

/** A packet that got lost is sent again after this; where the link is cut by then, the connection is gone. */
const RETRANSMIT_US = 200_000;

interface Connected {
  readonly consumer: PushConsumer;
  /** Named anew each time, since delivery tags begin anew. */
  readonly channel: string;
  readonly autoAck: boolean;
}

type Delivered = Extract<AmqpEvent<Item>, { readonly kind: 'delivered' }>;

/** Keeps messages by RabbitMQ's rules. */
export class AmqpKeeper implements Keeper {
  readonly #ports: KeeperPorts;
  readonly #settings: RabbitmqSettings;
  readonly #core: AmqpQueue<Item>;
  /** By component. */
  readonly #connected = new Map<string, Connected>();
  #channels = 0;

  constructor(ports: KeeperPorts, settings: RabbitmqSettings) {
    this.#ports = ports;
    this.#settings = settings;
    this.#core = new AmqpQueue(ports.journal.id, settings);
  }

  get volatileCount(): number {
    return this.#settings.durable ? 0 : this.#core.readyCount + this.#core.unackedCount;
  }

  get nextDueUs(): number | null {
    return this.#core.nextDueUs;
  }

  get #nowUs(): number {
    return this.#ports.world.clock.nowUs;
  }

  advance(): void {
    this.#tell(this.#core.advance(this.#nowUs), null, '');
  }

  takeIn(hop: Hop, cause: number): void {
    const { journal } = this.#ports;
    const item: Item = { message: hop.message, position: null, seq: cause };
    const message = readAmqp(item, journal.id);
    if (typeof message === 'string') {
      const seq = journal.write({ kind: 'queue.refused', cause, message: hop.message, why: message });
      return journal.refuse(hop, 'rejected', message, seq);
    }
    const isDead = message.deaths.length > 0;
    const publish = isDead ? 'publishDeadLetter' : 'publish';
    // The confirm goes out as soon as the message is in (or gone), before anybody gets it.
    const events = this.#core[publish](message, this.#nowUs);
    for (const event of events) {
      const seq = this.#tellOne(event, cause, '');
      if (event.kind === 'refused') journal.refuse(hop, 'failed', 'the queue is full', seq);
      else if (event.kind === 'enqueued' && event.message.body === item)
        journal.confirm(hop, { position: event.position }, seq);
      else if (event.kind === 'discarded' && event.reason === 'cycle') journal.confirm(hop, { position: null }, seq);
    }
  }

  settle(hop: Hop, cause: number): void {
    const { verdict, channel = '', tag = 0 } = hop.message.data as unknown as VerdictData;
    const { journal } = this.#ports;
    const connected = this.#connected.get(hop.from);
    const why = hop.duplicate
      ? 'It is a copy, which the connection knows.'
      : connected?.channel === channel
        ? null
        : 'It came on a connection that is closed since, and with it the delivery.';
    if (why !== null) {
      journal.write({ kind: 'queue.ack-ignored', cause, message: hop.message, from: hop.from, why });
      return;
    }
    const events =
      verdict === 'ack'
        ? this.#core.ack(channel, tag, false, this.#nowUs)
        : this.#core.nack(channel, tag, false, verdict === 'requeue', this.#nowUs);
    this.#tell(events, cause, hop.from);
  }

  undelivered(hop: Hop, cause: number): void {
    const { world } = this.#ports;
    const { channel, tag } = hop.message.headers ?? {};
    const connected = (): boolean => this.#connected.get(hop.to)?.channel === channel;
    if (tag === 0 || !connected()) return;
    world.clock.after(RETRANSMIT_US, () => {
      if (!connected()) return;
      if (!world.network.reaches(hop.from, hop.to)) {
        this.#disconnect(hop.to, 'its link is cut', cause);
        this.#ports.changed();
      } else world.network.ship({ ...hop, timeoutAtUs: null, cause });
    });
  }

  consume(consumer: PushConsumer, { prefetch, autoAck }: ConsumeOptions, cause: number): void {
    const channel = `${consumer.id} ${++this.#channels}`;
    this.#connected.set(consumer.id, { consumer, channel, autoAck });
    consumer.opened(channel, cause);
    this.#tell(this.#core.consume(channel, { prefetch, autoAck }, this.#nowUs), cause, '');
  }

  poll(): void {}

  leave(consumer: string, why: string, cause: number): void {
    const connected = this.#connected.get(consumer);
    if (connected === undefined) return;
    this.#connected.delete(consumer);
    this.#tell(this.#core.close(connected.channel, this.#nowUs), cause, consumer, why);
  }

  get visible(): readonly Message[] {
    return [...this.#core.ready()].map(({ body }) => body.message);
  }

  /** As RabbitMQ's shovel does: it fetches until the queue is empty. */
  takeVisible(): readonly Item[] {
    const taken: Item[] = [];
    while (this.#core.readyCount > 0)
      for (const event of this.#core.get('redrive', true, this.#nowUs)) {
        if (event.kind === 'delivered') taken.push(event.message.body);
        else this.#tellOne(event, null, '');
      }
    return taken;
  }

  crash(cause: number): void {
    const connected = [...this.#connected.values()];
    this.#connected.clear();
    for (const event of this.#core.crash(this.#nowUs)) {
      // What is due while it is down, it does when it is up again.
      this.#tellOne(event, cause, '', 'the broker is down');
    }
    for (const { consumer } of connected) consumer.closed('the broker is down', cause);
  }

  resume(cause: number): void {
    this.#tell(this.#core.advance(this.#nowUs), cause, '');
  }

  #disconnect(id: string, why: string, cause: number): void {
    const connected = this.#connected.get(id);
    if (connected === undefined) return;
    this.leave(id, why, cause);
    connected.consumer.closed(why, cause);
  }

  #tell(events: readonly AmqpEvent<Item>[], cause: number | null, from: string, why = ''): void {
    for (const event of events) this.#tellOne(event, cause, from, why);
  }

  /** Writes down what happened; `cause` null: the queue did it by itself. Returns the seq. */
  #tellOne(event: AmqpEvent<Item>, cause: number | null, from: string, why = ''): number {
    const { journal, deadLetterTo } = this.#ports;
    if (event.kind === 'channel-closed') {
      this.#disconnect(from, 'it acknowledged what it did not have', cause ?? 0);
      return cause ?? 0;
    }
    const item = event.message.body;
    const { message, position } = item;
    const by = cause ?? item.seq;
    switch (event.kind) {
      case 'enqueued': {
        item.position = event.position;
        const { maxPriority } = this.#settings;
        const priority = maxPriority === null ? 0 : Math.min(event.message.priority ?? 0, maxPriority);
        const place = { position: event.position, priority, group: null, visibleAtUs: null };
        return (item.seq = journal.write({ kind: 'queue.enqueued', cause: by, message, ...place }));
      }
      case 'refused':
        return journal.write({ kind: 'queue.refused', cause: by, message, why: 'The queue is full.' });
      case 'delivered':
        return this.#deliver(event);
      case 'acknowledged':
        return journal.write({ kind: 'queue.acknowledged', cause: by, message, position: position as number, from });
      case 'requeued': {
        const reason = why === '' ? 'It gives the message back.' : `Its connection is gone: ${why}.`;
        const back = { message, position: event.position, from, why: reason };
        return (item.seq = journal.write({ kind: 'queue.requeued', cause: by, ...back }));
      }
      case 'dead-lettered': {
        const { reason } = event;
        const death = { message, position, to: deadLetterTo, reason, why: deathWords[reason] };
        const seq = journal.write({ kind: 'queue.dead-lettered', cause: by, ...death });
        this.#ports.giveUp(deadLetterMessage(event.message), seq);
        return seq;
      }
      case 'discarded':
        if (event.reason === 'crash') {
          journal.lost(message, by);
          return by;
        }
        return journal.write({
          kind: 'queue.discarded',
          cause: by,
          message,
          position,
          reason: event.reason,
          why: deathWords[event.reason],
        });
    }
  }

  #deliver({ channel, tag, message: { body }, position, redelivered, returns }: Delivered): number {
    const { world, journal } = this.#ports;
    const { message, seq } = body;
    const [to = ''] = channel.split(' ');
    return world.network.ship({
      message: {
        ...message,
        headers: {
          ...message.headers,
          queue: journal.id,
          position,
          channel,
          tag,
          redelivered,
          deliveries: returns + 1,
        },
      },
      from: journal.id,
      to,
      passage: 'delivery',
      attempt: returns + 1,
      final: tag === 0,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause: seq,
    });
  }
}
