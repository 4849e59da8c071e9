import type { TimerId } from '../../kernel/heap.ts';
import { dropWords } from '../drop-words.ts';
import type { GroupConsumer, GroupSettings, SettleData } from '../event-store-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { sourceOf } from './event-feed.ts';
import type { EventStoreCore } from './event-store-core.ts';
import { PersistentSubscription, type Turn } from './persistent-subscription.ts';
import type { StoredMessages } from './stored-messages.ts';

interface Member {
  readonly consumer: GroupConsumer;
  readonly room: number;
  readonly cause: number;
  connected: boolean;
}

interface Group {
  readonly name: string;
  readonly subscription: PersistentSubscription;
  readonly members: Map<string, Member>;
  /** By the seq with which a delivery set out: its number in the subscription, its place. */
  readonly deliveries: Map<number, { readonly id: number; readonly place: number }>;
  readonly placeOf: (event: Turn['parked'][number]['event']) => number;
  timer: TimerId | null;
}

/** The groups of competing consumers that a store keeps. */
export class ConsumerGroups {
  readonly #world: World;
  readonly #id: string;
  readonly #core: EventStoreCore;
  readonly #messages: StoredMessages;
  readonly #isUp: () => boolean;
  readonly #groups = new Map<string, Group>();

  constructor(world: World, id: string, core: EventStoreCore, messages: StoredMessages, isUp: () => boolean) {
    this.#world = world;
    this.#id = id;
    this.#core = core;
    this.#messages = messages;
    this.#isUp = isUp;
  }

  /** The first to join makes the group, with its settings. */
  join(consumer: GroupConsumer, settings: GroupSettings, cause: number): void {
    const group = this.#groups.get(consumer.group) ?? this.#make(consumer.group, settings);
    const member = { consumer, room: settings.room, cause, connected: false };
    group.members.set(consumer.id, member);
    if (this.#isUp()) this.#connect(group, member);
  }

  part(consumer: GroupConsumer, cause: number): void {
    const group = this.#groups.get(consumer.group);
    const member = group?.members.get(consumer.id);
    if (group === undefined || member === undefined) return;
    group.members.delete(consumer.id);
    if (member.connected) this.#carryOut(group, group.subscription.disconnect(consumer.id, this.#nowUs), cause);
  }

  /** A consumer's answer to a delivery has come. */
  settle(hop: Hop, cause: number): void {
    const { group: name, delivery, action } = hop.message.data as unknown as SettleData;
    const group = this.#groups.get(name);
    const known = group?.deliveries.get(delivery);
    group?.deliveries.delete(delivery);
    const awaited = known !== undefined && group?.subscription.inFlight.some(({ id }) => id === known.id) === true;
    if (group === undefined || known === undefined || !awaited) return this.#tooLate(hop, cause);
    const { subscription } = group;
    const turn =
      action === 'done' ? subscription.ack(known.id, this.#nowUs) : subscription.nack(known.id, action, this.#nowUs);
    const { trace } = this.#world;
    const seq = trace.append({
      seq: trace.next,
      tUs: this.#nowUs,
      at: this.#id,
      cause,
      kind: 'delivery.settled',
      group: name,
      component: hop.from,
      place: known.place,
      outcome: action,
      settled: subscription.settled,
      message: hop.message,
    });
    this.#carryOut(group, turn, seq);
  }

  /** Delivers what was written meanwhile. */
  serveAll(cause: number): void {
    for (const group of this.#groups.values()) this.#carryOut(group, group.subscription.turn(this.#nowUs), cause);
  }

  /** The store is down: nothing times out, and nobody is connected. */
  stop(): void {
    for (const group of this.#groups.values()) {
      if (group.timer !== null) this.#world.clock.cancel(group.timer);
      group.timer = null;
      group.deliveries.clear();
      for (const member of group.members.values()) member.connected = false;
    }
  }

  /** The store is up again: it goes on behind its checkpoints, and its consumers connect again. */
  resume(cause: number): void {
    for (const group of this.#groups.values()) {
      group.subscription.restart(this.#nowUs);
      for (const member of group.members.values()) this.#connect(group, { ...member, cause });
    }
  }

  /** The delivery timed out before, or the store was down meanwhile: the answer changes nothing. */
  #tooLate(hop: Hop, cause: number): void {
    const { trace } = this.#world;
    trace.append({
      seq: trace.next,
      tUs: this.#nowUs,
      at: this.#id,
      cause,
      kind: 'message.dropped',
      hop: null,
      message: hop.message,
      from: hop.from,
      to: this.#id,
      reason: 'nobody-waits',
      why: dropWords['nobody-waits'],
      mayComeAgain: false,
    });
  }

  get #nowUs(): number {
    return this.#world.clock.nowUs;
  }

  #make(name: string, settings: GroupSettings): Group {
    const { after, strategy, maxRetries, timeoutUs } = settings;
    const source = sourceOf(this.#core, settings.stream);
    const subscription = new PersistentSubscription(
      source,
      {
        startFrom: typeof after === 'number' ? after + 1 : after,
        messageTimeoutUs: timeoutUs,
        maxRetryCount: maxRetries,
        strategy,
      },
      this.#nowUs,
    );
    const group: Group = {
      name,
      subscription,
      members: new Map(),
      deliveries: new Map(),
      placeOf: (event) => source.placeOf(event),
      timer: null,
    };
    this.#groups.set(name, group);
    return group;
  }

  #connect(group: Group, { consumer, room, cause }: Member): void {
    const turn = group.subscription.connect(consumer.id, room, this.#nowUs);
    if (typeof turn === 'string') return;
    group.members.set(consumer.id, { consumer, room, cause, connected: true });
    consumer.connected(cause);
    this.#carryOut(group, turn, cause);
  }

  #carryOut(group: Group, { deliveries, parked, checkpoint }: Turn, cause: number): void {
    const { trace, network } = this.#world;
    const base = (): { seq: number; tUs: number; at: string; cause: number } => ({
      seq: trace.next,
      tUs: this.#nowUs,
      at: this.#id,
      cause,
    });
    for (const { event, why } of parked) {
      const { message } = this.#messages.at(event.position);
      trace.append({ ...base(), kind: 'event.parked', group: group.name, place: group.placeOf(event), message, why });
    }
    if (checkpoint !== null)
      trace.append({ ...base(), kind: 'group.checkpointed', group: group.name, place: checkpoint });
    for (const { id, consumer, event, retries } of deliveries) {
      const { message, cause: story } = this.#messages.handOut(event);
      const place = group.placeOf(event);
      const { stream, number, position } = event;
      const sentSeq = network.ship({
        message,
        from: this.#id,
        to: consumer,
        passage: 'delivery',
        attempt: retries + 1,
        final: false,
        expectsAnswer: false,
        timeoutAtUs: null,
        record: { log: this.#id, group: group.name, partition: 0, offset: place, stream, number, position },
        cause: story,
      });
      group.deliveries.set(sentSeq, { id, place });
    }
    this.#schedule(group, cause);
  }

  #schedule(group: Group, cause: number): void {
    const { clock } = this.#world;
    if (group.timer !== null) clock.cancel(group.timer);
    const { dueUs } = group.subscription;
    group.timer = null;
    if (dueUs === null || !this.#isUp()) return;
    group.timer = clock.at(Math.max(dueUs, this.#nowUs), () => {
      group.timer = null;
      this.#carryOut(group, group.subscription.turn(this.#nowUs), cause);
    });
  }
}
