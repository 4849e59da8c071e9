import { verdicts } from '../projections/fitness.ts';
import type { Verdict } from '../projections/fitness.ts';
import { metricsOf } from '../projections/metrics.ts';
import type { ComponentMetrics } from '../projections/metrics.ts';
import type { Projection } from '../projections/projection.ts';
import type { Simulation } from '../run/simulation.ts';
import type { Row, Scenario } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';

/** How long a run may take to come to rest before its `quiescent` fitness functions are judged all the same. */
const REST_US = 600_000_000;

interface GroupSummary {
  readonly lag: number;
  readonly committed: readonly number[];
}

interface StreamSummary {
  /** Per partition, in the order of offsets. */
  readonly partitions: readonly (readonly {
    readonly offset: number;
    readonly name: string;
    readonly key: string | null;
    readonly data: Data;
  }[])[];
  readonly groups: { readonly [group: string]: GroupSummary };
}

/** What `run --json` prints. Times in virtual seconds. */
export interface Summary {
  readonly scenario: string;
  readonly variant: string | null;
  readonly seed: number;
  readonly until: number;
  readonly entries: number;
  readonly traceHash: string;
  readonly components: {
    readonly [id: string]: Omit<ComponentMetrics, 'id'> & { readonly kind: string; readonly state: string };
  };
  readonly tables: { readonly [component: string]: { readonly [table: string]: { readonly [key: string]: Row } } };
  readonly streams: { readonly [log: string]: StreamSummary };
  /** Read models; none of the components modelled so far is one. */
  readonly views: { readonly [view: string]: never };
  readonly fitness: readonly (Omit<Verdict, 'atUs'> & { readonly at: number })[];
  /** False: the run did not come to rest, so what is judged at rest was judged in motion. */
  readonly cameToRest: boolean | null;
  /** Interventions that changed nothing, and limits that were reached, in words. */
  readonly remarks: readonly string[];
}

export interface SummaryInput {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly simulation: Simulation;
  readonly projection: Projection;
  readonly endUs: number;
}

/** Sums a run up at `endUs`; then lets it come to rest (which goes on in its trace) to judge the fitness functions that ask for that. */
export function summarise({ scenario, seed, simulation, projection, endUs }: SummaryInput): Summary {
  const { trace } = simulation;
  const view = projection.at(endUs);
  const components: Summary['components'] = Object.fromEntries(
    metricsOf(scenario, trace, 0, endUs).map(({ id, ...metrics }) => [
      id,
      { kind: scenario.components.get(id)?.kind ?? '', state: view.components.get(id)?.life.state ?? '', ...metrics },
    ]),
  );
  const tables: { [component: string]: { [table: string]: { [key: string]: Row } } } = {};
  const streams: { [log: string]: StreamSummary } = {};
  for (const [id, component] of view.components) {
    if (component.kind === 'service' && component.tables.length > 0) {
      tables[id] = Object.fromEntries(component.tables.map((table) => [table.name, Object.fromEntries(table.rows())]));
    }
    if (component.kind === 'log') {
      streams[id] = {
        partitions: component.partitions.map(({ records, end }) =>
          records.slice(0, end).map(({ offset, message: { name, key, data } }) => ({ offset, name, key, data })),
        ),
        groups: Object.fromEntries(
          component.groups.map(({ group, lag, partitions }) => [
            group,
            { lag, committed: partitions.map(({ committed }) => committed) },
          ]),
        ),
      };
    }
  }
  const entries = trace.entries.length;
  const traceHash = simulation.traceHash();
  const remarks = trace.entries.flatMap((entry) => {
    if (entry.kind === 'intervention.ignored') return [`${entry.words}: nothing changes, ${entry.why}.`];
    return entry.kind === 'limit.reached' || entry.kind === 'workload.stopped' ? [entry.why] : [];
  });
  const asksForRest = scenario.fitness.some(({ when }) => when === 'quiescent');
  const cameToRest = asksForRest ? simulation.comeToRest(REST_US) : null;
  const during = verdicts(projection, endUs);
  projection.sync();
  const atRest = asksForRest ? verdicts(projection, simulation.nowUs) : during;
  const fitness = scenario.fitness.map(({ when }, i) => {
    const { atUs, ...verdict } = (when === 'quiescent' ? atRest : during)[i] as Verdict;
    return { ...verdict, at: atUs / 1_000_000 };
  });
  return {
    scenario: scenario.id,
    variant: scenario.variant,
    seed,
    until: endUs / 1_000_000,
    entries,
    traceHash,
    components,
    tables,
    streams,
    views: {},
    fitness,
    cameToRest,
    remarks,
  };
}
