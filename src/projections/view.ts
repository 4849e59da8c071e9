import type { HandlerFinished, Passage, RecordPlace } from '../trace/entry.ts';
import type { Data, Message } from '../trace/message.ts';
import type { Row } from '../scenario/scenario.ts';
import type { EventStoreView, StoreReaderView } from './views/event-store-view.ts';
import type { ReadModelView } from './views/read-model-view.ts';
import type { CdcView, DatabaseView } from './views/database-view.ts';
import type { QueueView } from './views/queue-view.ts';
import type { TopicView } from './views/topic-view.ts';
import type { RelayView } from './views/relay-view.ts';
import type { StreamView } from './views/stream-view.ts';
import type { VaultView } from './views/vault-view.ts';
import type { RegistryView } from './views/registry-view.ts';

/** Everything that can be seen at one instant: project(trace, t). Read-only, plain data. */
export interface View {
  readonly tUs: number;
  /** How many entries had happened. */
  readonly count: number;
  /** In the scenario's order. */
  readonly components: ReadonlyMap<string, ComponentView>;
  /** Hops under way, in the order of setting out. */
  readonly flights: readonly Flight[];
  /** Only links whose condition is not what the scenario says, by link id. */
  readonly links: ReadonlyMap<string, LinkView>;
}

export interface Flight {
  readonly hop: number;
  readonly message: Message;
  readonly from: string;
  readonly to: string;
  readonly passage: Passage;
  readonly sentUs: number;
  readonly dueUs: number;
  readonly duplicate: boolean;
  readonly record: RecordPlace | null;
}

export interface LinkView {
  readonly id: string;
  /** The link's statechart: `ok`, `slow`, `lossy`, `duplicating`, `reordering`, `cut`; several faults join with `+`. */
  readonly state: string;
  readonly sinceUs: number;
  readonly why: string;
}

export interface LifeView {
  /** `absent`: it has not joined yet. */
  readonly state: 'up' | 'crashed' | 'restarting' | 'slow' | 'paused' | 'absent';
  readonly sinceUs: number;
  /** Restarting: when it is up. */
  readonly untilUs: number | null;
  /** How many times longer work takes; 1 is normal. */
  readonly factor: number;
}

