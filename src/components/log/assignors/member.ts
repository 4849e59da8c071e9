import type { TopicPartition } from './topic-partition.ts';

/** What a member of a consumer group says when it joins. */
export interface Member {
  readonly id: string;
  /** Kafka's `group.instance.id`: a static member keeps its place in the order when it restarts under another id. */
  readonly instanceId?: string | undefined;
  readonly topics: readonly string[];
  /** What it holds from the generation that it was last in. */
  readonly owned?: readonly TopicPartition[] | undefined;
  /** The generation that `owned` is of; a member that was in none leaves it out. */
  readonly generation?: number | undefined;
}

/** Who reads what: every member has an entry, be it empty. */
export type Assignment = ReadonlyMap<string, readonly TopicPartition[]>;

/** An assignment while it is being made. */
export type Draft = Map<string, TopicPartition[]>;

/** A draft in which each member has nothing yet. */
export function emptyDraft(members: readonly Member[]): Draft {
  return new Map(members.map(({ id }) => [id, []]));
}

/** The order in which range and round-robin serve members: static ones by instance id, then the others by id. */
export function inServingOrder(members: readonly Member[]): readonly Member[] {
  return members.toSorted((a, b) => {
    if (a.instanceId !== undefined && b.instanceId !== undefined) return compare(a.instanceId, b.instanceId);
    if (a.instanceId !== undefined) return -1;
    if (b.instanceId !== undefined) return 1;
    return compare(a.id, b.id);
  });
}

/** Order of texts by their UTF-16 units, the same everywhere. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
