import type { Batch } from '../producer/producer-state.ts';

/** A record as a producer hands it over. */
export interface NewRecord<Value> {
  /** null: without a key. */
  readonly key: string | null;
  /** null: a tombstone, which deletes its key from a compacted topic. */
  readonly value: Value | null;
  /** What a tombstone carries all the same. */
  readonly tombstone?: Value | undefined;
  readonly bytes: number;
  readonly timeUs: number;
}

/** A record at rest. */
export interface LogRecord<Value> extends NewRecord<Value> {
  readonly offset: number;
  /** The term of the leader that wrote it. */
  readonly epoch: number;
  /** The idempotent producer's batch that begins with this record. */
  readonly batch: Batch | null;
}
