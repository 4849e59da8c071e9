import { invariant } from '../kernel/invariant.ts';
import { FitnessJudge } from '../projections/fitness/fitness-judge.ts';
import { judgeSeeds } from '../run/search/seed-search.ts';
import type { Search, SeedsJudged } from '../run/search/seed-search.ts';
import { loadScenario } from '../scenario/load.ts';
import type { FoundDocument } from './find-document.ts';

/** What every thread of a search is told at its start. */
export interface SeedWork extends Pick<FoundDocument, 'text' | 'format'> {
  readonly variant: string | null;
  readonly search: Search;
}

/** Seeds to play, both ends included. */
export interface SeedTask {
  readonly from: number;
  readonly to: number;
}

/** Makes ready to play seeds: the scenario is loaded once. */
export function judgeOf({ text, format, variant, search }: SeedWork): (task: SeedTask) => SeedsJudged {
  const loaded = loadScenario(text, { format, variant, parameters: search.parameters });
  invariant(loaded.ok, 'a scenario that was loaded before loads');
  const { scenario } = loaded;
  return (task) => judgeSeeds(scenario, search, task, () => new FitnessJudge(scenario));
}
