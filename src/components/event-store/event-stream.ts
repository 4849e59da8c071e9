import { invariant } from '../../kernel/invariant.ts';
import type { StreamView } from './append-decision.ts';
import { NO_EVENTS } from './expected-version.ts';
import type { StoredEvent } from './stored-event.ts';

/** What a stream's readers still see, and what scavenging keeps. */
export interface StreamSettings {
  /** Only the last so many events. */
  readonly maxCount?: number;
  /** Only events that are no older. */
  readonly maxAgeUs?: number;
  /** Only events from this number on. */
  readonly truncateBefore?: number;
}

/** A stream that is deleted softly hides every number that it can ever give. */
const HIDES_ALL = Number.MAX_SAFE_INTEGER;

/** One stream: its events, as far as they aren't scavenged, and who may see which. */
export class EventStream implements StreamView {
  readonly name: string;
  #lastNumber = NO_EVENTS;
  /** Scavenging removes a beginning only. */
  #removed = 0;
  #events: StoredEvent[] = [];
  #settings: StreamSettings | null = null;
  #isTombstoned = false;

  constructor(name: string) {
    this.name = name;
  }

  /** -1 without events; scavenging doesn't lower it. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  get settings(): StreamSettings {
    return this.#settings ?? {};
  }

  get hasSettings(): boolean {
    return this.#settings !== null;
  }

  get deleted(): 'no' | 'soft' | 'hard' {
    if (this.#isTombstoned) return 'hard';
    return this.settings.truncateBefore === HIDES_ALL ? 'soft' : 'no';
  }

  set(settings: StreamSettings): void {
    this.#settings = settings;
  }

  deleteSoftly(): void {
    this.#settings = { ...this.#settings, truncateBefore: HIDES_ALL };
  }

  deleteForGood(): void {
    this.#isTombstoned = true;
  }

  /** Appends; a stream that was deleted softly begins anew, with what came before hidden. */
  push(event: StoredEvent): void {
    invariant(event.number === this.#lastNumber + 1, 'an event comes out of its turn');
    if (this.deleted === 'soft') this.#settings = { ...this.#settings, truncateBefore: event.number };
    this.#events.push(event);
    this.#lastNumber = event.number;
  }

  /** The event as it lies in the store, whether or not readers see it; null where it is scavenged or not there yet. */
  at(number: number): StoredEvent | null {
    return this.#events[number - this.#removed] ?? null;
  }

  idAt(number: number): string | null {
    return this.at(number)?.id ?? null;
  }

  /** Puts another event into the place of one. */
  replace(event: StoredEvent): void {
    invariant(this.at(event.number) !== null, () => `${this.name} has no event ${event.number}`);
    this.#events[event.number - this.#removed] = event;
  }

  /** The number of the first event that readers see at this time; one more than the last number if there is none. */
  firstVisible(nowUs: number): number {
    const { maxCount, maxAgeUs, truncateBefore = 0 } = this.settings;
    const end = this.#lastNumber + 1;
    if (this.deleted !== 'no') return end;
    const first = Math.max(this.#removed, truncateBefore, maxCount === undefined ? 0 : end - maxCount);
    if (maxAgeUs === undefined || first >= end) return Math.min(first, end);
    return this.#firstSince(nowUs - maxAgeUs, first);
  }

  /** The first event from `first` on that is no older; events are as old as their order says. */
  #firstSince(createdUs: number, first: number): number {
    let end = this.#lastNumber + 1;
    while (first < end) {
      const middle = Math.floor((first + end) / 2);
      if ((this.at(middle) as StoredEvent).createdUs < createdUs) first = middle + 1;
      else end = middle;
    }
    return first;
  }

  /** Removes what readers no longer see; the last event stays, unless the stream is deleted for good. */
  scavenge(nowUs: number): readonly StoredEvent[] {
    const kept = this.deleted === 'hard' ? this.#lastNumber + 1 : Math.min(this.firstVisible(nowUs), this.#lastNumber);
    const removed = this.#events.splice(0, Math.max(0, kept - this.#removed));
    this.#removed += removed.length;
    return removed;
  }
}
