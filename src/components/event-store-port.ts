import type { Data } from '../trace/message.ts';

/** A service that catches up with a store, as the store calls it back. */
export interface EventReader {
  /** The component. */
  readonly id: string;
  readonly group: string;
  /** There is nothing more to read now: all up to this position is read. */
  caughtUp(position: number): void;
  /** The event behind this place got lost on its way, and so nothing has come for long. */
  fetchTimedOut(place: number): void;
}

/** A service that gets its share of a group's events, as the store calls it back. */
export interface GroupConsumer {
  readonly id: string;
  readonly group: string;
  /** It gets events from now on. */
  connected(cause: number): void;
}

/** How a group of competing consumers shares events. */
export interface GroupSettings {
  readonly stream: string | null;
  readonly after: number | 'start' | 'end';
  readonly strategy: 'roundRobin' | 'dispatchToSingle' | 'pinned';
  readonly maxRetries: number;
  readonly timeoutUs: number;
  readonly room: number;
}

/** What an append says of one event. */
export interface EventDraft {
  readonly id: string;
  readonly event: string;
  readonly version: number;
  readonly data: Data;
}

/** What an append says. */
export interface AppendData {
  readonly stream: string;
  readonly expected: number | string;
  readonly events: readonly EventDraft[];
  /** The state of the writer's fold after these events, to be kept with them; null: none is due. */
  readonly snapshot: { readonly fold: string; readonly state: Data } | null;
}

/** How a store answers an append. */
export interface Appended {
  /** The stream's version afterwards. */
  readonly version: number;
  /** The position of the last of its events: a token for reading one's own writes. */
  readonly position: number;
}

/** What asks for a stream. */
export interface ReadData {
  readonly stream: string;
  /** The fold whose snapshot would help. */
  readonly fold: string;
  /** The last number to read; null: all. */
  readonly upTo: number | null;
}

/** A stream as the store hands it out. */
export interface ReadStream {
  readonly version: number;
  readonly snapshot: { readonly version: number; readonly state: Data } | null;
  readonly events: readonly { readonly event: string; readonly number: number; readonly data: Data }[];
}

/** What brings a snapshot to the store. */
export interface SnapshotData {
  readonly stream: string;
  readonly fold: string;
  readonly version: number;
  readonly state: Data;
}

/** How a consumer of a group answers a delivery. */
export interface SettleData {
  readonly group: string;
  /** The seq with which the delivery set out. */
  readonly delivery: number;
  readonly action: 'done' | 'retry' | 'park' | 'skip';
}

/** How services meet an event store beside messages: their connections, which are not drawn, and its client library. */
export interface EventStorePort {
  /** The reader waits for the first event behind a place. Returns that place, as a number. */
  next(reader: EventReader, stream: string | null, after: number | 'start' | 'end'): number;
  /** The reader's connection ends, because it went down; `cause`: it will never come back, and this says why. */
  leave(reader: EventReader, cause: number | null): void;
  /** The consumer takes part in its group as soon as the store is up. */
  join(consumer: GroupConsumer, settings: GroupSettings, cause: number): void;
  /** The consumer's connection ends, because it went down: what it had goes to others. */
  part(consumer: GroupConsumer, cause: number): void;
  /** Encrypts personal data before it is sent; a sentence where that cannot be. */
  seal(events: readonly EventDraft[]): readonly EventDraft[] | string;
  /** Decrypts personal data after it has come; `unreadable` names the fields whose key is gone. */
  open(event: string, data: Data): { readonly data: Data; readonly unreadable: readonly string[] };
  /** Whether an event holds personal data. */
  isPersonal(event: string): boolean;
  /** A snapshot is worth saving after so many events; null: never. */
  readonly snapshotEvery: number | null;
}
