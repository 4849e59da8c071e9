import type { EventSource } from './event-source.ts';
import type { StoredEvent } from './stored-event.ts';

/** Where a catch-up subscription begins: after this place, with the first event, or with the next one to be written. */
export type After = number | 'start' | 'end';

/** So many events may wait for a live subscriber before it has to read them from disk again. */
const LIVE_BUFFER = 500;

/**
 * Hands out one event after the other, first those that exist, then those to come. Its place is the client's
 * to remember: what was handed out and not remembered is handed out again to the next subscription.
 */
export class CatchUpSubscription {
  readonly #source: EventSource;
  readonly #liveBuffer: number;
  #place: number;
  #isLive = false;

  constructor(source: EventSource, after: After, liveBuffer: number = LIVE_BUFFER) {
    this.#source = source;
    this.#liveBuffer = liveBuffer;
    this.#place = after === 'start' ? -1 : after === 'end' ? source.lastPlace() : after;
  }

  /** The place of the last event that was handed out, or after which it began; -1 for the very beginning. */
  get place(): number {
    return this.#place;
  }

  get state(): 'catching up' | 'live' | 'dropped' {
    if (this.#source.isDeleted()) return 'dropped';
    return this.#isLive && this.#source.lastPlace() - this.#place <= this.#liveBuffer ? 'live' : 'catching up';
  }

  /** The next event; null when there is none yet, and from then on the subscription is live. */
  next(nowUs: number): StoredEvent | null {
    this.#isLive = this.state === 'live';
    const event = this.#source.next(this.#place + 1, nowUs);
    if (event === null) this.#isLive = true;
    else this.#place = this.#source.placeOf(event);
    return event;
  }
}
