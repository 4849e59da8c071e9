import { isDeepStrictEqual } from 'node:util';

/** Takes down how the simulator compares with an outside reference, case by case. */
export interface Report {
  /** Passes when both are deeply equal. */
  case(name: string, expected: unknown, actual: unknown): void;
  /** Passes when `actual` is at most `tolerance` (in the same unit) away from `expected`. */
  within(name: string, expected: number, actual: number, tolerance: number): void;
}

/** A case that did not come out as the reference says. */
export interface Failure {
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** A report that counts, and keeps the failures. */
export class CaseReport implements Report {
  passed = 0;
  readonly failures: Failure[] = [];

  get total(): number {
    return this.passed + this.failures.length;
  }

  case(name: string, expected: unknown, actual: unknown): void {
    this.#note(isDeepStrictEqual(actual, expected), { name, expected, actual });
  }

  within(name: string, expected: number, actual: number, tolerance: number): void {
    this.#note(Math.abs(actual - expected) <= tolerance, { name, expected, actual });
  }

  #note(passes: boolean, outcome: Failure): void {
    if (passes) this.passed++;
    else this.failures.push(outcome);
  }
}
