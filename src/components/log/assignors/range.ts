import { emptyDraft, inServingOrder } from './member.ts';
import type { Assignment, Member } from './member.ts';
import type { SubscribedPartitions } from './subscribed-partitions.ts';

/**
 * Kafka's RangeAssignor without racks: topic by topic, each subscriber gets a contiguous range, the first ones one
 * partition more where the topic does not divide evenly.
 */
export function assignRanges(partitions: SubscribedPartitions, members: readonly Member[]): Assignment {
  const draft = emptyDraft(members);
  const served = inServingOrder(members);
  for (const topic of partitions.topics) {
    const subscribers = served.filter(({ topics }) => topics.includes(topic));
    const all = partitions.of(topic);
    const share = Math.floor(all.length / subscribers.length);
    const extra = all.length % subscribers.length;
    let next = 0;
    subscribers.forEach(({ id }, index) => {
      const end = next + share + (index < extra ? 1 : 0);
      draft.get(id)?.push(...all.slice(next, end));
      next = end;
    });
  }
  return draft;
}
