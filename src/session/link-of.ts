import { invariant } from '../kernel/invariant.ts';
import type { Step } from '../scenario/scenario.ts';
import { momentLinkText } from '../share/moment-link.ts';
import { CHECK_DIGITS, EMPTY_RUN, type LinkPhase, type PayloadWriter, type RunLink } from '../share/run-link.ts';
import type { GuideState, WorkbenchState } from './workbench.ts';

/** The address of the moment that a workbench shows; null where its document is too large for a link. */
export function linkOf(
  state: WorkbenchState,
  document: unknown,
  hash: string,
  kept: Pick<RunLink, 'view' | 'extras'>,
  payloadText: PayloadWriter | null,
): string | null {
  const moment = { ...momentOf(state, hash), ...kept };
  if (state.slug !== null) return momentLinkText({ kind: 'moment', slug: state.slug, ...moment });
  invariant(payloadText !== null, 'a document outside of the catalogue comes with a writer of its links');
  return payloadText({ kind: 'payload', document, ...moment });
}

function momentOf(state: WorkbenchState, hash: string): RunLink {
  const { scenario, input, guide, tUs } = state;
  const run: RunLink = {
    ...EMPTY_RUN,
    seed: input.seed === scenario.seed ? null : input.seed,
    variant: input.variant,
    parameters: input.parameters,
    interventions: input.interventions,
  };
  if (isBeginning(state)) return run;
  return {
    ...run,
    step: guide.step,
    tUs,
    phase: phaseInLink(guide.phase),
    check: hash.slice(0, CHECK_DIGITS),
  };
}

/** What opening the scenario without saying where gives. */
function isBeginning({ scenario, input, guide, tUs }: WorkbenchState): boolean {
  const first: Step | undefined = scenario.steps[0];
  const isAtFirst = guide.step === 0 && tUs === 0 && input.interventions.length === 0;
  return isAtFirst && (first === undefined || first.until === null || guide.phase === 'setting-up');
}

/** What the step and the learner's own answer don't say anyway. */
function phaseInLink(phase: GuideState['phase']): LinkPhase | null {
  return phase === 'setting-up' || phase === 'finding-out' || phase === 'compared' ? phase : null;
}
