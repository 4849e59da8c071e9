import { interventionKind } from '../scenario/intervention-kind.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { distributionText } from './distribution-text.ts';
import { nameText } from './name-text.ts';
import { instantText, numberText } from './number-text.ts';

/** At most so many interventions are read from a link. */
export const MOST_INTERVENTIONS = 1_000;

/** Interventions as they stand in a link: "5:crash:payment,7.2:slow:kitchen:4,8:loss:orders~payment:0.3". */
export function interventionsText(interventions: readonly TimedIntervention[]): string {
  return interventions
    .map(({ atUs, what }) => [instantText(atUs), what.kind, ...argumentsOf(what)].join(':'))
    .join(',');
}

function argumentsOf(what: Intervention): readonly string[] {
  switch (what.kind) {
    case 'crash':
    case 'restart':
      return [nameText(what.component)];
    case 'poison':
      return [what.component, what.message, what.label].flatMap((name) => (name === undefined ? [] : nameText(name)));
    case 'slow':
      return [nameText(what.component), numberText(what.factor)];
    case 'latency':
      return [linkText(what.link), distributionText(what.latency)];
    case 'loss':
    case 'duplication':
    case 'reordering':
      return [linkText(what.link), numberText(what.probability)];
    case 'partition':
    case 'heal':
      return [linkText(what.link)];
    case 'rename':
      return [what.component, what.message, what.field, what.to].map(nameText);
    default:
      return interventionKind(what.kind).texts(what).map(nameText);
  }
}

function linkText(link: readonly [string, string]): string {
  return link.map(nameText).join('~');
}
