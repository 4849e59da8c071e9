import { strategyNamed, type ConsumerStrategy } from './consumer-strategy.ts';
import type { EventSource } from './event-source.ts';
import { InFlight, type Delivery } from './in-flight.ts';
import { PERSISTENT_DEFAULTS, type PersistentSettings } from './persistent-settings.ts';
import type { StoredEvent } from './stored-event.ts';
import { WorkList, type Work } from './work-list.ts';

/** An event that was set aside because nobody could handle it. */
export interface Parked {
  readonly event: StoredEvent;
  readonly why: string;
}

/** What a call brought about, for the caller to carry out and to tell. */
export interface Turn {
  readonly deliveries: readonly Delivery[];
  readonly parked: readonly Parked[];
  /** The place that was written as the checkpoint; null if none was. */
  readonly checkpoint: number | null;
}

/** What a consumer that could not handle an event asks for. */
export type NackAction = 'retry' | 'park' | 'skip';

/** A subscription that the server keeps for a group of competing consumers: see spec.md beside it. */
export class PersistentSubscription {
  readonly #source: EventSource;
  readonly #settings: PersistentSettings;
  /** How many unanswered events each consumer takes. */
  readonly #room = new Map<string, number>();
  readonly #inFlight = new InFlight();
  readonly #waiting = new WorkList();
  readonly #parked: Parked[] = [];
  #strategy: ConsumerStrategy;
  #nextPlace: number;
  #lastDelivered: number;
  #checkpoint: number | null = null;
  /** Up to where everything was settled at the last checkpoint, or at the beginning. */
  #settledThen: number;
  #checkpointedUs: number;
  #nextDelivery = 1;

  constructor(source: EventSource, settings: Partial<PersistentSettings>, nowUs: number) {
    this.#source = source;
    this.#settings = { ...PERSISTENT_DEFAULTS, ...settings };
    this.#strategy = strategyNamed(this.#settings.strategy);
    this.#nextPlace = this.#firstPlace();
    this.#lastDelivered = this.#settledThen = this.#nextPlace - 1;
    this.#checkpointedUs = nowUs;
  }

  /** The last place that a restart doesn't deliver again; null before the first checkpoint. */
  get checkpoint(): number | null {
    return this.#checkpoint;
  }

  /** The last place up to which everything is handled, skipped or parked. */
  get settled(): number {
    return this.#settled();
  }

  get parked(): readonly Parked[] {
    return this.#parked;
  }

  /** Deliveries that no consumer has answered yet. */
  get inFlight(): readonly Delivery[] {
    return this.#inFlight.all;
  }

  /** When `turn` has something to do though nothing happens; null while there is nothing. */
  get dueUs(): number | null {
    const { minCheckpointCount, checkpointAfterUs } = this.#settings;
    const timeoutUs = this.#inFlight.firstDueUs;
    const count = this.#settled() - this.#settledThen;
    if (count <= 0 || count < minCheckpointCount) return timeoutUs;
    const checkpointUs = this.#checkpointedUs + checkpointAfterUs;
    return timeoutUs === null ? checkpointUs : Math.min(timeoutUs, checkpointUs);
  }

