import type { RunInput } from '../scenario/intervention.ts';
import { momentLinkText } from '../share/moment-link.ts';
import { payloadLinkText } from '../share/payload-link.ts';
import { CHECK_DIGITS, EMPTY_RUN, LATEST_US } from '../share/run-link.ts';
import type { RunLink } from '../share/run-link.ts';
import type { RunSettings } from './run-settings.ts';

/**
 * The address of an instant of a run, from `#` on, as the page opens it: by the name of a built-in scenario, else with
 * the whole document. `hash` is the trace's at that instant. Null where the document is too large for a link.
 */
export function linkTo(
  { found, scenario, document }: Pick<RunSettings, 'found' | 'scenario' | 'document'>,
  { seed, parameters, interventions }: RunInput,
  tUs: number,
  hash: string,
): string | null {
  const run: RunLink = {
    ...EMPTY_RUN,
    seed: seed === scenario.seed ? null : seed,
    variant: scenario.variant,
    parameters,
    interventions,
    ...(tUs <= LATEST_US && { tUs, check: hash.slice(0, CHECK_DIGITS) }),
  };
  return found.slug === null
    ? payloadLinkText({ kind: 'payload', document, ...run })
    : momentLinkText({ kind: 'moment', slug: found.slug, ...run });
}
