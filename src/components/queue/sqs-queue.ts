import { TimerHeap } from '../../kernel/heap.ts';
import type { TimeUs } from '../../kernel/time.ts';
import { Deduplication } from './deduplication.ts';
import { FifoOrder } from './fifo-order.ts';
import type { ReceiveOrder } from './receive-order.ts';
import type { RedrivenMessage, SqsEvent } from './sqs-event.ts';
import { receiptOf, sequenceOf } from './sqs-message.ts';
import type { SqsMessage, SqsSend } from './sqs-message.ts';
import { inspectReceive, inspectSend } from './sqs-requests.ts';
import type { SqsReceive } from './sqs-requests.ts';
import { SQS_LIMITS } from './sqs-settings.ts';
import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';
import { StandardOrder } from './standard-order.ts';

/**
 * A queue under Amazon SQS's rules: see spec.md. Every operation takes the instant at which it happens, which never
 * falls, and returns what it brought about.
 */
export class SqsQueue<B> {
  readonly #settings: SqsSettings;
  readonly #onShow: (body: B) => void;
  readonly #order: ReceiveOrder<B>;
  readonly #messages = new Map<number, SqsMessage<B>>();
  readonly #deduplication = new Deduplication();
  readonly #timers = new TimerHeap();
  #hidden = 0;
  #nextSequence = 0;
  #events: SqsEvent<B>[] = [];

  /** `onShow` hears of each message that comes into sight by itself. */
  constructor(settings: SqsSettings, onShow: (body: B) => void = () => {}) {
    this.#settings = settings;
    this.#onShow = onShow;
    this.#order = settings.fifo ? new FifoOrder() : new StandardOrder();
  }

  /** Messages in the queue: in sight, in flight and delayed. */
  get size(): number {
    return this.#messages.size;
  }

  /** Messages in flight or delayed. */
  get hiddenCount(): number {
    return this.#hidden;
  }

  /** When a message comes into sight or its retention ends, next; null: never as it stands. */
  get nextDueUs(): TimeUs | null {
    return this.#timers.minDueUs ?? null;
  }

  /** All messages, oldest first. */
  *messages(): Generator<Readonly<SqsMessage<B>>> {
    yield* this.#messages.values();
  }

