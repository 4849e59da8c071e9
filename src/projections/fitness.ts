import type { FitnessFunction } from '../scenario/scenario.ts';
import { judge } from './conditions.ts';
import type { Projection } from './projection.ts';

/** How a fitness function came out. */
export interface Verdict {
  readonly name: string;
  readonly expression: string;
  readonly when: FitnessFunction['when'];
  readonly holds: boolean;
  /** The instant that it was judged at: where it broke first, else the end of the run. */
  readonly atUs: number;
  /** Why it could not be judged, in a sentence; then it doesn't hold. */
  readonly fault: string | null;
}

/** Verdicts on a run that was played to `endUs`: `always` breaks at the first instant that it doesn't hold, `quiescent` counts at the end. */
export function verdicts(projection: Projection, endUs: number): readonly Verdict[] {
  return projection.scenario.fitness.map((fitness) =>
    fitness.when === 'always' ? verdictOver(fitness, projection, endUs) : verdictAt(fitness, projection, endUs),
  );
}

function verdictAt({ name, holds, when }: FitnessFunction, projection: Projection, tUs: number): Verdict {
  return { name, expression: holds.source, when, atUs: tUs, ...judge(holds, projection.at(tUs)) };
}

function verdictOver(fitness: FitnessFunction, projection: Projection, endUs: number): Verdict {
  for (let tUs = 0; ; tUs = Math.min(projection.nextInstantUs(tUs) ?? endUs, endUs)) {
    const verdict = verdictAt(fitness, projection, tUs);
    if (!verdict.holds || tUs >= endUs) return verdict;
  }
}
