import type { GroupMember } from '../log-port.ts';

/** Where one consumer group stands in one partition of a log. */
export interface GroupPartition {
  /** What the group reads next after a crash or a rebalance. */
  committed: number;
  /** The offset that the member's poll waits for; null while it has what it asked for. */
  wanted: number | null;
  /** One more than the last offset that was ever sent to the group. */
  furthest: number;
  /** Deliveries so far of records that were sent more than once. */
  readonly redeliveries: Map<number, number>;
  /** Seq of the last fetch's `message.sent`. */
  lastSent: number;
  member: string | null;
}

/** A consumer group: its members and the partitions that they read. */
export class Group {
  readonly partitions: readonly GroupPartition[];
  generation = 0;
  /** null while the member is silent. */
  readonly #members = new Map<string, GroupMember | null>();

  constructor(partitions: number) {
    this.partitions = Array.from({ length: partitions }, () => ({
      committed: 0,
      wanted: null,
      furthest: 0,
      redeliveries: new Map(),
      lastSent: -1,
      member: null,
    }));
  }

  /** The member with this id; null while it is silent or where it never joined. */
  member(id: string): GroupMember | null {
    return this.#members.get(id) ?? null;
  }

  /** Those that poll, in the order of their ids. */
  get present(): readonly GroupMember[] {
    return this.#ids().flatMap((id) => this.member(id) ?? []);
  }

  /**
   * Takes the member in and deals the partitions out in contiguous ranges, as Kafka's range assignor does: in the
   * order of ids, the first members getting one more where they don't divide evenly. Returns the assignment.
   */
  join(member: GroupMember): { readonly [member: string]: readonly number[] } {
    this.#members.set(member.id, member);
    this.generation++;
    const ids = this.#ids();
    const share = Math.floor(this.partitions.length / ids.length);
    const extra = this.partitions.length % ids.length;
    const assignment: { [member: string]: number[] } = {};
    let next = 0;
    ids.forEach((id, index) => {
      const mine: number[] = [];
      for (let i = 0; i < share + (index < extra ? 1 : 0); i++) {
        const partition = this.partitions[next] as GroupPartition;
        if (partition.member !== id) partition.wanted = null;
        partition.member = id;
        mine.push(next++);
      }
      assignment[id] = mine;
    });
    return assignment;
  }

  /** Its polls end; its partitions stay with it. Nothing happens where it never joined. */
  silence(id: string): void {
    if (!this.#members.has(id)) return;
    this.#members.set(id, null);
    for (const partition of this.partitions) if (partition.member === id) partition.wanted = null;
  }

  #ids(): readonly string[] {
    return [...this.#members.keys()].sort();
  }
}
