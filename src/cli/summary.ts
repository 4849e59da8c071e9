import { US_PER_SECOND } from '../kernel/time.ts';
import type { Verdict } from '../projections/fitness/verdict.ts';
import { verdictsOn } from '../projections/fitness/verdicts.ts';
import { metricsOf } from '../projections/metrics.ts';
import type { ComponentMetrics } from '../projections/metrics.ts';
import type { Projection } from '../projections/projection.ts';
import type { ComponentView } from '../projections/view.ts';
import { REST_US } from '../run/search/judged-run.ts';
import type { Simulation } from '../run/simulation.ts';
import { timedInterventionDocument } from '../scenario/intervention-codec.ts';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import type { RunInput } from '../scenario/intervention.ts';
import { contentsOf } from './contents.ts';
import type { Contents } from './contents.ts';

/** One component: what happened there, counted, and what its view says in the end. */
type ComponentSummary = Omit<ComponentMetrics, 'id'> &
  Pick<ComponentView, 'counts' | 'depth' | 'facts'> & { readonly kind: string; readonly state: string };

interface FitnessSummary extends Pick<Verdict, 'name' | 'expression' | 'when' | 'holds' | 'entry' | 'fault'> {
  readonly at: number;
}

/** What `run --json` prints. Times in virtual seconds. */
export interface Summary extends Contents {
  readonly scenario: string;
  readonly variant: string | null;
  readonly seed: number;
  /** Every parameter with its value in this run. */
  readonly parameters: { readonly [name: string]: number };
  readonly interventions: readonly TimedInterventionDocument[];
  readonly until: number;
  readonly entries: number;
  readonly traceHash: string;
  /** The run at its end, as the page opens it; null where the document is too large for a link. */
  readonly link: string | null;
  readonly components: { readonly [id: string]: ComponentSummary };
  readonly fitness: readonly FitnessSummary[];
  /** False: the run did not come to rest, so what is judged at rest was judged in motion. */
  readonly cameToRest: boolean | null;
  /** Interventions that changed nothing, and limits that were reached, in words. */
  readonly remarks: readonly string[];
}

export interface SummaryInput {
  readonly input: RunInput;
  readonly simulation: Simulation;
  readonly projection: Projection;
  readonly endUs: number;
  /** Makes the link to the end of the run from the trace's hash there. */
  readonly link: (hash: string) => string | null;
}

/** Sums a run up at `endUs`; then lets it come to rest (which goes on in its trace) to judge the fitness functions that ask for that. */
export function summarise({ input, simulation, projection, endUs, link }: SummaryInput): Summary {
  const { scenario, trace } = projection;
  const view = projection.at(endUs);
  const components: Summary['components'] = Object.fromEntries(
    metricsOf(scenario, trace, 0, endUs).map(({ id, ...metrics }) => {
      const { kind, life, counts, depth, facts } = view.components.get(id) as ComponentView;
      const more = { ...(counts && { counts }), ...(depth !== undefined && { depth }), ...(facts && { facts }) };
      return [id, { kind, state: life.state, ...metrics, ...more }];
    }),
  );
  const contents = contentsOf(view);
  const entries = trace.entries.length;
  const traceHash = simulation.traceHash();
  const remarks = trace.entries.flatMap((entry) => {
    if (entry.kind === 'intervention.ignored') return [`${entry.words}: nothing changes, ${entry.why}.`];
    return entry.kind === 'limit.reached' || entry.kind === 'workload.stopped' ? [entry.why] : [];
  });
  const asksForRest = scenario.fitness.some(({ when }) => when === 'quiescent');
  const cameToRest = asksForRest ? simulation.comeToRest(REST_US) : null;
  const fitness = verdictsOn(scenario, trace, endUs, simulation.nowUs).map(
    ({ name, expression, when, holds, atUs, entry, fault }) => {
      return { name, expression, when, holds, at: atUs / US_PER_SECOND, entry, fault };
    },
  );
  return {
    scenario: scenario.id,
    variant: scenario.variant,
    seed: input.seed,
    parameters: Object.fromEntries([...scenario.parameters.values()].map(({ name, initial }) => [name, initial])),
    interventions: input.interventions.map(timedInterventionDocument),
    until: endUs / US_PER_SECOND,
    entries,
    traceHash,
    link: link(traceHash),
    components,
    ...contents,
    fitness,
    cameToRest,
    remarks,
  };
}
