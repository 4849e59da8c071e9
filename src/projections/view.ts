import type { HandlerFinished, Passage, RecordPlace } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import type { Row } from '../scenario/scenario.ts';

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
  readonly state: 'up' | 'crashed' | 'restarting' | 'slow';
  readonly sinceUs: number;
  /** Restarting: when it is up. */
  readonly untilUs: number | null;
  /** How many times longer work takes; 1 is normal. */
  readonly factor: number;
}

interface ComponentViewBase {
  readonly id: string;
  readonly life: LifeView;
  /** Interfaces that were changed here: message -> version it speaks now and the change in words. */
  readonly interfaces: readonly { readonly message: string; readonly version: number; readonly change: string }[];
  /** Count of the entries that happened at this component. */
  readonly entryCount: number;
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

export type ComponentView = ClientView | ServiceView | LogView;
