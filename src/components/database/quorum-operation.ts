import type { TimeUs } from '../../kernel/time.ts';
import type { Versioned } from './replica.ts';

/** A write on its way to all replicas. Its times tell afterwards how soon which replica had it. */
export interface QuorumWrite<V> {
  readonly kind: 'write';
  readonly key: string;
  readonly version: Versioned<V>;
  /** The replica that is nearest to whoever asks. */
  readonly near: number;
  readonly startedUs: TimeUs;
  /** By replica: when the version reached it; null: not yet. */
  readonly reachedUs: (TimeUs | null)[];
  acks: number;
  /** When W replicas had acknowledged it; null: not yet. */
  committedUs: TimeUs | null;
}

/** A replica's answer to a read. */
export interface ReplicaAnswer<V> {
  readonly replica: number;
  /** When the read reached the replica. */
  readonly reachedUs: TimeUs;
  readonly version: Versioned<V> | null;
}

/** A read on its way to all replicas. */
export interface QuorumRead<V> {
  readonly kind: 'read';
  readonly key: string;
  readonly near: number;
  readonly startedUs: TimeUs;
  /** The first R, in the order in which they came; later ones are ignored. */
  readonly answers: ReplicaAnswer<V>[];
  /** When the R-th answer came; null: not yet. */
  answeredUs: TimeUs | null;
  /** The newest version among the answers. */
  result: Versioned<V> | null;
}

/** The four ways of a message between coordinator and replica, by the letters of the PBS paper: W, A, R, S. */
export type Leg = 'write' | 'ack' | 'read' | 'answer';

/** A message inside the group, on its way. */
export interface QuorumMessage<V> {
  readonly leg: Leg;
  readonly operation: QuorumWrite<V> | QuorumRead<V>;
  readonly replica: number;
  readonly dueUs: TimeUs;
  /** An answer's content. */
  readonly answer: ReplicaAnswer<V> | null;
}
