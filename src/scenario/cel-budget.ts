import { ExpressionFault, type StepMeter } from './expression.ts';

/** What one evaluation may still look at; without it nested macros could take minutes. */
export class Budget {
  readonly #limit: number;
  #left: number;
  #shared: StepMeter | undefined;

  constructor(limit: number) {
    this.#limit = limit;
    this.#left = limit;
  }

  /** Begins another evaluation, which takes its steps from a meter too. */
  renew(shared: StepMeter | undefined): void {
    this.#left = this.#limit;
    this.#shared = shared;
    // So that those that count nothing of their own aren't free either.
    if (shared !== undefined) takeFrom(shared, 1);
  }

  /** Counts steps; throws an `ExpressionFault` when there are none left. */
  charge(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new ExpressionFault(`the expression looks at too much: it stopped after ${this.#limit} steps`);
    }
    if (this.#shared !== undefined) takeFrom(this.#shared, steps);
  }
}

function takeFrom(meter: StepMeter, steps: number): void {
  meter.left -= steps;
  if (meter.left < 0) throw new ExpressionFault('the expressions of this run look at too much within one second');
}
