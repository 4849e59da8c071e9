import { assignToEquals, subscribeEqually } from './equal-subscriptions.ts';
import type { Assignment, Draft, Member } from './member.ts';
import { MixedAssignment } from './mixed-subscriptions.ts';
import { settleClaims } from './ownership.ts';
import type { Ownership } from './ownership.ts';
import { assignRanges } from './range.ts';
import { assignRoundRobin } from './round-robin.ts';
import { SubscribedPartitions } from './subscribed-partitions.ts';
import { partitionName } from './topic-partition.ts';
import type { TopicPartition } from './topic-partition.ts';

/** The assignors of Kafka's clients, under the names that the group protocol gives them. */
export const ASSIGNORS = ['range', 'roundrobin', 'sticky', 'cooperative-sticky'] as const;

export type Assignor = (typeof ASSIGNORS)[number];

/**
 * Deals the partitions of the topics (each with its number of partitions) out to the members, as Kafka's assignor of
 * that name does without racks. Cooperative: what a member must give up first is in nobody's share.
 */
export function assign(
  assignor: Assignor,
  partitionsPerTopic: ReadonlyMap<string, number>,
  members: readonly Member[],
): Assignment {
  if (members.length === 0) return new Map();
  const partitions = new SubscribedPartitions(partitionsPerTopic, members);
  switch (assignor) {
    case 'range':
      return assignRanges(partitions, members);
    case 'roundrobin':
      return assignRoundRobin(partitions, members);
    case 'sticky':
      return stick(partitions, members).draft;
    case 'cooperative-sticky': {
      const { draft, transferring } = stick(partitions, members);
      return new Map([...draft].map(([id, mine]) => [id, mine.filter((partition) => !transferring.has(partition))]));
    }
  }
}

function stick(
  partitions: SubscribedPartitions,
  members: readonly Member[],
): { readonly draft: Draft; readonly transferring: ReadonlySet<TopicPartition> } {
  const ownership = settleClaims(partitions, members);
  if (subscribeEqually(members)) return assignToEquals(partitions, ownership);
  const draft = new MixedAssignment(partitions, members, ownership).make();
  return { draft, transferring: stillHeld(draft, members, ownership) };
}

/** Partitions that one member is to get while another one holds them: they have to be given up first. */
function stillHeld(draft: Draft, members: readonly Member[], { owned }: Ownership): ReadonlySet<TopicPartition> {
  const claims = new Map(members.map((member) => [member.id, new Set(member.owned?.map(partitionName))]));
  const holders = new Map([...owned].flatMap(([id, mine]) => mine.map((partition) => [partition, id])));
  const isHeld = (partition: TopicPartition, id: string): boolean => {
    const name = partitionName(partition);
    const claimed = claims.get(id)?.has(name) ?? false;
    const otherHolds = holders.has(partition) && holders.get(partition) !== id;
    return otherHolds || (!claimed && [...claims.values()].some((names) => names.has(name)));
  };
  return new Set([...draft].flatMap(([id, mine]) => mine.filter((partition) => isHeld(partition, id))));
}
