import { inHashOrder, partitionHash } from './java-hash.ts';
import type { TopicPartition } from './topic-partition.ts';

interface Movement {
  readonly from: string;
  readonly to: string;
}

/**
 * The moves that balancing has made so far. It undoes a move of the same topic rather than moving another partition
 * the other way, so that two members don't swap partitions of a topic for nothing.
 */
export class Movements {
  readonly #moves = new Map<TopicPartition, Movement>();

  /** The partition to move in place of this one: one of its topic that had moved the other way, if there is any. */
  insteadOf(partition: TopicPartition, from: string, to: string): TopicPartition {
    const origin = this.#moves.get(partition)?.from ?? from;
    const back = [...this.#moves].filter(
      ([moved, move]) => moved.topic === partition.topic && move.from === to && move.to === origin,
    );
    const candidates = back.map(([moved]) => moved);
    return inHashOrder(candidates, partitionHash)[0] ?? partition;
  }

  record(partition: TopicPartition, from: string, to: string): void {
    const earlier = this.#moves.get(partition);
    this.#moves.delete(partition);
    if (earlier === undefined) this.#moves.set(partition, { from, to });
    else if (earlier.from !== to) this.#moves.set(partition, { from: earlier.from, to });
  }
}
