import type { Distribution } from '../../kernel/distribution.ts';

/** How a service reads a log, where its document says more than which log. */
export interface Reading {
  /** How the group's partitions are dealt out; default: range. */
  readonly assignor?: 'range' | 'roundrobin' | 'sticky' | 'cooperative-sticky';
  /** When it commits; default: after each record. */
  readonly commit?: Committing;
  /** Where it begins without a valid committed offset; default: earliest. */
  readonly reset?: 'earliest' | 'latest';
  /** When a member that is down is put out of the group; default: 45 s. */
  readonly sessionTimeoutUs?: number;
  /** True: it passes over records of aborted transactions, and waits for open ones. */
  readonly readCommitted?: boolean;
  /** True: what its handlers publish and the offset that they commit is one transaction. */
  readonly exactlyOnce?: boolean;
}

export type Committing =
  | { readonly when: 'after-processing'; readonly every: number }
  | { readonly when: 'before-processing' }
  | { readonly when: 'interval'; readonly everyUs: number }
  | { readonly when: 'manual' };

/** How a log is kept, where a document asks for the whole broker. */
export interface BrokerSpec {
  readonly replicas: number;
  readonly minInsyncReplicas: number;
  readonly uncleanElection: boolean;
  /** A follower that is behind for longer leaves the in-sync replicas. */
  readonly replicaLagUs: number;
  /** Until the controller finds out that a broker is down. */
  readonly brokerTimeoutUs: number;
  /** One way between two brokers. */
  readonly replication: Distribution;
  readonly retentionUs: number | null;
  /** Of one partition. */
  readonly retentionBytes: number | null;
  readonly segmentUs: number;
  readonly segmentBytes: number;
  /** null: not compacted. */
  readonly compaction: {
    readonly deleteRetentionUs: number;
    readonly minCompactionLagUs: number;
    readonly minCleanableDirtyRatio: number;
  } | null;
}

/** What a producer asks of the log, where a document asks for the whole broker. */
export interface Producing {
  readonly acks: 0 | 1 | 'all';
  readonly idempotent: boolean;
}
