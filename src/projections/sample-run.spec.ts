import fc from 'fast-check';
import { createSimulation } from '../run/simulation.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { countAt } from '../trace/trace.ts';
import type { Trace } from '../trace/trace.ts';
import { sampleScenario } from './sample-scenario.ts';

export const END_US = 2_000_000;

export interface SampleRun {
  readonly seed: number;
  readonly interventions: readonly TimedIntervention[];
}

const services = ['orders', 'stock', 'payment', 'kitchen'];
const aComponent = fc.constantFrom('customer', 'order-events', ...services);
const aLink = fc.constantFrom<(readonly [string, string])[]>(
  ['customer', 'orders'],
  ['orders', 'stock'],
  ['orders', 'order-events'],
  ['order-events', 'payment'],
  ['order-events', 'kitchen'],
);

const anIntervention: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record({ kind: fc.constantFrom('crash' as const, 'restart' as const, 'restart' as const), component: aComponent }),
  fc.record({ kind: fc.constant('poison' as const), component: fc.constantFrom(...services) }),
  fc.record({
    kind: fc.constant('slow' as const),
    component: fc.constantFrom(...services),
    factor: fc.constantFrom(1, 3),
  }),
  fc.record({ kind: fc.constantFrom('partition' as const, 'heal' as const), link: aLink }),
  fc.record({
    kind: fc.constantFrom('loss' as const, 'duplication' as const, 'reordering' as const),
    link: aLink,
    probability: fc.constantFrom(0.3, 0.8),
  }),
  fc.constant<Intervention>({
    kind: 'rename',
    component: 'orders',
    message: 'OrderPlaced',
    field: 'orderId',
    to: 'id',
  }),
);

export const anInstant = fc.integer({ min: 0, max: END_US });

export const aRun: fc.Arbitrary<SampleRun> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  interventions: fc.array(fc.record({ atUs: anInstant, what: anIntervention }), { maxLength: 8 }),
});

/** The trace of a run of the sample scenario, simulated to END_US. */
export function sampleTrace({ seed, interventions }: SampleRun): Trace {
  const simulation = createSimulation(sampleScenario(), { seed, variant: null, parameters: {}, interventions });
  simulation.advanceTo(END_US);
  return simulation.trace;
}

/** What had happened at or before an instant. */
export function upTo(trace: Trace, tUs: number): Trace {
  return { entries: trace.entries.slice(0, countAt(trace, tUs)) };
}
