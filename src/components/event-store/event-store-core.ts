import type { Data } from '../../trace/message.ts';
import { decideAppend, type Decision, type Identified } from './append-decision.ts';
import type { EventSource } from './event-source.ts';
import { EventStream, type StreamSettings } from './event-stream.ts';
import { NO_EVENTS, type ExpectedVersion } from './expected-version.ts';
import { RecentIds } from './recent-ids.ts';
import type { NewEvent, StoredEvent } from './stored-event.ts';

/** Refusals leave the store as it was. */
type Refused = Exclude<Decision, { readonly kind: 'append' | 'idempotent' }>;

export type AppendResult =
  /** `last` is the stream's version afterwards. */
  | { readonly kind: 'appended'; readonly events: readonly StoredEvent[]; readonly last: number }
  | Extract<Decision, { readonly kind: 'idempotent' }>
  | Refused;

export interface ReadRange {
  readonly direction: 'forwards' | 'backwards';
  /** The place of the first event to read. */
  readonly from: number | 'start' | 'end';
  readonly count: number;
}

export interface StreamRead {
  readonly status: 'success' | 'noStream' | 'streamDeleted';
  readonly events: readonly StoredEvent[];
  /** Where to read on; null at the end. */
  readonly next: number | null;
  readonly lastNumber: number;
}

/** About what 8 megabytes hold, which is what the product gives to it. */
const RECENT_IDS = 100_000;
/** No event has this id, so that a delete is never taken for a repeated append. */
const DELETION: Identified = { id: '\u0000deletion' };

/** An event store: see spec.md beside it. It knows neither time nor network: both come from its caller. */
export class EventStoreCore {
  readonly #streams = new Map<string, EventStream>();
  /** By position; null where scavenging has been. */
  readonly #log: (StoredEvent | null)[] = [];
  readonly #recentIds: RecentIds;

  constructor(recentIds: number = RECENT_IDS) {
    this.#recentIds = new RecentIds(recentIds);
  }

