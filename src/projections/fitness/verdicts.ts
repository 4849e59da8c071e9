import type { Scenario } from '../../scenario/scenario.ts';
import type { Trace } from '../../trace/trace.ts';
import { countAt } from '../../trace/trace.ts';
import { FitnessJudge } from './fitness-judge.ts';
import type { JudgeOptions } from './fitness-judge.ts';
import type { Verdict } from './verdict.ts';

/** Verdicts on a run of which `always` counts up to `endUs`; `quiescent` is judged at the end of what is recorded, which may be later. */
export function verdictsOn(
  scenario: Scenario,
  trace: Trace,
  endUs: number,
  restUs: number = endUs,
  options: JudgeOptions = {},
): readonly Verdict[] {
  const judge = new FitnessJudge(scenario, options);
  const end = countAt(trace, endUs);
  const rest = countAt(trace, restUs);
  for (let seq = 0; seq < rest; seq++) {
    if (seq === end) judge.endAt(endUs);
    judge.take(trace.entries[seq] as Trace['entries'][number]);
  }
  if (rest === end) judge.endAt(endUs);
  return judge.verdicts(endUs, restUs).map((verdict) => {
    // Nothing breaks it but all that happened; so it names the entry that it was judged after.
    const isAtRest = verdict.when === 'quiescent' && !verdict.holds && rest > 0;
    return isAtRest ? { ...verdict, entry: rest - 1 } : verdict;
  });
}
