import type { PersistentConsumption } from '../../scenario/kinds/event-store-spec.ts';
import type { Data } from '../../trace/message.ts';
import type { GroupConsumer, SettleData } from '../event-store-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { ConsumerPorts } from './consumer.ts';
import { openEvent } from './open-event.ts';
import type { Subscriber } from './subscriber.ts';
import { SubscriptionLife } from './subscription-life.ts';

/** A service's part in a persistent subscription: the store deals the events out, the service answers each. */
export class GroupSubscriber implements Subscriber, GroupConsumer {
  readonly id: string;
  readonly group: string;
  readonly spec: PersistentConsumption;
  /** What came waits in the inbox of the service. */
  readonly waiting = 0;
  readonly held = 0;
  readonly #world: World;
  readonly #ports: ConsumerPorts;
  readonly #life: SubscriptionLife;
  /** Deliveries in hand, by the hop that the service knows: the seq with which each set out. */
  readonly #inHand = new Map<Hop, number>();
  #since = 0;

  constructor(world: World, owner: string, spec: PersistentConsumption, ports: ConsumerPorts) {
    this.id = owner;
    this.group = spec.group;
    this.spec = spec;
    this.#world = world;
    this.#ports = ports;
    this.#life = new SubscriptionLife(world, owner, `${spec.group} to ${spec.from}`);
  }

  enter(cause: number): void {
    this.#life.send('enter', cause);
    this.#since = this.#world.trace.next;
    this.#world.port('eventStore', this.spec.from).join(this, this.spec, cause);
  }

  crash(cause: number): void {
    this.#inHand.clear();
    this.#life.send('leave', cause);
    this.#world.port('eventStore', this.spec.from).part(this, cause);
  }

  connected(cause: number): void {
    this.#life.send('caughtUp', cause);
  }

  takes(hop: Hop): boolean {
    return this.spec.from === hop.record?.log && this.group === hop.record.group;
  }

  received(hop: Hop, cause: number): void {
    if (hop.sentSeq < this.#since) {
      this.#ports.drop(hop, 'nobody-waits', cause);
      return;
    }
    if (hop.duplicate) {
      const { trace, clock } = this.#world;
      const key = `place ${hop.record?.offset ?? ''}`;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause } as const;
      trace.append({ ...base, kind: 'message.deduplicated', message: hop.message, key });
      return;
    }
    const opened = openEvent(this.#world, this.id, this.spec.from, hop, cause);
    this.#inHand.set(opened.hop, hop.sentSeq);
    this.#ports.accept(opened.hop, opened.cause, false);
  }

  handled(hop: Hop, cause: number): void {
    this.#answer(hop, 'done', cause);
  }

  failed(hop: Hop, _why: string, cause: number): void {
    this.#answer(hop, 'retry', cause);
  }

  /** An answer that got lost: the store delivers the event again when it waits for it no longer. */
  undelivered(): void {}

  #answer(hop: Hop, action: SettleData['action'], cause: number): void {
    const delivery = this.#inHand.get(hop);
    if (delivery === undefined) return;
    this.#inHand.delete(hop);
    const data: SettleData = { group: this.group, delivery, action };
    const kind = action === 'done' ? 'reply' : 'error';
    this.#world.network.ship({
      message: this.#world.messages.answer(hop.message, this.id, kind, data as unknown as Data),
      from: this.id,
      to: this.spec.from,
      passage: 'ack',
      attempt: 1,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
