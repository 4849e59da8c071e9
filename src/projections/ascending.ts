import { invariant } from '../kernel/invariant.ts';
import { countBelow } from './sorted.ts';

const FIRST_CAPACITY = 16;

/**
 * Numbers that never fall, in the order of pushing: seqs, instants.
 * Flat memory, because an index over a long trace has millions of them, which a garbage collector would look at again and again.
 */
export class Ascending {
  #numbers = new Float64Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    invariant(index >= 0 && index < this.#length, () => `there is no number ${index}`);
    return this.#numbers[index] as number;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const wider = new Float64Array(this.#length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[this.#length++] = number;
  }

  /** How many of them are below `limit`: the place where it would go in. O(log n). */
  countBelow(limit: number): number {
    return countBelow(this.#numbers, limit, this.#length);
  }
}
