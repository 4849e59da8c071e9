import type { TimeUs } from '../../kernel/time.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { AmqpEvent } from './amqp-event.ts';
import type { AmqpMessage, DeathReason } from './amqp-message.ts';
import type { AmqpSettings } from './amqp-settings.ts';
import { Channel } from './channel.ts';
import type { ConsumerSettings } from './channel.ts';
import { deadLetter, goesInCircles } from './death.ts';
import { ReadyList } from './ready-list.ts';
import { beforeInQueue } from './ready-message.ts';
import type { ReadyMessage } from './ready-message.ts';
import { Rotation } from './rotation.ts';

/**
 * A queue under RabbitMQ's rules: see spec.md. Every operation takes the instant at which it happens, which never
 * falls, and returns what it brought about.
 */
export class AmqpQueue<B> {
  readonly name: string;
  readonly #settings: AmqpSettings;
  readonly #ready = new ReadyList<ReadyMessage<B>>(beforeInQueue);
  readonly #channels = new Map<string, Channel<B>>();
  readonly #rotation = new Rotation<B>();
  #nextPosition = 0;
  #events: AmqpEvent<B>[] = [];

  constructor(name: string, settings: AmqpSettings) {
    this.name = name;
    this.#settings = settings;
  }

  get readyCount(): number {
    return this.#ready.length;
  }

  get unackedCount(): number {
    let count = 0;
    for (const channel of this.#channels.values()) count += channel.heldCount;
    return count;
  }

  /** Ready messages, the next one first. */
  *ready(): Generator<AmqpMessage<B>> {
    for (const { message } of this.#ready) yield message;
  }

  /** When the queue has something to do by itself, next; null: never as it stands. */
  get nextDueUs(): TimeUs | null {
    return this.#ready.first?.expiresAtUs ?? null;
  }

  /** Gives up what has expired by now. */
  advance(nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {});
  }

  publish(message: AmqpMessage<B>, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => this.#takeIn(message, nowUs));
  }

  /** A dead letter of this or another queue arrives through the dead-letter exchange. */
  publishDeadLetter(message: AmqpMessage<B>, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {
      if (goesInCircles(message, this.name)) this.#events.push({ kind: 'discarded', message, reason: 'cycle' });
      else this.#takeIn(message, nowUs);
    });
  }

