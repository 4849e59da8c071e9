import '../run/every-kind.ts';
import '../projections/every-kind.ts';
import text from '../scenarios/sync-vs-async.yaml?raw';
import { invariant } from '../kernel/invariant.ts';
import { createSimulation } from '../run/simulation.ts';
import type { Simulation } from '../run/simulation.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** The scenario that the engine's figures are about, in one of its variants. */
export function benchScenario(variant: string | null): Scenario {
  const loaded = loadScenario(text, { variant });
  invariant(loaded.ok, 'the built-in scenario loads');
  return loaded.scenario;
}

/** Runs until the trace has at least so many entries. */
export function simulateEntries(scenario: Scenario, entries: number): Simulation {
  const simulation = createSimulation(scenario, {
    seed: scenario.seed,
    variant: scenario.variant,
    parameters: {},
    interventions: [],
  });
  for (let tUs = 1_000_000; simulation.trace.entries.length < entries; tUs += 1_000_000) simulation.advanceTo(tUs);
  return simulation;
}
