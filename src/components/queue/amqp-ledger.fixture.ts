import type { AmqpEvent } from './amqp-event.ts';
import type { AmqpQueue } from './amqp-queue.ts';
import type { AmqpSettings } from './amqp-settings.ts';

interface Account {
  readonly body: string;
  readonly order: readonly [priority: number, arrival: number];
  readonly diesAtUs: number;
  /** `ready`, `gone`, or the channel that holds it. */
  where: string;
  tag: number;
  returns: number;
}

function isHeld({ where }: Account): boolean {
  return where !== 'ready' && where !== 'gone';
}

/** Much faster than `expect`, which is asked millions of times here. */
function must(condition: boolean, rule: string): void {
  if (!condition) throw new Error(`broken: ${rule}`);
}

/**
 * Keeps a queue's books beside it, from its events alone, and objects to any that the rules don't allow. It sorts and
 * filters one plain array, where the queue keeps its lists in order.
 */
export class AmqpLedger {
  readonly #settings: AmqpSettings;
  readonly #accounts: Account[] = [];
  readonly #prefetch = new Map<string, number>();

  constructor(settings: AmqpSettings) {
    this.#settings = settings;
  }

  consumes(channel: string, prefetch: number): void {
    this.#prefetch.set(channel, prefetch);
  }

  closed(channel: string): void {
    this.#prefetch.delete(channel);
  }

  held(channel: string): readonly number[] {
    return this.#accounts.filter(({ where }) => where === channel).map(({ tag }) => tag);
  }

  /** Ready messages in the order in which the rules hand them out. */
  get ready(): readonly Account[] {
    return this.#accounts
      .filter(({ where }) => where === 'ready')
      .toSorted((a, b) => b.order[0] - a.order[0] || a.order[1] - b.order[1]);
  }

  book(event: AmqpEvent<string>, nowUs: number): void {
    if (event.kind === 'refused') return this.#bookRefused();
    if (event.kind === 'channel-closed') return this.closed(event.channel);
    if (event.kind === 'enqueued') return this.#bookNew(event, nowUs);
    const account = this.#accounts.find(({ body }) => body === event.message.body)!;
    switch (event.kind) {
      case 'delivered':
        must(account === this.ready[0], 'the first in line is delivered');
        must(event.returns === account.returns, 'returns are counted');
        must(event.redelivered === account.returns > 0, 'what came back is marked as redelivered');
        account.where = event.tag === 0 ? 'gone' : event.channel;
        account.tag = event.tag;
        return;
      case 'acknowledged':
        must(account.where === event.channel, 'who holds a message acknowledges it');
        account.where = 'gone';
        return;
      case 'requeued':
        must(isHeld(account), 'what is requeued was held');
        account.where = 'ready';
        account.returns++;
        return;
      default:
        this.#bookEnd(account, event.reason, nowUs);
    }
  }

  /** What must hold whenever the queue has nothing left to do. */
  audit(queue: AmqpQueue<string>, nowUs: number): void {
    const { ready } = this;
    const bodies = [...queue.ready()].map(({ body }) => body);
    must(bodies.join() === ready.map(({ body }) => body).join(), 'ready messages are in order');
    must(queue.readyCount === ready.length, 'ready messages are counted');
    must(queue.unackedCount === this.#accounts.filter(isHeld).length, 'held messages are counted');
    must((ready[0]?.diesAtUs ?? Infinity) > nowUs, 'no message at the head is past its time');
    must(ready.length <= (this.#settings.maxLength ?? Infinity), 'the queue is no longer than it may be');
    for (const [channel, prefetch] of this.#prefetch) {
      const inHand = this.held(channel).length;
      must(inHand <= prefetch, 'no consumer holds more than its prefetch');
      must(ready.length === 0 || inHand === prefetch, 'nothing waits while a consumer has room');
    }
  }

  #bookRefused(): void {
    must(this.#settings.overflow === 'reject-publish', 'only such a queue turns away');
    must(this.ready.length === this.#settings.maxLength, 'only a full queue turns away');
  }

  #bookNew({ message, position }: Extract<AmqpEvent<string>, { kind: 'enqueued' }>, nowUs: number): void {
    const { maxPriority, ttlUs } = this.#settings;
    const priority = maxPriority === null ? 0 : Math.min(maxPriority, message.priority ?? 0);
    const diesAtUs = nowUs + Math.min(message.ttlUs ?? Infinity, ttlUs ?? Infinity);
    const { body } = message;
    this.#accounts.push({ body, order: [priority, position], diesAtUs, where: 'ready', tag: 0, returns: 0 });
  }

  #bookEnd(account: Account, reason: string, nowUs: number): void {
    const { maxLength, deliveryLimit } = this.#settings;
    if (reason === 'expired' || reason === 'maxlen') must(account === this.ready[0], 'the head goes');
    else must(reason === 'crash' || isHeld(account), 'a consumer gives up what it held');
    must(reason !== 'expired' || account.diesAtUs <= nowUs, 'none expires before its time');
    must(reason !== 'maxlen' || this.ready.length > (maxLength ?? Infinity), 'none is dropped without need');
    must(reason !== 'delivery_limit' || account.returns === deliveryLimit, 'none is given up before the limit');
    account.where = 'gone';
  }
}
