import type { Message } from '../trace/message.ts';
import type { Data } from '../trace/message.ts';
import type { Row } from '../scenario/scenario.ts';
import type { ChangeSource } from './change-source.ts';

/** Who tails a database's log. */
export interface LogTailer {
  /** The component. */
  readonly id: string;
}

/** How others meet a database beside messages: its log, as far as the news of it have travelled over the network. */
export interface DatabasePort {
  readonly changes: ChangeSource;
  /** The story that a transaction belongs to; null: none, its rows were there from the start. */
  storyOf(transaction: number): Message | null;
  /** The request with this id, of which the id of an outbox row is made; null: there was none. */
  storyOfRequest(id: number): Message | null;
  /** From now on the tailer is told of each transaction behind a place, one message each; null: of the rows first. */
  tail(tailer: LogTailer, afterLsn: number | null, cause: number): void;
  /** The tailer is down. */
  silence(tailer: string): void;
  /** How many rows a table has; `changed` is called once when that may be different. */
  watch(table: string, watcher: string, changed: (cause: number) => void): number;
}

/** What is told to a tailer. */
export interface LogNews {
  /** Everything up to here may be read now. */
  readonly lsn: number;
  readonly changes: readonly { readonly op: string; readonly table: string; readonly key: string }[];
}

/** Changes of one transaction, as they travel to the database. */
export interface CommitRequest {
  readonly changes: readonly CommitChange[];
  /** Rows that must still be at the version that was read. */
  readonly checks: readonly { readonly table: string; readonly key: string; readonly version: number }[];
  /** Under which the transaction is done once; null: as often as it comes. */
  readonly once: string | null;
}

export type CommitChange =
  | {
      readonly op: 'write';
      readonly table: string;
      readonly key: string;
      readonly keyField: string;
      readonly keyData: Data;
      readonly set: Row;
    }
  | { readonly op: 'delete'; readonly table: string; readonly key: string }
  /** `id` is made of the place in the outbox. */
  | { readonly op: 'outbox'; readonly type: string; readonly key: Data; readonly payload: Data };

/** What a commit comes to, beside failing. */
export interface CommitReply {
  readonly lsn: number;
  /** Set where the key of `once` was handled before, so that nothing was done. */
  readonly duplicate: boolean;
}

/** What reading a row comes to. */
export interface RowReply {
  readonly row: Row | null;
  /** 0: it was never written. */
  readonly version: number;
}
