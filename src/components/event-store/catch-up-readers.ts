import type { After } from './catch-up-subscription.ts';
import { CatchUpSubscription } from './catch-up-subscription.ts';
import type { EventReader } from '../event-store-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { EventStoreCore } from './event-store-core.ts';
import { sourceOf } from './event-feed.ts';
import type { StoredMessages } from './stored-messages.ts';

/** A reader that got no answer asks again after this. */
const FETCH_TIMEOUT_US = 500_000;

interface Reading {
  readonly reader: EventReader;
  readonly stream: string | null;
  subscription: CatchUpSubscription;
  /** It waits for the next event. */
  waits: boolean;
  /** All up to here is handled; null: nobody has said so in the trace yet. */
  told: number | null;
  /** Seq of the `message.sent` of what was sent last, and the place behind which it stands. */
  lastSent: number;
  lastAfter: number;
}

/** The connections of those who catch up with a store: each waits for one event after the other. */
export class CatchUpReaders {
  readonly #world: World;
  readonly #id: string;
  readonly #core: EventStoreCore;
  readonly #messages: StoredMessages;
  readonly #isUp: () => boolean;
  readonly #readings = new Map<string, Reading>();

  constructor(world: World, id: string, core: EventStoreCore, messages: StoredMessages, isUp: () => boolean) {
    this.#world = world;
    this.#id = id;
    this.#core = core;
    this.#messages = messages;
    this.#isUp = isUp;
  }

  next(reader: EventReader, stream: string | null, after: After): number {
    let reading = this.#readings.get(keyOf(reader.id, reader.group));
    if (reading === undefined || reading.subscription.place !== after) {
      const subscription = new CatchUpSubscription(sourceOf(this.#core, stream), after);
      const told = reading?.told ?? null;
      reading = { reader, stream, subscription, waits: true, told, lastSent: -1, lastAfter: -1 };
      this.#readings.set(keyOf(reader.id, reader.group), reading);
    }
    reading.waits = true;
    const { place } = reading.subscription;
    this.#serve(reading);
    return place;
  }

  /** `cause`: the reader will never come back, and this says why; null: it went down. */
  leave({ id: component, group }: EventReader, cause: number | null): void {
    this.#readings.delete(keyOf(component, group));
    if (cause === null) return;
    const { trace, clock } = this.#world;
    trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.#id, cause, kind: 'reader.left', group, component });
  }

  /** Sends what those who wait are waiting for: call it when events were written or the store is up again. */
  serveAll(): void {
    for (const reading of this.#readings.values()) this.#serve(reading);
  }

  /** What a reader waits for got lost on its way. */
  lost(hop: Hop): void {
    if (hop.record === null || hop.duplicate) return;
    const key = keyOf(hop.to, hop.record.group);
    this.#world.clock.after(FETCH_TIMEOUT_US, () => {
      const reading = this.#readings.get(key);
      if (reading?.lastSent === hop.sentSeq && !reading.waits) reading.reader.fetchTimedOut(reading.lastAfter);
    });
  }

  #serve(reading: Reading): void {
    if (!reading.waits || !this.#isUp()) return;
    this.#tell(reading);
    const { clock, network } = this.#world;
    const after = reading.subscription.place;
    const event = reading.subscription.next(clock.nowUs);
    if (event === null) return this.#caughtUp(reading);
    reading.waits = false;
    const { message, cause } = this.#messages.handOut(event);
    reading.lastAfter = after;
    reading.lastSent = network.ship({
      message,
      from: this.#id,
      to: reading.reader.id,
      passage: 'fetch',
      attempt: 1,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: {
        log: this.#id,
        group: reading.reader.group,
        partition: 0,
        offset: reading.subscription.place,
        stream: event.stream,
        number: event.number,
        position: event.position,
      },
      cause,
    });
  }

  #caughtUp(reading: Reading): void {
    const { lastPosition } = this.#core;
    // Where a filter lets nothing through, the reader is past all that it does not want.
    if (reading.stream?.endsWith('*') && lastPosition > reading.subscription.place) {
      reading.subscription = new CatchUpSubscription(sourceOf(this.#core, reading.stream), lastPosition);
      this.#tell(reading);
    }
    reading.reader.caughtUp(lastPosition);
  }

  /** Writes down how far the reader is. */
  #tell(reading: Reading): void {
    const { place } = reading.subscription;
    if (reading.told === place) return;
    reading.told = place;
    const { trace, clock } = this.#world;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause: null,
      kind: 'reader.moved',
      group: reading.reader.group,
      component: reading.reader.id,
      place,
    });
  }
}

function keyOf(component: string, group: string): string {
  return `${component} ${group}`;
}
