import type { EventStoreCore } from './event-store-core.ts';
import type { NewEvent, StoredEvent } from './stored-event.ts';

/** What becomes of one event in the copy: nothing, itself changed, or several events. */
export type Transform = (event: StoredEvent) => readonly Pick<NewEvent, 'type' | 'version' | 'data'>[];

/**
 * Copies and transforms a stream: writes it anew under another name, event by event, while the source stays as it is.
 * The copies' ids come from those of their sources, so that a copy that was interrupted can begin again and ends in
 * the same stream.
 */
export class StreamCopy {
  readonly #store: EventStoreCore;
  readonly #from: string;
  readonly #to: string;
  readonly #transform: Transform;
  #next = 0;
  #version = -1;
  /** How many events it has read. */
  read = 0;
  /** How many it has written, those included that were there from an earlier attempt. */
  written = 0;

  constructor(store: EventStoreCore, from: string, to: string, transform: Transform) {
    this.#store = store;
    this.#from = from;
    this.#to = to;
    this.#transform = transform;
  }

  /** Copies up to so many events more; null when that went well, otherwise why it can't go on. */
  advance(count: number, nowUs: number): string | null {
    const { events } = this.#store.read(this.#from, { direction: 'forwards', from: this.#next, count }, nowUs);
    for (const event of events) {
      const why = this.#copy(event, nowUs);
      if (why !== null) return why;
      this.#next = event.number + 1;
      this.read++;
    }
    return null;
  }

  /** Whether the copy holds all that the source holds now. */
  get isComplete(): boolean {
    return this.#next > this.#store.version(this.#from);
  }

  #copy(event: StoredEvent, nowUs: number): string | null {
    const copies = this.#transform(event).map((copy, i) => ({
      ...copy,
      id: `${event.id}>${this.#to}#${i}`,
      metadata: { copiedFrom: { stream: this.#from, number: event.number }, original: event.metadata },
    }));
    // An append of nothing would have to be right about the version too.
    if (copies.length === 0) return null;
    const expected = this.#version === -1 ? 'noStream' : this.#version;
    const result = this.#store.append(this.#to, copies, expected, nowUs);
    if (result.kind === 'wrongExpectedVersion' || result.kind === 'streamDeleted') return result.why;
    this.#version = result.last;
    this.written += copies.length;
    return null;
  }
}
