/** A partition in a member's hands, and where the group stands in it. */
export interface AssignedPartition {
  readonly partition: number;
  readonly committed: number;
}

/** A consumer, as the log calls it back. */
export interface GroupMember {
  /** The component. */
  readonly id: string;
  /** It reads exactly these partitions from now on. */
  assigned(generation: number, partitions: readonly AssignedPartition[], cause: number): void;
  /** The record that was sent last got lost on its way, and so nothing has come for long. */
  fetchTimedOut(partition: number, offset: number): void;
}

/** How a consumer meets a log: its long poll, which is not drawn. Records and commits travel over the network. */
export interface LogPort {
  /** The member takes part in the group as soon as the log is up; partitions are assigned anew then. */
  join(group: string, member: GroupMember, cause: number): void;
  /** The member's polls end, because it went down. Its partitions stay with it until it comes back. */
  silence(group: string, member: string): void;
  /** The member that has the partition waits for the record at `offset`. */
  poll(group: string, partition: number, offset: number): void;
}

/** What a commit message says: the member has handled everything below `offset`. */
export interface CommitData {
  readonly group: string;
  readonly partition: number;
  readonly offset: number;
  readonly generation: number;
}
