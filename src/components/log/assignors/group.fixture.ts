import type { Assignment, Member } from './member.ts';
import { partitionName } from './topic-partition.ts';
import type { TopicPartition } from './topic-partition.ts';

/** `orders-2` as a partition. */
export function at(name: string): TopicPartition {
  const dash = name.lastIndexOf('-');
  return { topic: name.slice(0, dash), partition: Number(name.slice(dash + 1)) };
}

export function topics(counts: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  return new Map(Object.entries(counts));
}

/** Members by id: what they subscribe to, what they hold, and of which generation. */
export function members(
  of: Readonly<Record<string, readonly [topics: string, owned?: string, generation?: number]>>,
): readonly Member[] {
  return Object.entries(of).map(([id, [subscribed, owned = '', generation]]) => ({
    id,
    topics: subscribed.split(' '),
    owned: owned === '' ? [] : owned.split(' ').map(at),
    generation,
  }));
}

/** The assignment as text: `{ a: 't-0 t-1' }`. */
export function shares(assignment: Assignment): Readonly<Record<string, string>> {
  return Object.fromEntries([...assignment].map(([id, mine]) => [id, mine.map(partitionName).join(' ')]));
}
