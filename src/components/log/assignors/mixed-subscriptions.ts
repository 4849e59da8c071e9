import { compare } from './member.ts';
import type { Draft, Member } from './member.ts';
import { Movements } from './movements.ts';
import { generationOf, remove } from './ownership.ts';
import type { Ownership } from './ownership.ts';
import type { SubscribedPartitions } from './subscribed-partitions.ts';
import type { TopicPartition } from './topic-partition.ts';

/** The sticky assignment of Kafka's clients where members subscribe to different topics, without racks. */
export class MixedAssignment {
  readonly #partitions: SubscribedPartitions;
  readonly #topicsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #membersOf: ReadonlyMap<string, readonly string[]>;
  /** Who had a partition in an earlier generation, where somebody else may have it now. */
  readonly #previous: ReadonlyMap<TopicPartition, string>;
  readonly #movements = new Movements();
  #draft: Draft;
  #ownerOf: Map<TopicPartition, string>;
  /** Members that balancing may take from or give to. */
  #movable: readonly string[];
  #revokes = false;

  constructor(partitions: SubscribedPartitions, members: readonly Member[], ownership: Ownership) {
    this.#partitions = partitions;
    this.#topicsOf = new Map(members.map(({ id, topics }) => [id, new Set(topics)]));
    const ids = members.map(({ id }) => id).sort(compare);
    this.#membersOf = new Map(
      partitions.topics.map((topic) => [topic, ids.filter((id) => this.#subscribes(id, topic))]),
    );
    this.#previous = earlierOwners(partitions, members, ownership.generation);
    this.#movable = ids;
    this.#ownerOf = new Map();
    this.#draft = new Map();
    for (const id of ids) {
      const held = ownership.owned.get(id) ?? [];
      const mine = held.filter(({ topic }) => this.#subscribes(id, topic));
      if (mine.length < held.length) this.#revokes = true;
      this.#draft.set(id, mine);
      for (const partition of mine) this.#ownerOf.set(partition, id);
    }
  }

  /** Deals out what nobody has, then moves partitions while that makes the shares more even. */
  make(): Draft {
    const fresh = this.#movable.every((id) => this.#load(id) === 0);
    const topics = this.#partitions.topics.toSorted(
      (a, b) => this.#readers(a).length - this.#readers(b).length || compare(a, b),
    );
    const all = this.#partitions.inOrder(topics);
    const unassigned = all.filter((partition) => !this.#ownerOf.has(partition));
    for (const partition of unassigned) this.#give(partition, this.#leastLoaded(partition.topic));

    const shared = (partition: TopicPartition): boolean => this.#readers(partition.topic).length >= 2;
    this.#movable = this.#movable.filter(
      (id) => this.#load(id) < this.#mostPossible(id) || this.#draft.get(id)?.some(shared),
    );
    const before = { draft: copy(this.#draft), ownerOf: new Map(this.#ownerOf), score: this.#unevenness() };
    if (!this.#revokes) this.#balance(unassigned.filter(shared));
    const moved = this.#balance(all.filter(shared));
    if (!fresh && moved && this.#unevenness() >= before.score) {
      this.#draft = before.draft;
      this.#ownerOf = before.ownerOf;
    }
    return this.#draft;
  }

  /** Moves partitions until nothing gets better by it; returns whether any was moved. */
  #balance(candidates: readonly TopicPartition[]): boolean {
    let moved = false;
    for (let again = true; again;) {
      again = false;
      for (const partition of candidates) {
        if (this.#isBalanced()) break;
        const target = this.#betterOwner(partition);
        if (target === null) continue;
        this.#move(partition, target);
        moved = true;
        again = true;
      }
    }
    return moved;
  }

  /** Who should have the partition rather than its owner; null where that would not make the shares more even. */
  #betterOwner(partition: TopicPartition): string | null {
    const limit = this.#load(this.#ownerOf.get(partition) ?? '') - 1;
    const previous = this.#previous.get(partition);
    if (previous !== undefined && this.#subscribes(previous, partition.topic) && this.#load(previous) < limit) {
      return previous;
    }
    const lighter = this.#readers(partition.topic).some((id) => this.#load(id) < limit);
    return lighter ? this.#leastLoaded(partition.topic) : null;
  }

  #move(partition: TopicPartition, to: string): void {
    const actual = this.#movements.insteadOf(partition, this.#ownerOf.get(partition) ?? '', to);
    const from = this.#ownerOf.get(actual) ?? '';
    this.#movements.record(actual, from, to);
    remove(this.#draft.get(from) ?? [], actual);
    this.#give(actual, to);
  }

  #give(partition: TopicPartition, to: string): void {
    this.#draft.get(to)?.push(partition);
    this.#ownerOf.set(partition, to);
  }

  /** Whether shares differ by one at most, or no member can get what another one has too much of. */
  #isBalanced(): boolean {
    const loads = this.#movable.map((id) => this.#load(id));
    if (Math.min(...loads) >= Math.max(...loads) - 1) return true;
    return this.#movable.every((id) =>
      [...(this.#topicsOf.get(id) ?? [])]
        .flatMap((topic) => this.#partitions.of(topic))
        .every((partition) => this.#load(this.#ownerOf.get(partition) ?? '') <= this.#load(id) + 1),
    );
  }

  #leastLoaded(topic: string): string {
    // Readers stand in the order of their ids, so the first of the least loaded ones wins, as in Kafka.
    return this.#readers(topic).reduce((least, id) => (this.#load(id) < this.#load(least) ? id : least));
  }

  #unevenness(): number {
    const loads = this.#movable.map((id) => this.#load(id));
    return loads.reduce(
      (sum, load, index) => sum + loads.slice(index + 1).reduce((more, other) => more + Math.abs(load - other), 0),
      0,
    );
  }

  #mostPossible(id: string): number {
    return [...(this.#topicsOf.get(id) ?? [])].reduce((sum, topic) => sum + this.#partitions.of(topic).length, 0);
  }

  #load(id: string): number {
    return this.#draft.get(id)?.length ?? 0;
  }

  #readers(topic: string): readonly string[] {
    return this.#membersOf.get(topic) ?? [];
  }

  #subscribes(id: string, topic: string): boolean {
    return this.#topicsOf.get(id)?.has(topic) ?? false;
  }
}

function earlierOwners(
  partitions: SubscribedPartitions,
  members: readonly Member[],
  generation: number,
): ReadonlyMap<TopicPartition, string> {
  const owners = new Map<TopicPartition, string>();
  const late = members.filter((member) => generationOf(member) < generation);
  for (const member of late.toSorted((a, b) => generationOf(a) - generationOf(b) || compare(b.id, a.id))) {
    for (const claim of member.owned ?? []) {
      const partition = partitions.find(claim);
      if (partition !== undefined) owners.set(partition, member.id);
    }
  }
  return owners;
}

function copy(draft: Draft): Draft {
  return new Map([...draft].map(([id, partitions]) => [id, [...partitions]]));
}
