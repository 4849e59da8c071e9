import type { FitnessFunction } from '../../scenario/scenario.ts';

/** Where something stopped holding. */
export interface Breach {
  readonly atUs: number;
  /** The entry that broke it; null where time alone did. */
  readonly entry: number | null;
}

/** How a fitness function came out. */
export interface Verdict {
  readonly name: string;
  readonly expression: string;
  readonly when: FitnessFunction['when'];
  readonly holds: boolean;
  /** The instant that it was judged at: where it broke first, else the end of the run. */
  readonly atUs: number;
  /** Broken: the seq of the entry that broke it, or, of what is judged at rest in a recorded run, the last one before the judgement. */
  readonly entry: number | null;
  /** Broken: since when it did not hold; null where that was not followed. */
  readonly since: Breach | null;
  /** Why it could not be judged, in a sentence; then it doesn't hold. */
  readonly fault: string | null;
}
