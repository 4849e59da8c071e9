import type { GroupMember } from '../log-port.ts';
import { deal } from './dealing.ts';
import type { Deal } from './dealing.ts';

/** Where one consumer group stands in one partition of a log. */
export interface GroupPartition {
  /** What the group reads next after a crash or a rebalance; null: it has committed nothing. */
  committed: number | null;
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

interface Known {
  readonly member: GroupMember;
  /** Its process is there. */
  present: boolean;
  /** It was in a generation of the group. */
  settled: boolean;
}

/** A consumer group: its members and the partitions that they read. */
export class Group {
  readonly partitions: readonly GroupPartition[];
  generation = 0;
  readonly #members = new Map<string, Known>();

  constructor(partitions: number) {
    this.partitions = Array.from({ length: partitions }, () => ({
      committed: null,
      wanted: null,
      furthest: 0,
      redeliveries: new Map(),
      lastSent: -1,
      member: null,
    }));
  }

  /** How many members it has, silent ones included. */
  get size(): number {
    return this.#members.size;
  }

  /** The member with this id; null while it is silent or where it never joined. */
  member(id: string): GroupMember | null {
    const known = this.#members.get(id);
    return known?.present === true ? known.member : null;
  }

  /** The member with this id, silent or not. */
  known(id: string): GroupMember | null {
    return this.#members.get(id)?.member ?? null;
  }

  /** Those that poll, in the order of their ids. */
  get present(): readonly GroupMember[] {
    return this.#ids().flatMap((id) => this.member(id) ?? []);
  }

  /** Those whose process is gone, in the order of their ids. */
  get silent(): readonly string[] {
    return this.#ids().filter((id) => this.member(id) === null);
  }

  /** How the group deals its partitions out; all members have the same way. */
  get assignor(): string {
    const [first] = this.#members.values();
    return first?.member.spec?.assignor ?? 'range';
  }

  /** Takes the member in. */
  join(member: GroupMember): void {
    this.#members.set(member.id, { member, present: true, settled: this.#members.has(member.id) });
  }

  /** Its polls end; its partitions stay with it. Nothing happens where it never joined. */
  silence(id: string): void {
    const known = this.#members.get(id);
    if (known === undefined) return;
    known.present = false;
    for (const partition of this.partitions) if (partition.member === id) partition.wanted = null;
  }

  /** Puts the member out of the group. */
  expire(id: string): void {
    this.silence(id);
    this.#members.delete(id);
  }

  /** Begins a generation and deals the partitions out; what changes hands is read by nobody's poll. */
  rebalance(): Deal {
    const { generation, partitions } = this;
    this.generation++;
    const holdings = new Map<string, number[] | null>();
    for (const [id, known] of this.#members) {
      holdings.set(id, known.settled ? [] : null);
      known.settled = true;
    }
    partitions.forEach(({ member }, partition) => holdings.get(member ?? '')?.push(partition));
    const dealt = deal(this.assignor, partitions.length, holdings, generation);
    const owners = new Map<number, string>();
    for (const [id, mine] of Object.entries(dealt.assignment)) for (const partition of mine) owners.set(partition, id);
    partitions.forEach((partition, index) => {
      const owner = owners.get(index) ?? null;
      if (partition.member !== owner) partition.wanted = null;
      partition.member = owner;
    });
    return dealt;
  }

  #ids(): readonly string[] {
    return [...this.#members.keys()].sort();
  }
}
