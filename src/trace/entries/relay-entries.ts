import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** A cache has the answer. `stale`: past its time, and given because the origin doesn't answer. */
export interface CacheHit extends Base {
  readonly kind: 'cache.hit';
  readonly message: Message;
  readonly key: string;
  readonly ageUs: number;
  readonly stale: boolean;
}

export interface CacheMissed extends Base {
  readonly kind: 'cache.missed';
  readonly message: Message;
  readonly key: string;
  /** `coalesced`: another request has asked the origin for the same already. */
  readonly why: 'absent' | 'expired' | 'coalesced';
}

export interface CacheStored extends Base {
  readonly kind: 'cache.stored';
  readonly key: string;
  /** null: for ever. */
  readonly untilUs: number | null;
}

export interface CacheDropped extends Base {
  readonly kind: 'cache.dropped';
  readonly key: string;
  readonly why: 'capacity' | 'invalidated' | 'crash';
}

export type RelayEntry = CacheHit | CacheMissed | CacheStored | CacheDropped;
