import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';
import type { Message } from '../../trace/message.ts';
import type { Hop } from '../network-port.ts';
import type { PollConsumer, ReceiveOptions, VerdictData } from '../queue-port.ts';
import type { Item } from './item.ts';
import type { Keeper, KeeperPorts } from './keeper.ts';
import type { SqsEvent } from './sqs-event.ts';
import { groupOf, readRedriven, readSqs, redrivenMessage } from './sqs-headers.ts';
import { deathWords } from './death-words.ts';
import { SqsQueue } from './sqs-queue.ts';

/** A consumer that got no answer to its receive asks again after this. */
const RECEIVE_TIMEOUT_US = 500_000;

/** A long poll that waits for a message. */
interface Poll {
  readonly consumer: PollConsumer;
  readonly options: ReceiveOptions;
}

type Received = Extract<SqsEvent<Item>, { readonly kind: 'received' }>;

const NOT_DELETED = {
  gone: 'The message is deleted already.',
  superseded: 'The message was received again since, so this receipt is out of date.',
  expired: 'Its visibility timeout is over, and in a FIFO queue the receipt with it.',
} as const;

/** Keeps messages by the rules of Amazon SQS: they survive a crash. */
export class SqsKeeper implements Keeper {
  readonly volatileCount = 0;
  readonly #ports: KeeperPorts;
  readonly #core: SqsQueue<Item>;
  /** By position, the messages in the queue: receipts speak of them. */
  readonly #items = new Map<number, Item>();
  readonly #consumers = new Map<string, PollConsumer>();
  /** Who asked first comes first. */
  #polls: Poll[] = [];
  #up = true;

  constructor(ports: KeeperPorts, settings: SqsSettings) {
    this.#ports = ports;
    this.#core = new SqsQueue(settings, (item) => this.#show(item));
  }

  get nextDueUs(): number | null {
    return this.#core.nextDueUs;
  }

