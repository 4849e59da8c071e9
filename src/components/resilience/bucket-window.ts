import { invariant } from '../../kernel/invariant.ts';
import type { OutcomeCounts, OutcomeWindow } from './outcome.ts';

const FIELDS = 3;

/** The calls of the last `buckets` spans of `bucketUs` each, the current span included: whole spans expire, not single calls. */
export class BucketWindow implements OutcomeWindow {
  readonly #bucketUs: number;
  readonly #buckets: number;
  /** By bucket: calls, failed, slow. */
  readonly #ring: Float64Array;
  #calls = 0;
  #failed = 0;
  #slow = 0;
  /** The number of the current span, counted from time 0. */
  #span = 0;

  constructor(buckets: number, bucketUs: number) {
    invariant(Number.isSafeInteger(buckets) && buckets >= 1, () => `a window can't have ${buckets} buckets`);
    invariant(bucketUs >= 1, () => `a bucket can't last ${bucketUs} us`);
    this.#bucketUs = bucketUs;
    this.#buckets = buckets;
    this.#ring = new Float64Array(buckets * FIELDS);
  }

  record(failed: boolean, slow: boolean, nowUs: number): void {
    this.#moveTo(nowUs);
    const at = (this.#span % this.#buckets) * FIELDS;
    this.#ring[at]!++;
    this.#calls++;
    if (failed) {
      this.#ring[at + 1]!++;
      this.#failed++;
    }
    if (slow) {
      this.#ring[at + 2]!++;
      this.#slow++;
    }
  }

  counts(nowUs: number): OutcomeCounts {
    this.#moveTo(nowUs);
    return { calls: this.#calls, failed: this.#failed, slow: this.#slow };
  }

  #moveTo(nowUs: number): void {
    const span = Math.floor(nowUs / this.#bucketUs);
    const moves = Math.min(span - this.#span, this.#buckets);
    for (let i = 1; i <= moves; i++) {
      const at = ((this.#span + i) % this.#buckets) * FIELDS;
      this.#calls -= this.#ring[at]!;
      this.#failed -= this.#ring[at + 1]!;
      this.#slow -= this.#ring[at + 2]!;
      this.#ring.fill(0, at, at + FIELDS);
    }
    if (moves > 0) this.#span = span;
  }
}
