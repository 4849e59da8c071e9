import { compare } from './member.ts';
import type { Draft, Member } from './member.ts';
import type { SubscribedPartitions } from './subscribed-partitions.ts';
import type { TopicPartition } from './topic-partition.ts';

/** The generation of a member that was in none. */
export const NO_GENERATION = -1;

/** What the members hold that join a sticky assignment, as far as their claims are valid. */
export interface Ownership {
  readonly owned: Draft;
  /** Claimed by two members of the same generation: neither may keep it. */
  readonly contested: ReadonlySet<TopicPartition>;
  /** The newest generation that a member speaks of. */
  readonly generation: number;
}

/** Settles the members' claims: of two claims to a partition the newer generation's holds, of equal ones none. */
export function settleClaims(partitions: SubscribedPartitions, members: readonly Member[]): Ownership {
  const owned: Draft = new Map();
  const contested = new Set<TopicPartition>();
  const claimants = new Map<TopicPartition, Member>();
  let generation = NO_GENERATION;
  for (const member of members.toSorted((a, b) => compare(a.id, b.id))) {
    const mine: TopicPartition[] = [];
    owned.set(member.id, mine);
    generation = Math.max(generation, generationOf(member));
    for (const claim of member.owned ?? []) {
      const partition = partitions.find(claim);
      if (partition === undefined) continue;
      const other = claimants.get(partition);
      const newer = other === undefined ? 1 : generationOf(member) - generationOf(other);
      if (newer < 0) continue;
      if (newer === 0) contested.add(partition);
      else mine.push(partition);
      if (other !== undefined) remove(owned.get(other.id) ?? [], partition);
      claimants.set(partition, member);
    }
  }
  return { owned, contested, generation };
}

export function generationOf(member: Member): number {
  return member.generation ?? NO_GENERATION;
}

/** Takes the item out of the list, if it is in it. */
export function remove<Item>(list: Item[], item: Item): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
