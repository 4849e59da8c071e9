import type { Distribution } from '../../kernel/distribution.ts';
import type { ComponentBase, Row } from '../scenario.ts';

/** A database: tables, transactions, a write-ahead log, replicas if wanted. */
export interface DatabaseSpec extends ComponentBase {
  readonly kind: 'database';
  readonly restartUs: number;
  readonly io: IoSpec;
  /** null: one copy of the rows. */
  readonly replicas: ReplicasSpec | null;
  /** How much of a row its log says from before a change: all, or the key alone. */
  readonly identity: 'default' | 'full';
  /** Rows that are there from the start, by table. */
  readonly initial: ReadonlyMap<string, readonly InitialRow[]>;
}

/** What queries take of the disk when nobody else uses it. */
interface IoSpec {
  readonly channels: number;
  /** A row by its key. */
  readonly read: Distribution;
  /** A commit. */
  readonly write: Distribution;
  /** Each row of a whole table. */
  readonly scanUs: number;
}

interface InitialRow {
  readonly key: string;
  readonly keyField: string;
  readonly row: Row;
}

/** N replicas, and of how many reads and writes wait for the answer. */
export interface ReplicasSpec {
  readonly count: number;
  readonly read: number;
  readonly write: number;
  /** By the way that a message takes between coordinator and replica. */
  readonly delays: {
    readonly write: Distribution;
    readonly ack: Distribution;
    readonly read: Distribution;
    readonly answer: Distribution;
  };
  /** What each way takes longer to all replicas but the one that is nearest to whoever asks, drawn for each operation. */
  readonly remoteUs: number;
}
