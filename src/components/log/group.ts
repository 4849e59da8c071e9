/** Where one consumer group stands in one partition of a log. */
export interface GroupPartition {
  /** What the group reads next after a crash or a rebalance. */
  committed: number;
  /** What the member reads next. */
  position: number;
  /** One more than the last offset that was ever sent to the group. */
  furthest: number;
  /** Deliveries so far of records that were sent more than once. */
  readonly redeliveries: Map<number, number>;
  member: string | null;
  /** The member's poll waits for a record of this partition. */
  polled: boolean;
}

/** A consumer group: its members and the partitions that they read. */
export class Group {
  readonly partitions: readonly GroupPartition[];
  generation = 0;
  /** In the order of joining; false while the member is silent. */
  readonly #members = new Map<string, boolean>();

  constructor(partitions: number) {
    this.partitions = Array.from({ length: partitions }, () => ({
      committed: 0,
      position: 0,
      furthest: 0,
      redeliveries: new Map(),
      member: null,
      polled: false,
    }));
  }

  /**
   * Takes the member in and deals the partitions out in contiguous ranges (the first members get one more where they
   * don't divide evenly). Whoever gets a partition anew reads on from what is committed. Returns the assignment.
   */
  join(member: string): { readonly [member: string]: readonly number[] } {
    const comesBack = this.#members.get(member) !== true;
    this.#members.set(member, true);
    this.generation++;
    const names = [...this.#members.keys()];
    const share = Math.floor(this.partitions.length / names.length);
    const extra = this.partitions.length % names.length;
    const assignment: { [member: string]: number[] } = {};
    let next = 0;
    names.forEach((name, index) => {
      const mine: number[] = [];
      for (let i = 0; i < share + (index < extra ? 1 : 0); i++) {
        const partition = this.partitions[next] as GroupPartition;
        if (partition.member !== name || (name === member && comesBack)) {
          partition.member = name;
          partition.position = partition.committed;
          partition.polled = this.#members.get(name) === true;
        }
        mine.push(next++);
      }
      assignment[name] = mine;
    });
    return assignment;
  }

  silence(member: string): void {
    this.#members.set(member, false);
    for (const partition of this.partitions) if (partition.member === member) partition.polled = false;
  }
}
