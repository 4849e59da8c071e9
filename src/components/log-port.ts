/** How a consumer meets a log: its long poll, which is not drawn. Records and commits travel over the network. */
export interface LogPort {
  /** The member (a component) takes part in the group from now on; partitions are assigned anew. Returns the group's generation. */
  join(group: string, member: string, cause: number | null): number;
  /** The member's polls end, because it went down. Its partitions stay with it until it comes back. */
  silence(group: string, member: string): void;
  /** The member has room for the next record of the partition. */
  poll(group: string, partition: number): void;
}

/** What a commit message says: the member has handled everything below `offset`. */
export interface CommitData {
  readonly group: string;
  readonly partition: number;
  readonly offset: number;
  readonly generation: number;
}