  /** Lets time pass: messages come into sight, and those past their retention are gone. */
  advance(nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.#events = [];
    for (let dueUs = this.#timers.minDueUs; dueUs !== undefined && dueUs <= nowUs; dueUs = this.#timers.minDueUs)
      this.#timers.runMin();
    return this.#events;
  }

  send(request: SqsSend<B>, nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.advance(nowUs);
    const why = inspectSend(request, this.#settings);
    if (why !== null) return this.#invalid(why);
    const { body, group = null } = request;
    const id = this.#deduplicationId(request);
    const original = id === null ? null : this.#deduplication.original(id, nowUs);
    if (id !== null && original !== null) {
      this.#events.push({ kind: 'deduplicated', body, id, original });
      return this.#events;
    }
    // A FIFO queue ignores a message's own delay of 0.
    const delayUs = (this.#settings.fifo ? null : request.delayUs) ?? this.#settings.delayUs;
    const message = this.#add(body, group, nowUs, delayUs, nowUs);
    if (id !== null) this.#deduplication.remember(id, message.sequence, nowUs);
    return this.#events;
  }

  /**
   * Another queue gives a message up to this one, its dead-letter queue; receives are counted from 0 again. In a
   * standard queue it keeps its age.
   */
  sendRedriven({ body, group, sentUs }: RedrivenMessage<B>, nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.advance(nowUs);
    const { fifo } = this.#settings;
    if (fifo && group === null) return this.#invalid('A FIFO queue cannot be the dead-letter queue of a standard one.');
    this.#add(body, group, fifo ? nowUs : sentUs, 0, nowUs);
    const events = this.#events;
    return [...events, ...this.advance(nowUs)];
  }

  receive(request: SqsReceive, nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.advance(nowUs);
    const why = inspectReceive(request);
    if (why !== null) return this.#invalid(why);
    const { maxReceiveCount, visibilityTimeoutUs } = this.#settings;
    const isSpent = ({ receiveCount }: SqsMessage<B>): boolean =>
      maxReceiveCount !== null && receiveCount >= maxReceiveCount;
    const most = request.most ?? SQS_LIMITS.messagesPerReceive.fallback;
    const { messages, spent } = this.#order.take(most, nowUs, isSpent);
    for (const message of spent) this.#moveAway(message);
    const visibleAtUs = nowUs + (request.visibilityTimeoutUs ?? visibilityTimeoutUs);
    for (const message of messages) {
      message.receiveCount++;
      message.receivedUs = nowUs;
      this.#hideUntil(message, visibleAtUs, nowUs);
      if (message.wake === null) this.#order.show(message);
      const { body, sequence, group, receiveCount } = message;
      const receipt = receiptOf(message);
      this.#events.push({ kind: 'received', body, sequence, group, receipt, receiveCount, visibleAtUs });
    }
    return this.#events;
  }

  /** Gives up every message in sight, to be redriven from a dead-letter queue to its source. */
  moveAll(nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.advance(nowUs);
    for (const message of this.#order.take(1, nowUs, () => true).spent) this.#moveAway(message);
    return this.#events;
  }

  delete(receipt: string, nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.advance(nowUs);
    const sequence = sequenceOf(receipt);
    if (sequence === null) return this.#invalid('No queue gave out this receipt handle.');
    const message = this.#messages.get(sequence);
    if (message === undefined) return this.#notDeleted(receipt, 'gone');
    if (receiptOf(message) !== receipt) return this.#notDeleted(receipt, 'superseded');
    if (this.#settings.fifo && message.wake === null) return this.#notDeleted(receipt, 'expired');
    this.#order.remove(message);
    this.#drop(message);
    this.#events.push({ kind: 'deleted', body: message.body, sequence });
    return this.#events;
  }

  /** Hides a message in flight for so long from now on; 0 puts it in sight at once. */
  changeVisibility(receipt: string, timeoutUs: TimeUs, nowUs: TimeUs): readonly SqsEvent<B>[] {
    this.advance(nowUs);
    const sequence = sequenceOf(receipt);
    const message = sequence === null ? undefined : this.#messages.get(sequence);
    if (message === undefined) return this.#invalid('No message of this queue has this receipt handle.');
    // A standard queue takes an older receipt of a message that is in flight, too.
    const current = !this.#settings.fifo || receiptOf(message) === receipt;
    if (message.wake === null || message.receivedUs === null || !current)
      return this.#invalid('The message is not in flight.');
    const { most } = SQS_LIMITS.visibilityTimeoutUs;
    if (timeoutUs < 0 || nowUs + timeoutUs - message.receivedUs > most)
      return this.#invalid('A message may be in flight for 12 hours at most.');
    this.#hideUntil(message, nowUs + timeoutUs, nowUs);
    if (message.wake === null) this.#order.show(message);
    this.#events.push({ kind: 'visibility-changed', sequence: message.sequence, visibleAtUs: nowUs + timeoutUs });
    return this.#events;
  }

  #invalid(why: string): readonly SqsEvent<B>[] {
    this.#events.push({ kind: 'invalid', why });
    return this.#events;
  }

  #notDeleted(receipt: string, why: 'gone' | 'superseded' | 'expired'): readonly SqsEvent<B>[] {
    this.#events.push({ kind: 'not-deleted', receipt, why });
    return this.#events;
  }

  #deduplicationId({ deduplicationId, content, group }: SqsSend<B>): string | null {
    const { fifo, deduplicationScope } = this.#settings;
    if (!fifo) return null;
    const id = JSON.stringify([deduplicationId ?? null, typeof deduplicationId === 'string' ? null : content]);
    return deduplicationScope === 'messageGroup' ? JSON.stringify([group, id]) : id;
  }

  #add(body: B, group: string | null, sentUs: TimeUs, delayUs: TimeUs, nowUs: TimeUs): SqsMessage<B> {
    const visibleAtUs = nowUs + delayUs;
    const sequence = this.#nextSequence++;
    const message: SqsMessage<B> = {
      body,
      sequence,
      group,
      sentUs,
      visibleAtUs,
      receiveCount: 0,
      receivedUs: null,
      wake: null,
      retire: null,
    };
    this.#messages.set(sequence, message);
    message.retire = this.#timers.push(sentUs + this.#settings.retentionUs, this.#retire, message, undefined);
    if (delayUs > 0) {
      this.#hidden++;
      message.wake = this.#timers.push(visibleAtUs, this.#show, message, undefined);
    }
    this.#order.add(message);
    this.#events.push({ kind: 'sent', body, sequence, visibleAtUs });
    return message;
  }

  /** A message that was taken out of sight, or is out of it, is so until then. */
  #hideUntil(message: SqsMessage<B>, visibleAtUs: TimeUs, nowUs: TimeUs): void {
    this.#wakeNever(message);
    message.visibleAtUs = visibleAtUs;
    if (visibleAtUs > nowUs) {
      this.#hidden++;
      message.wake = this.#timers.push(visibleAtUs, this.#show, message, undefined);
    }
  }

  #wakeNever(message: SqsMessage<B>): void {
    if (message.wake === null) return;
    this.#timers.cancel(message.wake);
    message.wake = null;
    this.#hidden--;
  }

  #moveAway(message: SqsMessage<B>): void {
    this.#drop(message);
    const { body, group, sentUs, receiveCount, sequence } = message;
    this.#events.push({ kind: 'redriven', message: { body, group, sentUs, receiveCount }, sequence });
  }

  /** Forgets a message that its order has given up. */
  #drop(message: SqsMessage<B>): void {
    this.#wakeNever(message);
    if (message.retire !== null) this.#timers.cancel(message.retire);
    this.#messages.delete(message.sequence);
  }

  readonly #show = (one: unknown): void => {
    const message = one as SqsMessage<B>;
    message.wake = null;
    this.#hidden--;
    this.#order.show(message);
    this.#onShow(message.body);
  };

  readonly #retire = (one: unknown): void => {
    const message = one as SqsMessage<B>;
    message.retire = null;
    this.#order.remove(message);
    this.#drop(message);
    this.#events.push({ kind: 'expired', body: message.body, sequence: message.sequence });
  };
}
