import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

type Shares = { readonly [member: string]: readonly number[] };

/** A group deals its partitions out anew: what its members stop reading, and what they begin to read. */
export interface GroupRebalanced extends Base {
  readonly kind: 'group.rebalanced';
  readonly group: string;
  readonly generation: number;
  readonly assignor: string;
  /** `expired`: it was down for longer than the session timeout; `follow-up`: what was given up finds its new member. */
  readonly because: 'joined' | 'returned' | 'expired' | 'follow-up';
  /** Who joined, came back or expired. */
  readonly member: string;
  readonly revoked: Shares;
  readonly added: Shares;
}

/** A group reads on somewhere else than where it stood. */
export interface OffsetReset extends Base {
  readonly kind: 'offset.reset';
  readonly group: string;
  readonly partition: number;
  /** Where it stood; null: it had no committed offset. */
  readonly from: number | null;
  readonly offset: number;
  /** `expired`: what it stood at was deleted; `lost`: a new leader does not have it; `asked`: a person wants it. */
  readonly because: 'new' | 'expired' | 'lost' | 'asked';
  /** Offsets that the group never reads because of it. */
  readonly skipped: number;
}

/** A follower has copied the leader's records before the offset. */
export interface LogReplicated extends Base {
  readonly kind: 'log.replicated';
  readonly partition: number;
  readonly replica: number;
  readonly offset: number;
}

/** Records before the offset are committed: consumers may read them. */
export interface HighWatermarkRaised extends Base {
  readonly kind: 'log.committed';
  readonly partition: number;
  readonly offset: number;
}

export interface LeaderElected extends Base {
  readonly kind: 'log.leader-elected';
  readonly partition: number;
  /** null: no replica may lead, and nothing is written or read. */
  readonly leader: number | null;
  readonly epoch: number;
  /** It was not in sync. */
  readonly unclean: boolean;
  /** The end of the leader's log, and the committed records' in it. */
  readonly end: number;
  readonly committed: number;
  readonly inSync: readonly number[];
}

export interface IsrChanged extends Base {
  readonly kind: 'log.isr-changed';
  readonly partition: number;
  readonly replica: number;
  readonly joins: boolean;
  readonly inSync: readonly number[];
}

/** A follower gave up records that its leader does not have. */
export interface LogTruncated extends Base {
  readonly kind: 'log.truncated';
  readonly partition: number;
  readonly replica: number;
  /** Its log ends here now. */
  readonly offset: number;
  readonly records: number;
}

/** Records are gone of which a producer was told that they are stored. */
export interface RecordsLost extends Base {
  readonly kind: 'log.records-lost';
  readonly partition: number;
  readonly offsets: readonly number[];
  readonly messages: readonly Message[];
}

export interface ReplicaChanged extends Base {
  readonly kind: 'replica.crashed' | 'replica.restarted';
  readonly replica: number;
}

/** The broker does not take a record; `error` is Kafka's name of the reason. */
export interface ProduceRefused extends Base {
  readonly kind: 'log.produce-refused';
  readonly partition: number;
  readonly message: Message;
  readonly error: string;
  readonly why: string;
}

/** A batch of an idempotent producer that came again: it is stored once. */
export interface ProduceDuplicate extends Base {
  readonly kind: 'log.duplicate';
  readonly partition: number;
  readonly offset: number;
  readonly message: Message;
}

/** Old records are deleted. */
export interface LogExpired extends Base {
  readonly kind: 'log.expired';
  readonly partition: number;
  readonly because: 'time' | 'size' | 'asked';
  /** The log begins here now. */
  readonly start: number;
  readonly records: number;
}

/** Records with keys that came again are cleaned away. */
export interface LogCompacted extends Base {
  readonly kind: 'log.compacted';
  readonly partition: number;
  readonly offsets: readonly number[];
}

/** A record stands in the log whose transaction is open. */
export interface TransactionExtended extends Base {
  readonly kind: 'log.transaction-extended';
  readonly transaction: string;
  readonly epoch: number;
  readonly partition: number;
  readonly offset: number;
}

/** A transaction ends: its records in this log become readable together, or never do. */
export interface TransactionEnded extends Base {
  readonly kind: 'log.transaction-committed' | 'log.transaction-aborted';
  readonly transaction: string;
  readonly epoch: number;
  readonly records: readonly { readonly partition: number; readonly offset: number }[];
  readonly why: string | null;
}

/** A reader of committed records passes over those of aborted transactions. */
export interface RecordsPassedOver extends Base {
  readonly kind: 'record.passed-over';
  readonly group: string;
  readonly partition: number;
  readonly offsets: readonly number[];
}

export type LogEntry =
  | GroupRebalanced
  | OffsetReset
  | LogReplicated
  | HighWatermarkRaised
  | LeaderElected
  | IsrChanged
  | LogTruncated
  | RecordsLost
  | ReplicaChanged
  | ProduceRefused
  | ProduceDuplicate
  | LogExpired
  | LogCompacted
  | TransactionExtended
  | TransactionEnded
  | RecordsPassedOver;