  /** Pushes messages to this channel from now on; a channel has one consumer at most. */
  consume(id: string, consumer: ConsumerSettings, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {
      const channel = this.#channel(id);
      invariant(channel.consumer === null, () => `${id} consumes already`);
      channel.consumer = consumer;
      this.#rotation.add(channel);
      this.#dispatch(nowUs);
    });
  }

  /** Fetches one message, if there is any. */
  get(id: string, autoAck: boolean, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {
      if (this.#ready.length > 0) this.#deliver(this.#channel(id), autoAck, false, nowUs);
    });
  }

  ack(id: string, tag: number, multiple: boolean, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {
      for (const { message } of this.#settle(id, tag, multiple, nowUs))
        this.#events.push({ kind: 'acknowledged', channel: id, message });
      this.#dispatch(nowUs);
    });
  }

  nack(id: string, tag: number, multiple: boolean, requeue: boolean, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {
      const settled = this.#settle(id, tag, multiple, nowUs);
      if (requeue) this.#requeue(settled, nowUs);
      else for (const { message } of settled) this.#giveUp(message, 'rejected', nowUs);
      this.#dispatch(nowUs);
    });
  }

  /** The channel is gone, with its connection or without; what it held goes back. */
  close(id: string, nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => this.#close(id, nowUs));
  }

  /** The broker goes down: no channel survives it. Nothing is delivered before a consumer comes back. */
  crash(nowUs: TimeUs): readonly AmqpEvent<B>[] {
    return this.#after(nowUs, () => {
      const held = [...this.#channels.values()].flatMap((channel) => channel.settle(0, true));
      for (const channel of this.#channels.values()) this.#rotation.remove(channel);
      this.#channels.clear();
      if (this.#settings.durable) {
        this.#requeue(held, nowUs);
        return;
      }
      for (const { message } of [...held, ...this.#ready].toSorted(beforeInQueue))
        this.#events.push({ kind: 'discarded', message, reason: 'crash' });
      this.#ready.clear();
    });
  }

  #after(nowUs: TimeUs, change: () => void): readonly AmqpEvent<B>[] {
    this.#events = [];
    this.#expire(nowUs);
    change();
    return this.#events;
  }

  #channel(id: string): Channel<B> {
    let channel = this.#channels.get(id);
    if (channel === undefined) this.#channels.set(id, (channel = new Channel(id)));
    return channel;
  }

  #takeIn(message: AmqpMessage<B>, nowUs: TimeUs): void {
    const { maxLength, overflow, maxPriority } = this.#settings;
    if (overflow !== 'drop-head' && maxLength !== null && this.#ready.length >= maxLength) {
      if (overflow === 'reject-publish-dlx') this.#giveUp(message, 'maxlen', nowUs);
      this.#events.push({ kind: 'refused', message });
      return;
    }
    const lives = [message.ttlUs, this.#settings.ttlUs].filter((ttlUs) => ttlUs !== null);
    const position = this.#nextPosition++;
    this.#ready.add({
      message,
      position,
      priority: maxPriority === null ? 0 : Math.min(message.priority ?? 0, maxPriority),
      expiresAtUs: lives.length === 0 ? null : nowUs + Math.min(...lives),
      returns: 0,
    });
    this.#events.push({ kind: 'enqueued', message, position });
    // A consumer with room gets it even where it may not wait at all (a time to live or a length of 0).
    this.#dispatch(nowUs);
    this.#shorten(nowUs);
    this.#expire(nowUs);
  }

  #settle(id: string, tag: number, multiple: boolean, nowUs: TimeUs): readonly ReadyMessage<B>[] {
    const channel = this.#channels.get(id);
    if (channel === undefined || !channel.knows(tag, multiple)) {
      this.#events.push({ kind: 'channel-closed', channel: id, why: 'unknown delivery tag' });
      this.#close(id, nowUs);
      return [];
    }
    const settled = channel.settle(tag, multiple);
    this.#rotation.unblock(channel);
    return settled;
  }

  #close(id: string, nowUs: TimeUs): void {
    const channel = this.#channels.get(id);
    if (channel === undefined) return;
    this.#channels.delete(id);
    this.#rotation.remove(channel);
    this.#requeue(channel.settle(0, true), nowUs);
    this.#dispatch(nowUs);
  }

  #requeue(returned: readonly ReadyMessage<B>[], nowUs: TimeUs): void {
    const { deliveryLimit } = this.#settings;
    for (const one of returned) {
      one.returns++;
      if (deliveryLimit !== null && one.returns > deliveryLimit) {
        this.#giveUp(one.message, 'delivery_limit', nowUs);
        continue;
      }
      this.#ready.add(one);
      this.#events.push({ kind: 'requeued', message: one.message, position: one.position });
    }
    this.#shorten(nowUs);
    this.#expire(nowUs);
  }

  #dispatch(nowUs: TimeUs): void {
    while (this.#ready.length > 0) {
      const channel = this.#rotation.next();
      if (channel === null) return;
      this.#deliver(channel, channel.consumer?.autoAck === true, true, nowUs);
    }
  }

  #deliver(channel: Channel<B>, autoAck: boolean, pushed: boolean, nowUs: TimeUs): void {
    const next = this.#ready.shift()!;
    const { message, position, returns } = next;
    const tag = channel.nextTag();
    if (!autoAck) channel.hold(tag, next, pushed);
    const redelivered = returns > 0;
    this.#events.push({
      kind: 'delivered',
      channel: channel.id,
      tag: autoAck ? 0 : tag,
      message,
      position,
      redelivered,
      returns,
    });
    this.#expire(nowUs);
  }

  #shorten(nowUs: TimeUs): void {
    const most = this.#settings.maxLength ?? Number.POSITIVE_INFINITY;
    while (this.#ready.length > most) this.#giveUp(this.#ready.shift()!.message, 'maxlen', nowUs);
  }

  #expire(nowUs: TimeUs): void {
    for (let dueUs = this.nextDueUs; dueUs !== null && dueUs <= nowUs; dueUs = this.nextDueUs)
      this.#giveUp(this.#ready.shift()!.message, 'expired', nowUs);
  }

  #giveUp(message: AmqpMessage<B>, reason: DeathReason, nowUs: TimeUs): void {
    const { deadLetter: to } = this.#settings;
    this.#events.push(
      to === null
        ? { kind: 'discarded', message, reason }
        : { kind: 'dead-lettered', message: deadLetter(message, this.name, reason, to, nowUs), reason },
    );
  }
}
