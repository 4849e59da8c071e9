import { invariant } from '../kernel/invariant.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { QueueLedger } from './queue-ledger.fixture.ts';
import { simulationOf } from './random-run.fixture.ts';
import type { RandomRun } from './random-run.fixture.ts';
import { SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** Where runs around queues end. */
export const QUEUES_END = 4 * SECOND;

const REDRIVES = [1, 3].map((s) => ({ atUs: s * SECOND, what: { kind: 'redrive', component: 'dead' } as const }));

/** A run around queues, at its instant 0; now and then somebody has dead letters go back. */
export function simulateQueues(run: RandomRun): Simulation {
  return simulationOf(run, REDRIVES);
}

/** The same, played to its end. */
export function playQueues(run: RandomRun): { readonly scenario: Scenario; readonly simulation: Simulation } {
  const loaded = loadScenario(run.document);
  invariant(loaded.ok, () => (loaded.ok ? '' : JSON.stringify(loaded.problems)));
  const simulation = simulateQueues(run);
  simulation.advanceTo(QUEUES_END);
  return { scenario: loaded.scenario, simulation };
}

/** An empty ledger for every queue, in the scenario's order. */
export function ledgersOf(scenario: Scenario): readonly QueueLedger[] {
  return [...scenario.components.values()].flatMap((spec) => {
    if (spec.kind !== 'queue') return [];
    const prefetch = [...scenario.components.values()].flatMap((service) =>
      service.kind === 'service'
        ? service.consumes.flatMap((one) =>
            one.source === 'queue' && one.from === spec.id ? [[service.id, one.prefetch] as const] : [],
          )
        : [],
    );
    return [new QueueLedger(spec, new Map(prefetch))];
  });
}
