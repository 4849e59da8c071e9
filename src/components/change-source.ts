import type { TimeUs } from '../kernel/time.ts';
import type { Row } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';

/** One change, as a database's write-ahead log says it. */
export interface RowChange {
  /** Its place in the log: a log sequence number, counted from 1. */
  readonly lsn: number;
  readonly kind: 'insert' | 'update' | 'delete' | 'truncate' | 'message';
  /** For a `message`: its prefix. */
  readonly table: string;
  /** '' for `truncate` and `message`. */
  readonly key: string;
  /** An update that changed the key: the key before; null for every other change. */
  readonly oldKey: string | null;
  /** The column that holds the key. */
  readonly keyField: string;
  readonly before: Row | null;
  readonly after: Row | null;
  /** For a `message`: what it says. */
  readonly content: Data;
}

/** A transaction that is in the log for good. */
export interface CommittedTransaction {
  readonly id: number;
  readonly changes: readonly RowChange[];
  /** The place of its commit record, which is behind all its changes. */
  readonly commitLsn: number;
  readonly committedUs: TimeUs;
}

/** The rows of some tables as one instant of the log has them. */
export interface RowSnapshot {
  /** The log's end then: everything after it is not in the rows. */
  readonly lsn: number;
  readonly rows: readonly {
    readonly table: string;
    readonly key: string;
    readonly keyField: string;
    readonly row: Row;
  }[];
}

/** What a connector can see of a database: its write-ahead log, in commit order, and a consistent snapshot. */
export interface ChangeSource {
  /** The first transaction that was committed behind this place; null where there is none yet. */
  after(lsn: number): CommittedTransaction | null;
  /** `tables`: null takes all. */
  snapshot(tables: readonly string[] | null): RowSnapshot;
}
