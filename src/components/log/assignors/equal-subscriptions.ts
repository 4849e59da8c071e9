import { invariant } from '../../../kernel/invariant.ts';
import { inHashOrder, stringHash } from './java-hash.ts';
import { compare } from './member.ts';
import type { Draft, Member } from './member.ts';
import type { Ownership } from './ownership.ts';
import type { SubscribedPartitions } from './subscribed-partitions.ts';
import type { TopicPartition } from './topic-partition.ts';

/** A sticky assignment of a group in which all members subscribe to the same topics. */
export interface EqualAssignment {
  readonly draft: Draft;
  /** Dealt to a member while another one still holds it. */
  readonly transferring: ReadonlySet<TopicPartition>;
}

/** Whether all members subscribe to the same topics. */
export function subscribeEqually(members: readonly Member[]): boolean {
  const first = new Set(members[0]?.topics);
  return members.every(
    ({ topics }) => new Set(topics).size === first.size && topics.every((topic) => first.has(topic)),
  );
}

/** The sticky assignment of Kafka's clients where all members subscribe to the same topics, without racks. */
export function assignToEquals(partitions: SubscribedPartitions, { owned, contested }: Ownership): EqualAssignment {
  const fewest = Math.floor(partitions.count / owned.size);
  const most = Math.ceil(partitions.count / owned.size);
  const withMost = partitions.count % owned.size;
  const draft: Draft = new Map([...owned.keys()].map((id) => [id, []]));
  const revoked = new Set<TopicPartition>(contested);
  /** They have less than their share; and those that have just their share and may get one more. */
  const short: string[] = [];
  let atShare: string[] = [];
  let full = 0;

  for (const id of inHashOrder(owned.keys(), stringHash)) {
    const mine = (owned.get(id) ?? []).filter((partition) => !contested.has(partition));
    mine.sort((a, b) => a.partition - b.partition || compare(a.topic, b.topic));
    const keep = mine.length < fewest ? mine.length : mine.length >= most && full < withMost ? most : fewest;
    draft.set(id, mine.slice(0, keep));
    for (const partition of mine.slice(keep)) revoked.add(partition);
    if (mine.length < fewest) {
      short.push(id);
    } else if (keep > fewest) {
      full++;
      if (full === withMost) atShare = [];
    } else if (full < withMost) {
      atShare.push(id);
    }
  }

  short.sort(compare);
  atShare.sort(compare);
  const kept = new Set([...draft.values()].flat());
  const transferring = new Set<TopicPartition>();
  let turn = 0;
  for (const partition of partitions.inOrder().filter((each) => !kept.has(each))) {
    if (turn >= short.length) turn = 0;
    const filling = short.length > 0;
    const id = filling ? short[turn] : atShare.shift();
    invariant(id !== undefined, 'a partition is left over after every member has its share');
    const share = draft.get(id) ?? [];
    share.push(partition);
    if (revoked.has(partition)) transferring.add(partition);
    if (!filling) continue;
    if (share.length < fewest) {
      turn++;
    } else {
      short.splice(turn, 1);
      atShare.push(id);
    }
  }
  return { draft, transferring };
}
