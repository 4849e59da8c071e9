import { US_PER_SECOND } from '../kernel/time.ts';
import type { StepMeter } from '../scenario/expression.ts';

/** Where a run ends, and says so: no document can keep the machine busy for ever. */
export interface Bounds {
  /** More than this: the design does something again and again that takes no time. */
  readonly eventsAtOneInstant: number;
  /** More than this: the design makes more and more messages, and memory would run out. */
  readonly entries: number;
  /** In one second of virtual time; more would take longer to simulate than to wait for. */
  readonly entriesPerSecond: number;
  /** What expressions look at in one second of virtual time. */
  readonly stepsPerSecond: number;
}

export const BOUNDS: Bounds = {
  eventsAtOneInstant: 40_000,
  entries: 2_000_000,
  entriesPerSecond: 250_000,
  stepsPerSecond: 5_000_000,
};

/** What one run may still do. */
export class RunBudget {
  /** Expressions take their steps from it. */
  readonly steps: StepMeter;
  readonly #bounds: Bounds;
  #instantUs = -1;
  #eventsAtInstant = 0;
  #second = -1;
  #entriesBefore = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.steps = { left: bounds.stepsPerSecond };
  }

  /** Counts an event that is due at an instant after so many entries. Returns why it must not happen any more, or null. */
  spend(dueUs: number, entries: number): string | null {
    const { eventsAtOneInstant, entriesPerSecond, stepsPerSecond } = this.#bounds;
    this.#eventsAtInstant = dueUs === this.#instantUs ? this.#eventsAtInstant + 1 : 1;
    this.#instantUs = dueUs;
    const second = Math.floor(dueUs / US_PER_SECOND);
    if (second !== this.#second) {
      this.#second = second;
      this.#entriesBefore = entries;
      this.steps.left = stepsPerSecond;
    }
    if (this.#eventsAtInstant > eventsAtOneInstant)
      return `More than ${eventsAtOneInstant} things happen at one instant: something repeats without taking time. The run ends here.`;
    if (entries >= this.#bounds.entries)
      return `The run has ${this.#bounds.entries} entries, more than fit into memory for long. It ends here.`;
    if (entries - this.#entriesBefore >= entriesPerSecond)
      return `More than ${entriesPerSecond} things happen within one second: too many to simulate. The run ends here.`;
    return null;
  }

  /** Why the run ends after what its expressions have looked at, or null. */
  overspent(): string | null {
    return this.steps.left >= 0
      ? null
      : `Expressions look at more than ${this.#bounds.stepsPerSecond} things within one second: too many to simulate. The run ends here.`;
  }
}
