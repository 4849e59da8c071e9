import type { RunInput, TimedIntervention } from '../../scenario/intervention.ts';
import type { FitnessFunction, Scenario } from '../../scenario/scenario.ts';
import { drawFaults } from './chaos.ts';
import type { Deed } from './deed.ts';
import { interventionsOf } from './deed.ts';
import { playJudged } from './judged-run.ts';
import type { Judge, JudgedRun } from './judged-run.ts';
import type { FailingRun } from './shrink.ts';

/** What all runs of a search have alike. */
export interface Search {
  readonly parameters: { readonly [name: string]: number };
  readonly interventions: readonly TimedIntervention[];
  readonly untilUs: number;
  /** Each seed also draws faults. */
  readonly chaos: boolean;
}

/** The run of one seed. */
export function runOfSeed(scenario: Scenario, search: Search, seed: number): FailingRun {
  const { parameters, interventions, untilUs, chaos } = search;
  const given: readonly Deed[] = interventions.map((one) => [one]);
  const drawn = chaos ? drawFaults(scenario, seed, untilUs) : [];
  return { deeds: [...given, ...drawn], parameters, untilUs };
}

/** A run as the simulation takes it. */
export function inputOf(scenario: Scenario, seed: number, { deeds, parameters }: FailingRun): RunInput {
  return { seed, variant: scenario.variant, parameters, interventions: interventionsOf(deeds) };
}

/** What came of the runs of some seeds, one after the other until one fails. */
export interface SeedsJudged {
  /** How many were played. */
  readonly played: number;
  /** How many of them did not come to rest and were judged in motion. */
  readonly restless: number;
  /** How many of them a bound of the simulator ended. */
  readonly limited: number;
  /** The first seed that fails, and the first fitness function that it breaks, by number; null: none does. */
  readonly failing: { readonly seed: number; readonly fitness: number } | null;
}

/** Plays the runs of the seeds from `from` to `to`, both included, as far as the first that breaks a fitness function. */
export function judgeSeeds<V extends Pick<FitnessFunction, 'when'> & { readonly holds: boolean }>(
  scenario: Scenario,
  search: Search,
  { from, to }: { readonly from: number; readonly to: number },
  newJudge: () => Judge<V>,
): SeedsJudged {
  let restless = 0;
  let limited = 0;
  for (let seed = from; seed <= to; seed++) {
    const input = inputOf(scenario, seed, runOfSeed(scenario, search, seed));
    const run = playJudged(scenario, input, search.untilUs, newJudge());
    if (run.cameToRest === false) restless++;
    if (run.limited) limited++;
    const fitness = run.verdicts.findIndex((verdict) => isBroken(verdict, run));
    if (fitness >= 0) return { played: seed - from + 1, restless, limited, failing: { seed, fitness } };
  }
  return { played: to - from + 1, restless, limited, failing: null };
}

/** What is judged at rest says nothing about a run that was not played so far. */
export function isBroken(
  { holds, when }: Pick<FitnessFunction, 'when'> & { readonly holds: boolean },
  { cameToRest }: Pick<JudgedRun<unknown>, 'cameToRest'>,
): boolean {
  return !holds && (when === 'always' || cameToRest !== null);
}