/** What every component shows. What only some kinds have is left out by the others: readers ask for it, not for a kind. */
export interface ComponentViewBase {
  readonly id: string;
  readonly life: LifeView;
  /** Interfaces that were changed here: message -> version it speaks now and the change in words. */
  readonly interfaces: readonly { readonly message: string; readonly version: number; readonly change: string }[];
  /** How far its clock is ahead, below 0 behind; left out: it is right. */
  readonly skewUs?: number;
  /** The circuit breakers before those that it calls. */
  readonly breakers?: readonly BreakerView[];
  /** Count of the entries that happened at this component. */
  readonly entryCount: number;
  /** Its tables, as expressions read them. */
  readonly tables?: readonly TableView[];
  /** What expressions count under names: `count('kitchen', 'done')`. */
  readonly counts?: { readonly [outcome: string]: number };
  /** How many messages wait in it. */
  readonly depth?: number;
  /** A read model's: how far it has read its source. */
  readonly position?: number;
  /** The streams that it holds, each with its events in order, all at this instant: what a run's summary prints. */
  readonly streams?: () => ReadonlyMap<string, readonly Data[]>;
  /** Who reads it, and how far. */
  readonly readers?: readonly StoreReaderView[];
  /** One line of what it is doing, below its name. */
  readonly sub?: string;
  /** What there is to know about it, as pairs of name and value, for the inspector and for readers of the picture's text. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
}

/** A circuit breaker, by its chart: `breaker payment`. */
export interface BreakerView {
  readonly chart: string;
  readonly state: string;
  readonly sinceUs: number;
  readonly why: string;
}

export interface ClientView extends ComponentViewBase {
  readonly kind: 'client';
  /** Requests that wait for their answer. */
  readonly open: readonly {
    readonly message: Message;
    readonly sinceUs: number;
    readonly timeoutAtUs: number | null;
  }[];
  readonly sent: number;
  readonly outcomes: {
    readonly ok: number;
    readonly refused: number;
    readonly failed: number;
    readonly timeout: number;
  };
  /** The last request that ended. */
  readonly last: {
    readonly message: Message;
    readonly outcome: 'ok' | 'refused' | 'failed' | 'timeout';
    readonly latencyUs: number;
    readonly atUs: number;
  } | null;
}

export interface TaskView {
  readonly task: number;
  readonly worker: number;
  readonly message: Message;
  readonly record: RecordPlace | null;
  readonly startedUs: number;
  readonly line: number;
  readonly op: string;
  readonly lineSinceUs: number;
  /** When the line will be done, where that is known. */
  readonly lineUntilUs: number | null;
  /** The component whose answer (or, for a publish, whose ack) the line waits for. */
  readonly waitingFor: string | null;
}

export interface TableView {
  readonly name: string;
  readonly size: number;
  /** The rows touched last, newest first; at most 5. */
  readonly recent: readonly {
    readonly key: string;
    readonly row: Row;
    readonly writtenUs: number;
    readonly label: string;
  }[];
  /** All rows by key at this instant. */
  rows(): ReadonlyMap<string, Row>;
}

export interface ServiceView extends ComponentViewBase {
  readonly kind: 'service';
  readonly tasks: readonly TaskView[];
  /** Messages that wait for a worker, oldest first. */
  readonly queue: readonly Message[];
  readonly tables: readonly TableView[];
  /** How handlers ended so far. */
  readonly counts: { readonly [outcome in HandlerFinished['outcome']]: number };
  /** The handler that ended last, with its line. */
  readonly lastTask: {
    readonly message: Message;
    readonly outcome: HandlerFinished['outcome'];
    readonly line: number;
    readonly why: string | null;
    readonly atUs: number;
  } | null;
  /** A record that it cannot handle and will read again. */
  readonly retrying: {
    readonly message: Message;
    readonly record: RecordPlace;
    readonly attempt: number;
    readonly resumeUs: number;
    readonly why: string;
  } | null;
}

export interface LogRecord {
  readonly offset: number;
  readonly message: Message;
  readonly appendedUs: number;
}

export interface PartitionView {
  readonly index: number;
  /** Offset that the next record gets. */
  readonly end: number;
  /** Append-only and shared between views: only offsets below `end` exist at this instant. */
  readonly records: readonly LogRecord[];
  /** Offset of the first record that may be read; left out: 0. */
  readonly start?: number;
  /** True once records are gone: `records` are then those that exist at this instant, and there are gaps between offsets. */
  readonly sparse?: boolean;
  /** Offsets of records whose transaction is open, and of those whose transaction was aborted. */
  readonly open?: readonly number[];
  readonly aborted?: readonly number[];
  /** With several brokers: consumers read the records before it. */
  readonly highWatermark?: number;
  /** With several brokers, the one that leads; null: none, and nothing is written or read. */
  readonly leader?: number | null;
  readonly brokers?: readonly BrokerView[];
}

/** One broker's copy of a partition. */
export interface BrokerView {
  readonly broker: number;
  readonly state: 'leader' | 'in sync' | 'behind' | 'down';
  /** It has the records before this offset. */
  readonly end: number;
}

export interface GroupView {
  readonly group: string;
  /** The letters of its pin. */
  readonly mark: string;
  /** The component whose group it is. */
  readonly component: string;
  readonly generation: number;
  /** Per partition: committed offset, next offset to be read, and who reads it (null: nobody). */
  readonly partitions: readonly {
    readonly committed: number;
    readonly position: number;
    readonly member: string | null;
  }[];
  /** Records that exist and are not committed. */
  readonly lag: number;
}

export interface LogView extends ComponentViewBase {
  readonly kind: 'log';
  readonly partitions: readonly PartitionView[];
  readonly groups: readonly GroupView[];
}

/** Kinds beside the first three have a file each in `views/`. */
export type ComponentView =
  | DatabaseView
  | CdcView
  | ClientView
  | ServiceView
  | LogView
  | QueueView
  | RegistryView
  | StreamView
  | RelayView
  | TopicView
  | EventStoreView
  | ReadModelView
  | VaultView;
