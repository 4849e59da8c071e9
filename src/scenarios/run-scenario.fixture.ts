import { invariant } from '../kernel/invariant.ts';
import { createSimulation } from '../run/simulation.ts';
import type { Simulation } from '../run/simulation.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry, EntryKind } from '../trace/entry.ts';

const texts = import.meta.glob<string>('./*.yaml', { eager: true, query: '?raw', import: 'default' });
const loadedBefore = new Map<string, Scenario>();

/** Loads a built-in scenario as people get it, problems and all. */
export function builtIn(slug: string, variant: string | null = null): Scenario {
  const key = `${slug} ${variant}`;
  const known = loadedBefore.get(key);
  if (known !== undefined) return known;
  const loaded = loadScenario(texts[`./${slug}.yaml`], { variant });
  invariant(loaded.ok, () =>
    loaded.ok ? '' : loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'),
  );
  loadedBefore.set(key, loaded.scenario);
  return loaded.scenario;
}

export function runOf(
  scenario: Scenario,
  interventions: readonly TimedIntervention[] = [],
  seed = scenario.seed,
): Simulation {
  return createSimulation(scenario, { seed, variant: scenario.variant, parameters: {}, interventions });
}

export type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** The entries of one kind, in order. */
export function entriesOf<K extends EntryKind>({ trace }: Simulation, kind: K): readonly EntryOf<K>[] {
  return trace.entries.filter((entry): entry is EntryOf<K> => entry.kind === kind);
}
