import { US_PER_SECOND } from '../../kernel/time.ts';
import type { RunInput } from '../../scenario/intervention.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import { streamSimulation } from '../simulation.ts';

/** How long a run may take to come to rest before it is judged all the same. */
export const REST_US = 600 * US_PER_SECOND;

/** Who judges a run while it runs; projections know how. */
export interface Judge<V> {
  take(entry: Entry): void;
  /** Something that must always hold is broken: what comes later does not matter. */
  readonly broken: boolean;
  /** The part of the run ends that was asked for; what follows is its coming to rest. */
  endAt(tUs: number): void;
  verdicts(endUs: number, tUs: number): readonly V[];
}

export interface JudgedRun<V> {
  readonly verdicts: readonly V[];
  /** How far it was simulated. */
  readonly endUs: number;
  /** False: it was judged in motion; null: nothing is judged at rest. */
  readonly cameToRest: boolean | null;
  /** A bound of the simulator ended it. */
  readonly limited: boolean;
}

/** Plays one run for its verdicts alone: no trace is kept, and a run that is broken is not played on. */
export function playJudged<V>(scenario: Scenario, input: RunInput, untilUs: number, judge: Judge<V>): JudgedRun<V> {
  let limited = false;
  const run = streamSimulation(scenario, input, (entry) => {
    judge.take(entry);
    if (entry.kind === 'limit.reached') limited = true;
  });
  const asksForRest = scenario.fitness.some(({ when }) => when === 'quiescent');
  for (let tUs = 0; tUs < untilUs && !judge.broken;) {
    tUs = Math.min(tUs + US_PER_SECOND, untilUs);
    run.advanceTo(tUs);
  }
  const endUs = run.nowUs;
  judge.endAt(endUs);
  const cameToRest = asksForRest && !judge.broken ? run.comeToRest(REST_US) : null;
  return { verdicts: judge.verdicts(endUs, run.nowUs), endUs, cameToRest, limited };
}
