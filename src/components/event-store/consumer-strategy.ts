import { Hasher } from '../../kernel/hash.ts';
import type { StoredEvent } from './stored-event.ts';

/** To whom an event goes: a consumer, nobody now but others may have theirs, or nobody at all. */
export type Choice = { readonly consumer: string } | 'later' | 'full';

/** How a persistent subscription deals its events to its consumers. */
export interface ConsumerStrategy {
  join(consumer: string): void;
  leave(consumer: string): void;
  choose(event: StoredEvent, hasRoom: (consumer: string) => boolean): Choice;
}

export type StrategyName = 'roundRobin' | 'dispatchToSingle' | 'pinned';

export function strategyNamed(name: StrategyName): ConsumerStrategy {
  return name === 'pinned' ? new Pinned() : new Ring(name === 'roundRobin');
}

/** One consumer after the other: each event to the next one, or all to one for as long as it has room. */
class Ring implements ConsumerStrategy {
  readonly #movesOn: boolean;
  #consumers: string[] = [];

  constructor(movesOn: boolean) {
    this.#movesOn = movesOn;
  }

  join(consumer: string): void {
    this.#consumers.push(consumer);
  }

  leave(consumer: string): void {
    this.#consumers = this.#consumers.filter((one) => one !== consumer);
  }

  choose(_event: StoredEvent, hasRoom: (consumer: string) => boolean): Choice {
    const at = this.#consumers.findIndex(hasRoom);
    const consumer = this.#consumers[at];
    if (consumer === undefined) return 'full';
    const next = this.#movesOn ? at + 1 : at;
    this.#consumers = [...this.#consumers.slice(next), ...this.#consumers.slice(0, next)];
    return { consumer };
  }
}

const BUCKETS = 1024;

/** The events of one stream go to the same consumer for as long as consumers neither come nor go. */
class Pinned implements ConsumerStrategy {
  readonly #owned = new Map<string, number[]>();
  readonly #owners: (string | null)[] = Array.from({ length: BUCKETS }, () => null);

  /** The newcomer gets its share, one bucket at a time from whoever has most; the others keep the rest. */
  join(consumer: string): void {
    const mine: number[] = [];
    const others = [...this.#owned.values()];
    this.#owned.set(consumer, mine);
    if (others.length === 0) {
      for (let bucket = 0; bucket < BUCKETS; bucket++) this.#give(bucket, consumer, mine);
      return;
    }
    const share = Math.floor(BUCKETS / this.#owned.size);
    while (mine.length < share) {
      const richest = others.reduce((a, b) => (b.length > a.length ? b : a));
      this.#give(richest.pop() as number, consumer, mine);
    }
  }

  leave(consumer: string): void {
    const buckets = this.#owned.get(consumer) ?? [];
    this.#owned.delete(consumer);
    for (const bucket of buckets) {
      this.#owners[bucket] = null;
      const rest = [...this.#owned];
      if (rest.length === 0) continue;
      const [poorest, theirs] = rest.reduce((a, b) => (b[1].length < a[1].length ? b : a));
      this.#give(bucket, poorest, theirs);
    }
  }

  choose(event: StoredEvent, hasRoom: (consumer: string) => boolean): Choice {
    if (this.#owned.size === 0) return 'full';
    const [, low] = new Hasher().string(event.stream).words();
    const consumer = this.#owners[low & (BUCKETS - 1)] as string;
    return hasRoom(consumer) ? { consumer } : 'later';
  }

  #give(bucket: number, consumer: string, mine: number[]): void {
    this.#owners[bucket] = consumer;
    mine.push(bucket);
  }
}