  get #nowUs(): number {
    return this.#ports.world.clock.nowUs;
  }

  advance(): void {
    this.#tell(this.#core.advance(this.#nowUs), null);
    this.#serve();
  }

  takeIn(hop: Hop, cause: number): void {
    const { journal } = this.#ports;
    const item: Item = { message: hop.message, position: null, seq: cause };
    const redriven = readRedriven(item);
    const request = readSqs(item);
    if (typeof request === 'string') return this.#refuse(hop, request, cause);
    const events =
      redriven === null ? this.#core.send(request, this.#nowUs) : this.#core.sendRedriven(redriven, this.#nowUs);
    for (const event of events) {
      if (event.kind === 'invalid') return this.#refuse(hop, event.why, cause);
      const seq = this.#tellOne(event, cause, '');
      if (event.kind === 'sent') journal.confirm(hop, { position: event.sequence }, seq);
      if (event.kind === 'deduplicated') journal.confirm(hop, { position: event.original }, seq);
    }
    this.#serve();
  }

  settle(hop: Hop, cause: number): void {
    const { verdict, position, receipt = '' } = hop.message.data as unknown as VerdictData;
    const events =
      verdict === 'ack'
        ? this.#core.delete(receipt, this.#nowUs)
        : this.#core.changeVisibility(receipt, 0, this.#nowUs);
    for (const event of events) {
      if (event.kind !== 'invalid' && event.kind !== 'not-deleted') this.#tellOne(event, cause, hop.from);
      else {
        const why = event.kind === 'invalid' ? event.why : NOT_DELETED[event.why];
        const { message } = this.#items.get(position) ?? hop;
        this.#ports.journal.write({ kind: 'queue.ack-ignored', cause, message, from: hop.from, why });
      }
    }
    this.#serve();
  }

  undelivered(hop: Hop): void {
    const receipt = hop.message.headers?.['receipt'] as string;
    this.#ports.world.clock.after(RECEIVE_TIMEOUT_US, () => this.#consumers.get(hop.to)?.missed(receipt));
  }

  consume(): void {}

  poll(consumer: PollConsumer, options: ReceiveOptions): void {
    this.#consumers.set(consumer.id, consumer);
    this.#polls = [...this.#polls, { consumer, options }];
    this.#serve();
  }

  leave(consumer: string): void {
    this.#polls = this.#polls.filter((poll) => poll.consumer.id !== consumer);
  }

  get visible(): readonly Message[] {
    return [...this.#core.messages()].flatMap(({ wake, body }) => (wake === null ? [body.message] : []));
  }

  takeVisible(): readonly Item[] {
    return this.#core.moveAll(this.#nowUs).flatMap((event) => {
      if (event.kind !== 'redriven') {
        this.#tellOne(event, null, '');
        return [];
      }
      this.#items.delete(event.sequence);
      return [event.message.body];
    });
  }

  crash(): void {
    this.#up = false;
  }

  resume(): void {
    this.#up = true;
    this.advance();
  }

  /** Answers the polls that wait, as far as there are messages for them. */
  #serve(): void {
    if (!this.#up) return;
    for (const poll of this.#polls) {
      // Whoever was served may have asked again, and have been served again, meanwhile.
      if (!this.#polls.includes(poll)) continue;
      const { most, visibilityTimeoutUs } = poll.options;
      const events = this.#core.receive(
        { most, ...(visibilityTimeoutUs !== null && { visibilityTimeoutUs }) },
        this.#nowUs,
      );
      const receipts = events.flatMap((event) => (event.kind === 'received' ? [event.receipt] : []));
      if (receipts.length > 0) this.#polls = this.#polls.filter((other) => other !== poll);
      for (const event of events) this.#tellOne(event, null, poll.consumer.id);
      // With no visibility timeout they stay in sight.
      for (const event of events)
        if (event.kind === 'received' && event.visibleAtUs <= this.#nowUs) this.#show(event.body);
      if (receipts.length > 0) poll.consumer.served(receipts);
    }
  }

  #tell(events: readonly SqsEvent<Item>[], cause: number | null): void {
    for (const event of events) this.#tellOne(event, cause, '');
  }

  /** Writes down what happened at, or with, the consumer `who`; `cause` null: the queue did it by itself. Returns the seq. */
  #tellOne(event: SqsEvent<Item>, cause: number | null, who: string): number {
    const { journal, deadLetterTo } = this.#ports;
    switch (event.kind) {
      case 'sent': {
        const { body, sequence: position, visibleAtUs } = event;
        body.position = position;
        this.#items.set(position, body);
        return (body.seq = journal.write({
          kind: 'queue.enqueued',
          cause: cause ?? body.seq,
          message: body.message,
          position,
          priority: 0,
          group: groupOf(body),
          visibleAtUs: visibleAtUs > this.#nowUs ? visibleAtUs : null,
        }));
      }
      case 'deduplicated': {
        const { body, original } = event;
        const fact = { message: body.message, original };
        return journal.write({ kind: 'queue.deduplicated', cause: cause ?? body.seq, ...fact });
      }
      case 'received':
        return this.#deliver(event, who);
      case 'redriven': {
        const { body } = event.message;
        this.#items.delete(event.sequence);
        const seq = journal.write({
          kind: 'queue.dead-lettered',
          cause: cause ?? body.seq,
          message: body.message,
          position: event.sequence,
          to: deadLetterTo,
          reason: 'delivery_limit',
          why: `It was received ${event.message.receiveCount} times and never deleted.`,
        });
        this.#ports.giveUp(redrivenMessage(event.message, journal.id), seq);
        return seq;
      }
      case 'deleted': {
        const { body, sequence: position } = event;
        this.#items.delete(position);
        const fact = { message: body.message, position, from: who };
        return journal.write({ kind: 'queue.acknowledged', cause: cause ?? body.seq, ...fact });
      }
      case 'visibility-changed': {
        const item = this.#items.get(event.sequence) as Item;
        const fact = { message: item.message, position: event.sequence, from: who, why: 'It gives the message back.' };
        return (item.seq = journal.write({ kind: 'queue.requeued', cause: cause ?? item.seq, ...fact }));
      }
      case 'expired': {
        const { body, sequence: position } = event;
        this.#items.delete(position);
        const fact = { message: body.message, position, reason: 'expired', why: deathWords.expired } as const;
        return journal.write({ kind: 'queue.discarded', cause: body.seq, ...fact });
      }
      case 'invalid':
      case 'not-deleted':
        return cause ?? 0;
    }
  }

  #show(item: Item): void {
    const { message, position } = item;
    item.seq = this.#ports.journal.write({
      kind: 'queue.visible',
      cause: item.seq,
      message,
      position: position as number,
    });
  }

  #deliver({ body, sequence: position, receipt, receiveCount, visibleAtUs }: Received, to: string): number {
    const { world, journal } = this.#ports;
    const { message, seq } = body;
    const delivery = {
      queue: journal.id,
      position,
      receipt,
      deliveries: receiveCount,
      redelivered: receiveCount > 1,
      visibleAtUs,
    };
    body.seq = world.network.ship({
      message: { ...message, headers: { ...message.headers, ...delivery } },
      from: journal.id,
      to,
      passage: 'delivery',
      attempt: receiveCount,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause: seq,
    });
    return body.seq;
  }

  #refuse(hop: Hop, why: string, cause: number): void {
    const { journal } = this.#ports;
    const seq = journal.write({ kind: 'queue.refused', cause, message: hop.message, why });
    journal.refuse(hop, 'rejected', why, seq);
  }
}