  /** All streams that ever were written to or configured, in that order. */
  get streams(): readonly string[] {
    return [...this.#streams.keys()];
  }

  /** The position of the last event; -1 without events. */
  get lastPosition(): number {
    return this.#log.length - 1;
  }

  /** The number of the stream's last event; -1 without events. */
  version(stream: string): number {
    return this.#streams.get(stream)?.lastNumber ?? NO_EVENTS;
  }

  /** Whether the stream is deleted, and how. */
  deletionOf(stream: string): 'no' | 'soft' | 'hard' {
    return this.#streams.get(stream)?.deleted ?? 'no';
  }

  settingsOf(stream: string): StreamSettings {
    return this.#streams.get(stream)?.settings ?? {};
  }

  /** Appends all of the events or none. */
  append(name: string, events: readonly NewEvent[], expected: ExpectedVersion, nowUs: number): AppendResult {
    const known = this.#streams.get(name) ?? new EventStream(name);
    const decision = decideAppend(known, this.#recentIds, expected, events);
    if (decision.kind !== 'append') return decision;
    if (events.length === 0) return { kind: 'appended', events: [], last: known.lastNumber };
    const stream = this.#stream(name);
    const stored: StoredEvent[] = [];
    for (const { id, type, version, data, metadata } of events) {
      const number = stream.lastNumber + 1;
      const position = this.#log.length;
      const event = { id, type, version, data, metadata, stream: name, number, position, createdUs: nowUs };
      stream.push(event);
      this.#log.push(event);
      this.#recentIds.add(id, name, number);
      stored.push(event);
    }
    return { kind: 'appended', events: stored, last: stream.lastNumber };
  }

  /** Reads what readers see of a stream at this time. */
  read(name: string, range: ReadRange, nowUs: number): StreamRead {
    const stream = this.#streams.get(name);
    const lastNumber = stream?.lastNumber ?? NO_EVENTS;
    const nothing = { events: [], next: null, lastNumber };
    if (stream?.deleted === 'hard') return { status: 'streamDeleted', ...nothing };
    if (stream === undefined || lastNumber === NO_EVENTS || stream.deleted === 'soft')
      return { status: 'noStream', ...nothing };
    const found = readRange(range, stream.firstVisible(nowUs), lastNumber, (number) => stream.at(number));
    return { status: 'success', ...found, lastNumber };
  }

  /** Reads all streams in the order of their positions, also what is hidden from a stream's own readers. */
  readAll(range: ReadRange): Pick<StreamRead, 'events' | 'next'> {
    return readRange(range, 0, this.#log.length - 1, (position) => this.#log[position] ?? null);
  }

  /** Deletes a stream; a soft delete ends with the next append, a hard one never. */
  deleteStream(name: string, expected: ExpectedVersion, how: 'soft' | 'hard'): Refused | { readonly kind: 'deleted' } {
    const known = this.#streams.get(name) ?? new EventStream(name);
    const decision = decideAppend(known, this.#recentIds, expected, [DELETION]);
    if (decision.kind === 'wrongExpectedVersion' || decision.kind === 'streamDeleted') return decision;
    if (how === 'hard') this.#stream(name).deleteForGood();
    else this.#stream(name).deleteSoftly();
    return { kind: 'deleted' };
  }

  /** Replaces the stream's settings; null when done, otherwise why not. */
  setSettings(name: string, settings: StreamSettings): string | null {
    if (this.deletionOf(name) === 'hard') return `${name} was deleted for good`;
    this.#stream(name).set(settings);
    return null;
  }

  /** Frees what nobody can read any more; returns it in the order of positions. */
  scavenge(nowUs: number): readonly StoredEvent[] {
    const removed = [...this.#streams.values()].flatMap((stream) => stream.scavenge(nowUs));
    for (const { position } of removed) this.#log[position] = null;
    return removed.sort((a, b) => a.position - b.position);
  }

  /** What a restart does: the ids of earlier appends were in memory only. */
  restart(): void {
    this.#recentIds.clear();
  }

  /**
   * Changes an event in its place, which no event store offers and somebody with a disk editor can do.
   * Returns the event as it was, or null where there is none.
   */
  tamper(name: string, number: number, data: Data): StoredEvent | null {
    const stream = this.#streams.get(name);
    const event = stream?.at(number) ?? null;
    if (stream === undefined || event === null) return null;
    const changed = { ...event, data };
    stream.replace(changed);
    this.#log[event.position] = changed;
    return event;
  }

  /** One stream, for subscriptions. */
  streamSource(name: string): EventSource {
    return {
      next: (place, nowUs) =>
        this.read(name, { direction: 'forwards', from: place, count: 1 }, nowUs).events[0] ?? null,
      placeOf: ({ number }) => number,
      lastPlace: () => this.version(name),
      isDeleted: () => this.deletionOf(name) === 'hard',
    };
  }

  /** All streams, or what passes a filter on the server, for subscriptions. */
  allSource(passes: (event: StoredEvent) => boolean = () => true): EventSource {
    return {
      next: (place) => {
        for (let position = place; position < this.#log.length; position++) {
          const event = this.#log[position];
          if (event && passes(event)) return event;
        }
        return null;
      },
      placeOf: ({ position }) => position,
      lastPlace: () => this.#log.length - 1,
      isDeleted: () => false,
    };
  }

  #stream(name: string): EventStream {
    let stream = this.#streams.get(name);
    if (stream === undefined) this.#streams.set(name, (stream = new EventStream(name)));
    return stream;
  }
}

/** Reads within the places from `first` to `last`; holes are skipped. */
function readRange(
  { direction, from, count }: ReadRange,
  first: number,
  last: number,
  at: (place: number) => StoredEvent | null,
): Pick<StreamRead, 'events' | 'next'> {
  const forwards = direction === 'forwards';
  const wanted = from === 'start' ? first : from === 'end' ? last + (forwards ? 1 : 0) : from;
  let place = forwards ? Math.max(wanted, first) : Math.min(wanted, last);
  const events: StoredEvent[] = [];
  while (first <= place && place <= last && events.length < count) {
    const event = at(place);
    if (event !== null) events.push(event);
    place += forwards ? 1 : -1;
  }
  return { events, next: first <= place && place <= last ? place : null };
}
