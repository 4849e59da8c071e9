import { FitnessJudge } from '../projections/fitness/fitness-judge.ts';
import { judgeSeeds } from '../run/search/seed-search.ts';
import type { Search } from '../run/search/seed-search.ts';
import { streamSimulation } from '../run/simulation.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { benchScenario } from './bench-scenario.ts';

const UNTIL_US = 60_000_000;
const BATCH = 25;
const BATCHES = 8;
const SEARCH: Search = { parameters: {}, interventions: [], untilUs: UNTIL_US, chaos: false };

export interface CheckBench {
  readonly variant: string;
  /** Trace entries that a run makes, on average. */
  readonly entriesPerRun: number;
  /** Runs a second with their verdicts, in the best of the batches: what the machine gives when nobody disturbs it. */
  readonly runsPerSecond: number;
  /** The same without anybody judging: what the engine alone reaches. */
  readonly unjudgedPerSecond: number;
}

/** What `check` plays a second on one core: runs of 60 virtual seconds, each with the verdicts on its fitness functions. */
export function benchCheck(nowMs: () => number): readonly CheckBench[] {
  return ['sync', 'async'].map((variant) => {
    const scenario = benchScenario(variant);
    let entries = 0;
    const judged = bestRate(nowMs, (from) => {
      judgeSeeds(scenario, SEARCH, { from, to: from + BATCH - 1 }, () => new FitnessJudge(scenario));
    });
    const unjudged = bestRate(nowMs, (from) => {
      for (let seed = from; seed < from + BATCH; seed++) entries += playUnjudged(scenario, seed);
    });
    return {
      variant,
      entriesPerRun: entries / (BATCH * BATCHES),
      runsPerSecond: judged,
      unjudgedPerSecond: unjudged,
    };
  });
}

function bestRate(nowMs: () => number, play: (from: number) => void): number {
  let best = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    const startMs = nowMs();
    play(1 + batch * BATCH);
    best = Math.max(best, (BATCH * 1_000) / (nowMs() - startMs));
  }
  return best;
}

function playUnjudged(scenario: Scenario, seed: number): number {
  let entries = 0;
  const input = { seed, variant: scenario.variant, parameters: {}, interventions: [] };
  const run = streamSimulation(scenario, input, () => entries++);
  run.advanceTo(UNTIL_US);
  run.comeToRest(UNTIL_US);
  return entries;
}
