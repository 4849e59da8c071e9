import { msText } from '../projections/words.ts';
import { interventionWords } from '../scenario/intervention-words.ts';
import { placesOf, type Intervention, type TimedIntervention } from '../scenario/intervention.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The interventions that a scenario has a place for, and a sentence on each of the others, in the words of the scenario that they come from. */
export function transplant(
  interventions: readonly TimedIntervention[],
  from: Scenario,
  to: Scenario,
): { readonly interventions: readonly TimedIntervention[]; readonly problems: readonly string[] } {
  const kept: TimedIntervention[] = [];
  const problems: string[] = [];
  for (const timed of interventions) {
    const missing = missingIn(timed.what, to);
    if (missing === null) kept.push(timed);
    else {
      const words = `${interventionWords(timed.what, from)} at ${msText(timed.atUs)}`;
      problems.push(`Left out, because there is no \`${missing}\` here: ${words}.`);
    }
  }
  return { interventions: kept, problems };
}

function missingIn(what: Intervention, scenario: Scenario): string | null {
  const place = placesOf(what).find((id) => !scenario.components.has(id));
  if (place !== undefined) return place;
  if (what.kind === 'set-parameter') return scenario.parameters.has(what.parameter) ? null : what.parameter;
  const message = 'message' in what ? what.message : undefined;
  return message !== undefined && !scenario.messages.has(message) ? message : null;
}
