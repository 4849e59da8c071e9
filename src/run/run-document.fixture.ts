import { invariant } from '../kernel/invariant.ts';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { parseInterventions } from '../scenario/intervention-codec.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry, EntryKind } from '../trace/entry.ts';
import { createSimulation } from './simulation.ts';
import type { Simulation } from './simulation.ts';

export const MS = 1_000;
export const SECOND = 1_000_000;

export interface RunOptions {
  readonly untilUs?: number;
  /** As `--do` writes them. */
  readonly interventions?: readonly TimedInterventionDocument[];
  readonly seed?: number;
  readonly variant?: string | null;
}

/** A scenario from the parts of a document that matter to a test. */
export function scenarioOf(text: string, variant: string | null = null): Scenario {
  const loaded = loadScenario(`eventually: 1\nid: test\ntitle: Test\n${text}`, { variant });
  invariant(loaded.ok, () =>
    loaded.ok ? '' : loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'),
  );
  return loaded.scenario;
}

/** A simulation of a scenario, at its instant 0. */
export function simulate(
  scenario: Scenario,
  { interventions = [], seed = scenario.seed }: RunOptions = {},
): Simulation {
  const parsed = parseInterventions(interventions, scenario);
  invariant(parsed.ok, () => (parsed.ok ? '' : parsed.problems.map(({ message }) => message).join('\n')));
  return createSimulation(scenario, {
    seed,
    variant: scenario.variant,
    parameters: {},
    interventions: parsed.interventions,
  });
}

/** Runs a document up to `untilUs`; 10 s where nothing else is said. */
export function runYaml(
  text: string,
  { untilUs = 10 * SECOND, variant = null, ...options }: RunOptions = {},
): Simulation {
  const simulation = simulate(scenarioOf(text, variant), options);
  simulation.advanceTo(untilUs);
  return simulation;
}

/** The entries of a kind, also where several kinds share a type. */
export type EntryOf<K extends EntryKind, E = Entry> = E extends Entry ? (K extends E['kind'] ? E : never) : never;

/** The entries of one kind, in order; of one component where `at` says so. */
export function entriesOf<K extends EntryKind>({ trace }: Simulation, kind: K, at?: string): readonly EntryOf<K>[] {
  return trace.entries.filter(
    (entry): entry is Entry & EntryOf<K> => entry.kind === kind && (at === undefined || entry.at === at),
  );
}

/** The first entry of a kind; fails where there is none. */
export function firstOf<K extends EntryKind>(simulation: Simulation, kind: K, at?: string): EntryOf<K> {
  const [first] = entriesOf(simulation, kind, at);
  invariant(first !== undefined, () => `there is no ${kind}`);
  return first;
}

/** An entry and what brought it about, back to the first, by kind. */
export function causesOf({ trace }: Simulation, entry: Entry): readonly EntryKind[] {
  const before = entry.cause === null ? undefined : trace.entries[entry.cause];
  return before === undefined ? [entry.kind] : [entry.kind, ...causesOf({ trace } as Simulation, before)];
}
