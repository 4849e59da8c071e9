import type { Base } from '../entry.ts';
import type { Data, Message } from '../message.ts';

/** An event is in the store for good. */
export interface EventStored extends Base {
  readonly kind: 'event.stored';
  readonly stream: string;
  /** In its stream, from 0. */
  readonly number: number;
  /** In the store, from 0. */
  readonly position: number;
  /** The event as it is stored: personal data encrypted. */
  readonly message: Message;
}

/** An append changes nothing, because the stream is not where the writer believes it to be. */
export interface AppendRefused extends Base {
  readonly kind: 'append.refused';
  readonly message: Message;
  readonly stream: string;
  /** The expected version as it was written: a number, `any`, `none`, `exists`. */
  readonly expected: number | string;
  /** The stream's version. */
  readonly version: number;
  readonly why: string;
}

/** An append came again: its events are there already, and nothing is written. */
export interface AppendRepeated extends Base {
  readonly kind: 'append.repeated';
  readonly message: Message;
  readonly stream: string;
  readonly first: number;
  readonly last: number;
}

/** The store hands out a part of a stream. */
export interface StreamRead extends Base {
  readonly kind: 'stream.read';
  readonly message: Message;
  readonly stream: string;
  /** How many events. */
  readonly count: number;
  /** The version of the snapshot that goes with them; null: none. */
  readonly snapshot: number | null;
  readonly version: number;
  /** How many of the events were of an older version and read as the newest. */
  readonly upcast: number;
}

/** A service has folded a stream into a state. */
export interface StreamLoaded extends Base {
  readonly kind: 'stream.loaded';
  readonly task: number;
  readonly stream: string;
  /** -1 for a stream without events. */
  readonly version: number;
  readonly state: Data;
  /** How many events were read and folded. */
  readonly read: number;
  readonly snapshot: number | null;
}

export interface SnapshotSaved extends Base {
  readonly kind: 'snapshot.saved';
  readonly stream: string;
  readonly version: number;
  readonly state: Data;
}

/** An event of an older version is read as one of a newer; what is stored stays as it is. */
export interface EventUpcast extends Base {
  readonly kind: 'event.upcast';
  readonly stream: string;
  readonly number: number;
  readonly fromVersion: number;
  /** The event as it is read. */
  readonly message: Message;
  /** Why it cannot be read as the newest version and is handed out as it was written; null: it can. */
  readonly why: string | null;
}

/** Personal data that nobody can read any more, because the key of its person was thrown away. */
export interface PersonalUnreadable extends Base {
  readonly kind: 'personal.unreadable';
  readonly message: Message;
  readonly fields: readonly string[];
}

/** A reader that catches up asks for what comes after this place: all before it is handled. */
export interface ReaderMoved extends Base {
  readonly kind: 'reader.moved';
  readonly group: string;
  readonly component: string;
  /** A number in the stream that it reads, or a position where it reads all; -1 for the beginning. */
  readonly place: number;
}

/** A reader will never come back: a later version of a read model has taken its place. */
export interface ReaderLeft extends Base {
  readonly kind: 'reader.left';
  readonly group: string;
  readonly component: string;
}

/** A reader remembers its place: after a crash it goes on behind it. */
export interface CheckpointSaved extends Base {
  readonly kind: 'checkpoint.saved';
  readonly from: string;
  readonly group: string;
  readonly place: number;
}

/** A consumer has answered a delivery of its group. */
export interface DeliverySettled extends Base {
  readonly kind: 'delivery.settled';
  readonly group: string;
  readonly component: string;
  readonly place: number;
  readonly outcome: 'done' | 'retry' | 'park' | 'skip';
  /** The last place up to which the group has settled everything. */
  readonly settled: number;
  readonly message: Message;
}

/** The store sets an event aside for a group, because nobody there could handle it. */
export interface EventParked extends Base {
  readonly kind: 'event.parked';
  readonly group: string;
  readonly place: number;
  readonly message: Message;
  readonly why: string;
}

/** The store remembers a group's place: after a crash of the store it goes on behind it. */
export interface GroupCheckpointed extends Base {
  readonly kind: 'group.checkpointed';
  readonly group: string;
  readonly place: number;
}

/** Somebody changed an event in its place, which no event store offers. */
export interface EventEdited extends Base {
  readonly kind: 'event.edited';
  readonly stream: string;
  readonly number: number;
  readonly position: number;
  /** The event as it is now. */
  readonly message: Message;
}

/** Events that no reader of their streams saw any more are gone. */
export interface EventsScavenged extends Base {
  readonly kind: 'events.scavenged';
  readonly positions: readonly number[];
}

/** A stream was written anew under another name. */
export interface StreamCopied extends Base {
  readonly kind: 'stream.copied';
  readonly from: string;
  readonly to: string;
  readonly read: number;
  readonly written: number;
}

export type EventStoreEntry =
  | EventStored
  | AppendRefused
  | AppendRepeated
  | StreamRead
  | StreamLoaded
  | SnapshotSaved
  | EventUpcast
  | PersonalUnreadable
  | ReaderMoved
  | ReaderLeft
  | CheckpointSaved
  | DeliverySettled
  | EventParked
  | GroupCheckpointed
  | EventEdited
  | EventsScavenged
  | StreamCopied;