  /** A consumer joins, with room for so many unanswered events; a sentence where it can't. */
  connect(consumer: string, room: number, nowUs: number): Turn | string {
    const { maxSubscriberCount: most } = this.#settings;
    if (this.#room.has(consumer)) return `${consumer} is connected already`;
    if (most > 0 && this.#room.size >= most) return `the subscription takes at most ${most} consumers`;
    this.#room.set(consumer, room);
    this.#strategy.join(consumer);
    return this.#finish([], nowUs);
  }

  /** A consumer is gone: what it left unanswered goes to others, as a retry. */
  disconnect(consumer: string, nowUs: number): Turn {
    this.#room.delete(consumer);
    this.#strategy.leave(consumer);
    const parked = this.#inFlight.takeOf(consumer).flatMap(({ work }) => this.#retry(work));
    return this.#finish(parked, nowUs);
  }

  /** A consumer has handled an event; an answer to a delivery that timed out comes too late and changes nothing. */
  ack(id: number, nowUs: number): Turn {
    this.#inFlight.take(id);
    return this.#finish([], nowUs);
  }

  /** A consumer could not handle an event. */
  nack(id: number, action: NackAction, nowUs: number): Turn {
    const one = this.#inFlight.take(id);
    if (one === null || action === 'skip') return this.#finish([], nowUs);
    const parked = action === 'park' ? this.#park(one.work, `${one.consumer} asked for it`) : this.#retry(one.work);
    return this.#finish(parked, nowUs);
  }

  /** Retries what has timed out, and delivers what there is room for: call it when events were written or time is due. */
  turn(nowUs: number): Turn {
    return this.#finish(
      this.#inFlight.takeLate(nowUs).flatMap(({ work }) => this.#retry(work)),
      nowUs,
    );
  }

  /** Delivers the first so many parked events again, before anything that is new. */
  replayParked(nowUs: number, most: number = this.#parked.length): Turn {
    for (const { event } of this.#parked.splice(0, most)) {
      this.#waiting.addRetry({ event, place: this.#source.placeOf(event), retries: 0, isReplayed: true });
    }
    return this.#finish([], nowUs);
  }

  /** What a restart of the server does: consumers and deliveries are gone, reading starts over after the checkpoint. */
  restart(nowUs: number): void {
    this.#room.clear();
    this.#inFlight.clear();
    this.#waiting.clear();
    this.#strategy = strategyNamed(this.#settings.strategy);
    this.#nextPlace = this.#checkpoint === null ? this.#firstPlace() : this.#checkpoint + 1;
    this.#lastDelivered = this.#settledThen = this.#nextPlace - 1;
    this.#checkpointedUs = nowUs;
  }

  #firstPlace(): number {
    const { startFrom } = this.#settings;
    if (startFrom === 'start') return 0;
    return startFrom === 'end' ? this.#source.lastPlace() + 1 : startFrom;
  }

  #retry(work: Work): readonly Parked[] {
    const { maxRetryCount } = this.#settings;
    if (work.retries >= maxRetryCount) return this.#park(work, `it was retried ${maxRetryCount} times`);
    this.#waiting.addRetry({ ...work, retries: work.retries + 1 });
    return [];
  }

  #park({ event }: Work, why: string): readonly Parked[] {
    this.#parked.push({ event, why });
    return [{ event, why }];
  }

  #finish(parked: readonly Parked[], nowUs: number): Turn {
    const deliveries = this.#deliver(nowUs);
    return { deliveries, parked, checkpoint: this.#writeCheckpoint(nowUs) };
  }

  #deliver(nowUs: number): readonly Delivery[] {
    const deliveries: Delivery[] = [];
    const hasRoom = (consumer: string): boolean => this.#inFlight.countOf(consumer) < (this.#room.get(consumer) ?? 0);
    for (const work of this.#offers(nowUs)) {
      const choice = this.#strategy.choose(work.event, hasRoom);
      if (choice === 'full') break;
      if (choice === 'later') continue;
      const delivery = { id: this.#nextDelivery++, ...choice, event: work.event, retries: work.retries };
      this.#waiting.remove(work);
      this.#inFlight.add({ ...delivery, work, dueUs: nowUs + this.#settings.messageTimeoutUs });
      if (!work.isReplayed) this.#lastDelivered = Math.max(this.#lastDelivered, work.place);
      deliveries.push(delivery);
    }
    return deliveries;
  }

  /** What waits, and then what is read from the source, as long as somebody takes it. */
  *#offers(nowUs: number): Generator<Work> {
    yield* this.#waiting.all;
    while (this.#room.size > 0 && this.#waiting.freshCount < this.#settings.bufferSize) {
      const event = this.#source.next(this.#nextPlace, nowUs);
      if (event === null) return;
      const place = this.#source.placeOf(event);
      const work = { event, place, retries: 0, isReplayed: false };
      this.#nextPlace = place + 1;
      this.#waiting.addFresh(work);
      yield work;
    }
  }

  /** The last place up to which everything is handled, skipped or parked. */
  #settled(): number {
    let settled = this.#lastDelivered;
    for (const { place, isReplayed } of [...this.#inFlight.all.map(({ work }) => work), ...this.#waiting.all]) {
      if (!isReplayed) settled = Math.min(settled, place - 1);
    }
    return settled;
  }

  #writeCheckpoint(nowUs: number): number | null {
    const { minCheckpointCount, maxCheckpointCount, checkpointAfterUs } = this.#settings;
    const settled = this.#settled();
    const count = settled - this.#settledThen;
    const isTime = nowUs - this.#checkpointedUs >= checkpointAfterUs;
    if (count <= 0 || (count < maxCheckpointCount && !(isTime && count >= minCheckpointCount))) return null;
    this.#checkpoint = this.#settledThen = settled;
    this.#checkpointedUs = nowUs;
    return settled;
  }
}
