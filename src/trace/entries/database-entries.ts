import type { Base } from '../entry.ts';

/** A database begins or ends to use its disk for a request. */
interface Query extends Base {
  /** Unique in the run. */
  readonly query: number;
  readonly what: 'read' | 'scan' | 'commit';
  readonly table: string;
  readonly label: string;
  /** How many queries share the disk from now on, this one included while it goes on. */
  readonly active: number;
}

export interface QueryStarted extends Query {
  readonly kind: 'query.started';
  /** How long it takes with a channel of its own. */
  readonly needUs: number;
}

export interface QueryFinished extends Query {
  readonly kind: 'query.finished';
  readonly tookUs: number;
  readonly needUs: number;
}

/** A transaction is durable: from now on everybody sees it. Each row that it wrote has its own entry. */
export interface TransactionCommitted extends Base {
  readonly kind: 'transaction.committed';
  readonly transaction: number;
  /** The place of its commit record in the log. */
  readonly lsn: number;
  readonly changes: readonly { readonly op: string; readonly table: string; readonly key: string }[];
  readonly label: string;
}

/** A transaction is given up, and nothing of it has happened. */
export interface TransactionAborted extends Base {
  readonly kind: 'transaction.aborted';
  readonly reason: 'conflict' | 'duplicate' | 'rollback' | 'crash';
  readonly table: string;
  readonly key: string;
  /** A sentence for learners. */
  readonly why: string;
  readonly label: string;
}

/** A commit came that is known already; it is answered as it was the first time. */
export interface TransactionRepeated extends Base {
  readonly kind: 'transaction.repeated';
  readonly label: string;
}

/** The log is read after a restart: what it has is there, what it has not is gone. */
export interface DatabaseRecovered extends Base {
  readonly kind: 'database.recovered';
  readonly lsn: number;
}

/** A version of a row has reached a replica. */
export interface ReplicaApplied extends Base {
  readonly kind: 'replica.applied';
  /** From 0. */
  readonly replica: number;
  readonly table: string;
  readonly key: string;
  readonly version: number;
  /** Since the write set out. */
  readonly tookUs: number;
  /** A newer version was there already. */
  readonly overtaken: boolean;
  readonly label: string;
}

/** A read of a row has got the answers that it waits for. */
export interface ReplicaRead extends Base {
  readonly kind: 'replica.read';
  readonly table: string;
  readonly key: string;
  /** Who answered first. */
  readonly replicas: readonly number[];
  /** What it returns; 0: no such row. */
  readonly version: number;
  /** The newest version that was committed when the read began. */
  readonly newest: number;
  /** It returns an older version than its reader has seen before. */
  readonly backwards: boolean;
  readonly label: string;
}

/** A connector hands a change, or a message of an outbox, to the broker. */
export interface ChangeCaptured extends Base {
  readonly kind: 'change.captured';
  /** Debezium's letter; '' for a tombstone. */
  readonly op: string;
  readonly table: string;
  readonly key: string;
  readonly lsn: number;
  /** From the commit to now. */
  readonly lagUs: number;
  /** It was handed over before, and the position didn't say so. */
  readonly again: boolean;
  readonly label: string;
}

/** A change that isn't published, and why. */
export interface ChangeIgnored extends Base {
  readonly kind: 'change.ignored';
  readonly table: string;
  readonly key: string;
  readonly lsn: number;
  readonly why: string;
  /** Somebody should look at it. */
  readonly unexpected: boolean;
}

/** After a crash the connector goes on from here. */
export interface PositionStored extends Base {
  readonly kind: 'position.stored';
  readonly lsn: number;
  /** How many records of the transaction behind it. */
  readonly records: number;
}

/** A relay has looked into the outbox. */
export interface OutboxPolled extends Base {
  readonly kind: 'outbox.polled';
  readonly waiting: number;
  readonly taken: number;
}

/** A relay hands a message of the outbox to the broker. */
export interface OutboxRelayed extends Base {
  readonly kind: 'outbox.relayed';
  readonly id: string;
  readonly name: string;
  readonly again: boolean;
  readonly label: string;
}

export type DatabaseEntry =
  | QueryStarted
  | QueryFinished
  | TransactionCommitted
  | TransactionAborted
  | TransactionRepeated
  | DatabaseRecovered
  | ReplicaApplied
  | ReplicaRead
  | ChangeCaptured
  | ChangeIgnored
  | PositionStored
  | OutboxPolled
  | OutboxRelayed;
