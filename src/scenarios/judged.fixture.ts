import { judge } from '../projections/conditions.ts';
import { createProjection } from '../projections/create-projection.ts';
import { verdictsOn } from '../projections/fitness/verdicts.ts';
import type { Simulation } from '../run/simulation.ts';
import type { Scenario } from '../scenario/scenario.ts';

const PATIENCE_US = 600_000_000;

/** Whether the scenario's challenge is met at an instant of a run. */
export function isMet(scenario: Scenario, { trace }: Simulation, tUs: number): boolean {
  if (!scenario.challenge) return false;
  const projection = createProjection(scenario, trace);
  const { holds, fault } = judge(scenario.challenge.holds, projection.at(tUs), projection);
  if (fault !== null) throw new Error(fault);
  return holds;
}

/** Lets a run come to rest; the names of the fitness functions that it breaks. */
export function brokenIn(scenario: Scenario, simulation: Simulation): readonly string[] {
  if (!simulation.comeToRest(PATIENCE_US)) throw new Error('The run does not come to rest');
  const endUs = simulation.trace.entries.at(-1)?.tUs ?? 0;
  const verdicts = verdictsOn(scenario, simulation.trace, endUs);
  const unjudged = verdicts.find(({ fault }) => fault !== null);
  if (unjudged !== undefined) throw new Error(`${unjudged.name}: ${String(unjudged.fault)}`);
  return verdicts.filter(({ holds }) => !holds).map(({ name }) => name);
}
