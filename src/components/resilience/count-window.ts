import { invariant } from '../../kernel/invariant.ts';
import type { OutcomeCounts, OutcomeWindow } from './outcome.ts';

const FAILED = 1;
const SLOW = 2;

/** The last `size` calls: a ring with running totals, so that a call costs the same however large the window is. */
export class CountWindow implements OutcomeWindow {
  readonly #ring: Uint8Array;
  #next = 0;
  #calls = 0;
  #failed = 0;
  #slow = 0;

  constructor(size: number) {
    invariant(Number.isSafeInteger(size) && size >= 1, () => `a window can't hold ${size} calls`);
    this.#ring = new Uint8Array(size);
  }

  record(failed: boolean, slow: boolean): void {
    if (this.#calls === this.#ring.length) {
      const oldest = this.#ring[this.#next]!;
      if (oldest & FAILED) this.#failed--;
      if (oldest & SLOW) this.#slow--;
    } else this.#calls++;
    this.#ring[this.#next] = (failed ? FAILED : 0) | (slow ? SLOW : 0);
    if (failed) this.#failed++;
    if (slow) this.#slow++;
    this.#next = (this.#next + 1) % this.#ring.length;
  }

  counts(): OutcomeCounts {
    return { calls: this.#calls, failed: this.#failed, slow: this.#slow };
  }
}
