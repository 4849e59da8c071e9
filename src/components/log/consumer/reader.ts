import { invariant } from '../../../kernel/invariant.ts';
import type { CommitPolicy, OffsetReset } from './commit-policy.ts';

/** Which offsets a partition has to read. */
export interface Readable {
  readonly startOffset: number;
  /** The high watermark. */
  readonly endOffset: number;
}

/** Where reading begins; null where the group has no valid offset and is told not to make one up. */
export function beginAt(
  committed: number | null,
  reset: OffsetReset,
  { startOffset, endOffset }: Readable,
): number | null {
  if (committed !== null && committed >= startOffset && committed <= endOffset) return committed;
  if (reset === 'none') return null;
  return reset === 'earliest' ? startOffset : endOffset;
}

/** How one consumer stands in one partition from when it gets it until it loses it or crashes: see spec.md. */
export class Reader {
  readonly #policy: CommitPolicy;
  #position: number;
  #uncommitted = 0;
  #nextCommitUs: number;

  constructor(policy: CommitPolicy, beginsAt: number, nowUs: number) {
    this.#policy = policy;
    this.#position = beginsAt;
    this.#nextCommitUs = nowUs + (policy.when === 'interval' ? policy.everyUs : 0);
  }

  /** When it commits what its polls have returned; null: it doesn't commit at intervals. */
  get nextCommitUs(): number | null {
    return this.#policy.when === 'interval' ? this.#nextCommitUs : null;
  }

  /** The offset that the next poll reads from. */
  get position(): number {
    return this.#position;
  }

  /** What a poll at this instant commits before it returns records; null for nothing. */
  polls(nowUs: number): number | null {
    if (this.#policy.when !== 'interval' || nowUs < this.#nextCommitUs) return null;
    this.#nextCommitUs = nowUs + this.#policy.everyUs;
    return this.#position;
  }

  /** The poll returned records up to and without this offset; the offset to commit before they are processed, or null. */
  returned(endOffset: number): number | null {
    invariant(endOffset >= this.#position, 'a poll never goes back');
    const isNew = endOffset > this.#position;
    this.#position = endOffset;
    return this.#policy.when === 'before-processing' && isNew ? endOffset : null;
  }

  /** The record at the offset is processed; the offset to commit now, or null. */
  processed(offset: number): number | null {
    if (this.#policy.when !== 'after-processing') return null;
    this.#uncommitted++;
    if (this.#uncommitted < this.#policy.every) return null;
    this.#uncommitted = 0;
    return this.#policy.mistake === 'last-processed' ? offset : offset + 1;
  }
}
