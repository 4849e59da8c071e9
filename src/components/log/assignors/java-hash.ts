import type { TopicPartition } from './topic-partition.ts';

/** `String.hashCode` of Java: a signed 32-bit integer. */
export function stringHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

/** `TopicPartition.hashCode` of Kafka's clients. */
export function partitionHash({ topic, partition }: TopicPartition): number {
  return (Math.imul(31, 31 + partition) + stringHash(topic)) | 0;
}

/**
 * The order in which a `java.util.HashMap` that took in the keys one by one walks over them. Kafka's sticky assignors
 * walk such maps where several answers are equally good: whoever comes first keeps the odd partition.
 */
export function inHashOrder<Key>(keys: Iterable<Key>, hashOf: (key: Key) => number): Key[] {
  const all = [...keys];
  let buckets = 16;
  while (all.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (key: Key): number => {
    const hash = hashOf(key);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return all.sort((a, b) => bucketOf(a) - bucketOf(b));
}
