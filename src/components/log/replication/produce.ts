import type { Batch } from '../producer/producer-state.ts';

/** Whose word a producer waits for: nobody's, the leader's, or that of all in-sync replicas. */
export type Acks = 0 | 1 | 'all';

/** Of which idempotent producer a batch is; the number of its records is known. */
export type ProducerStamp = Omit<Batch, 'recordCount'>;

/** Kafka's names of the errors. */
export type Refusal =
  | 'LeaderNotAvailableException'
  | 'NotEnoughReplicasException'
  | 'InvalidRecordException'
  | 'OutOfOrderSequenceException'
  | 'InvalidProducerEpochException';

export interface Accepted {
  readonly kind: 'appended' | 'duplicate';
  readonly baseOffset: number;
  readonly acknowledged: boolean;
  /** With acks=all, where the acknowledgement is still to come: the event that brings it has this number. */
  readonly ticket: number | null;
}

export type Produced = Accepted | { readonly kind: 'refused'; readonly error: Refusal };
