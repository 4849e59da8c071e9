import { emptyDraft, inServingOrder } from './member.ts';
import type { Assignment, Member } from './member.ts';
import type { SubscribedPartitions } from './subscribed-partitions.ts';

/** Kafka's RoundRobinAssignor: all partitions of all topics go round the members, past those that don't subscribe. */
export function assignRoundRobin(partitions: SubscribedPartitions, members: readonly Member[]): Assignment {
  const draft = emptyDraft(members);
  const circle = inServingOrder(members);
  let next = 0;
  for (const partition of partitions.inOrder()) {
    // Somebody subscribes to the topic, or the partition would not be dealt out.
    while (!circle[next % circle.length]?.topics.includes(partition.topic)) next++;
    draft.get(circle[next++ % circle.length]?.id ?? '')?.push(partition);
  }
  return draft;
}
