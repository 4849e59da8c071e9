import type { LogConsumption } from '../scenario/scenario.ts';

/** How a member stands in one partition: what it reads next, and when it commits what. */
export interface PartitionReader {
  /** The offset that the next poll reads from. */
  readonly position: number;
  /** When it commits what its polls have returned; null: it doesn't commit at intervals. */
  readonly nextCommitUs: number | null;
  /** What a poll at this instant commits before it returns records; null for nothing. */
  polls(nowUs: number): number | null;
  /** The poll returned records up to and without this offset; the offset to commit before they are processed, or null. */
  returned(endOffset: number): number | null;
  /** The record at the offset is processed; the offset to commit now, or null. */
  processed(offset: number): number | null;
}

/** A partition in a member's hands, and where the group stands in it. */
export interface AssignedPartition {
  readonly partition: number;
  /** What the group has committed; null: nothing. */
  readonly committed: number | null;
  /** For a member that hasn't read it: it begins where the group stands, and what that passes over is said. */
  begin(): PartitionReader;
}

/** A consumer, as the log calls it back. */
export interface GroupMember {
  /** The component. */
  readonly id: string;
  /** How it reads; left out: as Kafka's defaults say, but from the log's start. */
  readonly spec?: LogConsumption;
  /** It reads exactly these partitions from now on. */
  assigned(generation: number, partitions: readonly AssignedPartition[], cause: number): void;
  /** The record that was sent last got lost on its way, and so nothing has come for long. */
  fetchTimedOut(partition: number, offset: number): void;
  /** The partition ends before the place where it waits: it waits where the reader stands now. */
  wound?(partition: number, reader: PartitionReader): void;
  /** The transaction has ended in which the record before the offset was handled. */
  settled?(partition: number, offset: number): void;
}

/** How a consumer meets a log: its long poll, which is not drawn. Records and commits travel over the network. */
export interface LogPort {
  /** The member takes part in the group as soon as the log is up; partitions are assigned anew then. */
  join(group: string, member: GroupMember, cause: number): void;
  /** The member's polls end, because it went down. Its partitions stay with it until it comes back or its session times out. */
  silence(group: string, member: string, cause: number): void;
  /** The member that has the partition waits for the record at `offset`. */
  poll(group: string, partition: number, offset: number): void;
  /** The partition that a record with this key goes to. */
  partitionFor(key: string | null): number;
  /** An id for an idempotent producer, which no other one has. */
  producerId(): number;
  /** The transaction of the record that a group handles of the partition, begun if need be. */
  transaction(group: string, partition: number): Transaction;
  /** The member gives up the transaction in which it handled a record of the partition. */
  abort(group: string, partition: number, cause: number): void;
}

/** What a group handles one record in. */
export interface Transaction {
  /** The transactional id. */
  readonly id: string;
  readonly producerId: number;
  readonly epoch: number;
}

/** What a commit message says: the member has handled everything below `offset`. */
export interface CommitData {
  readonly group: string;
  readonly partition: number;
  readonly offset: number;
  readonly generation: number;
}
