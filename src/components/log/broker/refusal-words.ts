import type { Refusal } from '../replication/produce.ts';

/** What Kafka's errors mean, for learners. */
export const refusalWords: { readonly [error in Refusal]: string } = {
  LeaderNotAvailableException: 'no broker leads the partition right now',
  NotEnoughReplicasException: 'fewer replicas are in sync than the topic asks for',
  InvalidRecordException: 'a compacted topic keeps no record without a key',
  OutOfOrderSequenceException: 'a record that its producer sent before has not come yet',
  InvalidProducerEpochException: 'its producer has been fenced off since: the transaction is over',
};

/** Trying again helps with these. */
export const PASSING: ReadonlySet<Refusal> = new Set([
  'LeaderNotAvailableException',
  'NotEnoughReplicasException',
  'OutOfOrderSequenceException',
]);
