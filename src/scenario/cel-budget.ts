import { ExpressionFault } from './expression.ts';

/** What one evaluation may still look at; without it nested macros could take minutes. */
export class Budget {
  readonly #limit: number;
  #left: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#left = limit;
  }

  /** Begins another evaluation. */
  renew(): void {
    this.#left = this.#limit;
  }

  /** Counts steps; throws an `ExpressionFault` when there are none left. */
  charge(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new ExpressionFault(`the expression looks at too much: it stopped after ${this.#limit} steps`);
    }
  }
}
