import { assign } from './assignor.ts';
import type { Assignor } from './assignor.ts';
import type { Assignment, Member } from './member.ts';
import { partitionName } from './topic-partition.ts';
import type { TopicPartition } from './topic-partition.ts';

/** What one rebalance asks of the members of a group. */
export interface Rebalance {
  readonly assignment: Assignment;
  /** What each member stops reading: everything before an eager rebalance, what it loses after a cooperative one. */
  readonly revoked: Assignment;
  /** What each member begins to read. */
  readonly added: Assignment;
  /** Whether members that gave something up join again at once, so that it finds its new owner. */
  readonly followUp: boolean;
}

/** One rebalance of a group, from what its members own to what they get; all but cooperative-sticky are eager. */
export function rebalance(
  assignor: Assignor,
  partitionsPerTopic: ReadonlyMap<string, number>,
  members: readonly Member[],
): Rebalance {
  const assignment = assign(assignor, partitionsPerTopic, members);
  const owned: Assignment = new Map(members.map(({ id, owned: mine = [] }) => [id, mine]));
  if (assignor !== 'cooperative-sticky') return { assignment, revoked: owned, added: assignment, followUp: false };
  const revoked = without(owned, assignment);
  const followUp = [...revoked.values()].some((partitions) => partitions.length > 0);
  return { assignment, revoked, added: without(assignment, owned), followUp };
}

function without(some: Assignment, others: Assignment): Assignment {
  return new Map(
    [...some].map(([id, partitions]): [string, readonly TopicPartition[]] => {
      const taken = new Set(others.get(id)?.map(partitionName));
      return [id, partitions.filter((partition) => !taken.has(partitionName(partition)))];
    }),
  );
}
