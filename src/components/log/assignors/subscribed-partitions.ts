import { compare } from './member.ts';
import type { Member } from './member.ts';
import type { TopicPartition } from './topic-partition.ts';

/**
 * The partitions that a group has to deal out: those of the topics that a member subscribes to and that exist.
 * Each partition is one object here, so that sets and maps can hold it.
 */
export class SubscribedPartitions {
  /** In the order of their names. */
  readonly topics: readonly string[];
  readonly count: number;
  readonly #byTopic: ReadonlyMap<string, readonly TopicPartition[]>;

  constructor(partitionsPerTopic: ReadonlyMap<string, number>, members: readonly Member[]) {
    const subscribed = new Set(members.flatMap(({ topics }) => topics));
    this.topics = [...subscribed].filter((topic) => (partitionsPerTopic.get(topic) ?? 0) > 0).sort(compare);
    this.#byTopic = new Map(
      this.topics.map((topic) => [
        topic,
        Array.from({ length: partitionsPerTopic.get(topic) ?? 0 }, (_, partition) => ({ topic, partition })),
      ]),
    );
    this.count = this.topics.reduce((sum, topic) => sum + this.of(topic).length, 0);
  }

  /** The topic's partitions in their order; none where nobody subscribes to it or it does not exist. */
  of(topic: string): readonly TopicPartition[] {
    return this.#byTopic.get(topic) ?? [];
  }

  /** All of them, topic by topic in the given order. */
  inOrder(topics: readonly string[] = this.topics): TopicPartition[] {
    return topics.flatMap((topic) => this.of(topic));
  }

  /** The partition's own object; undefined where there is no such partition to deal out. */
  find({ topic, partition }: TopicPartition): TopicPartition | undefined {
    return this.of(topic)[partition];
  }
}
