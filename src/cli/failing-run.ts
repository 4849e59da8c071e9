import { describe } from '../projections/narration.ts';
import { FitnessJudge } from '../projections/fitness/fitness-judge.ts';
import type { Breach, Verdict } from '../projections/fitness/verdict.ts';
import { verdictsOn } from '../projections/fitness/verdicts.ts';
import { playJudged, REST_US } from '../run/search/judged-run.ts';
import { inputOf, isBroken, runOfSeed } from '../run/search/seed-search.ts';
import type { Search } from '../run/search/seed-search.ts';
import { shrink } from '../run/search/shrink.ts';
import type { FailingRun, Shrunk } from '../run/search/shrink.ts';
import { createSimulation } from '../run/simulation.ts';
import type { Simulation } from '../run/simulation.ts';
import { loadScenario } from '../scenario/load.ts';
import type { RunInput } from '../scenario/intervention.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import { linkTo } from './link-to.ts';
import type { RunSettings } from './run-settings.ts';

/** So many runs are played to make a failing one smaller. */
const PATIENCE = 500;
const LENGTHENINGS = 5;
const LENGTH_GRID_US = 100_000;

/** A run that breaks a fitness function, as small as it was made. */
export interface Failure {
  readonly verdict: Verdict;
  readonly input: RunInput;
  readonly untilUs: number;
  /** Where it broke; of what is judged at rest: since when it did not hold. */
  readonly brokeAtUs: number;
  /** What happened there; null: time alone broke it. */
  readonly entry: { readonly seq: number; readonly words: string } | null;
  readonly traceHash: string;
  /** Null where the document is too large for a link. */
  readonly link: string | null;
  readonly shrinking: Pick<Shrunk, 'tried' | 'gaveUp'>;
}

/** Plays a seed that fails again, makes its run smaller, and says where and with what it broke. */
export function explainFailure(
  settings: RunSettings,
  search: Search,
  { seed, fitness }: { readonly seed: number; readonly fitness: number },
): Failure {
  const scenarioWith = loader(settings);
  const play = (run: FailingRun): boolean => {
    const scenario = scenarioWith(run.parameters);
    const judge = new FitnessJudge(scenario);
    const judged = playJudged(scenario, inputOf(scenario, seed, run), run.untilUs, judge);
    return isBroken(judged.verdicts[fitness] as Verdict, judged);
  };
  const { run: smallest, tried, gaveUp } = shrink(runOfSeed(settings.scenario, search, seed), play, PATIENCE);
  let run = smallest;
  let replay = replayed(scenarioWith(run.parameters), seed, run, fitness);
  // What broke while the run came to rest, without its workloads, is a moment that no page shows: better a longer run.
  for (let i = 0; i < LENGTHENINGS && replay.breach.atUs > run.untilUs; i++) {
    const longer = { ...run, untilUs: Math.ceil(replay.breach.atUs / LENGTH_GRID_US) * LENGTH_GRID_US };
    if (!play(longer)) break;
    run = longer;
    replay = replayed(scenarioWith(run.parameters), seed, run, fitness);
  }
  const { scenario, input, simulation, verdict, breach } = replay;
  const entry = breach.entry === null ? null : (simulation.trace.entries[breach.entry] as Entry);
  const linkUs = Math.min(breach.atUs, run.untilUs);
  return {
    verdict,
    input,
    untilUs: run.untilUs,
    brokeAtUs: breach.atUs,
    entry: entry === null ? null : { seq: entry.seq, words: describe(entry, scenario) },
    traceHash: simulation.hashAt(run.untilUs),
    link: linkTo({ ...settings, scenario }, input, linkUs, simulation.hashAt(linkUs)),
    shrinking: { tried, gaveUp },
  };
}

interface Replay {
  readonly scenario: Scenario;
  readonly input: RunInput;
  readonly simulation: Simulation;
  readonly verdict: Verdict;
  readonly breach: Breach;
}

/** Plays a failing run with its trace, and looks for where it broke. */
function replayed(scenario: Scenario, seed: number, run: FailingRun, fitness: number): Replay {
  const input = inputOf(scenario, seed, run);
  const simulation = createSimulation(scenario, input);
  simulation.advanceTo(run.untilUs);
  const { nowUs: endUs } = simulation;
  if (scenario.fitness[fitness]?.when === 'quiescent') simulation.comeToRest(REST_US);
  const verdicts = verdictsOn(scenario, simulation.trace, endUs, simulation.nowUs, { follow: true });
  const verdict = verdicts[fitness] as Verdict;
  return { scenario, input, simulation, verdict, breach: verdict.since ?? verdict };
}

/** The scenario with other values of its parameters; each loaded once. */
function loader({ found, scenario }: RunSettings): (parameters: RunInput['parameters']) => Scenario {
  const loaded = new Map<string, Scenario>();
  return (parameters) => {
    const name = JSON.stringify(parameters);
    let known = loaded.get(name);
    if (known === undefined) {
      const { format, text } = found;
      const result = loadScenario(text, { format, variant: scenario.variant, parameters });
      known = result.ok ? result.scenario : scenario;
      loaded.set(name, known);
    }
    return known;
  };
}
