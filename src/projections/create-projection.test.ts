import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulation } from '../run/simulation.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { countAt } from '../trace/trace.ts';
import type { Trace } from '../trace/trace.ts';
import { createProjection } from './create-projection.ts';
import { sampleScenario } from './sample-scenario.ts';
import type { SpaceTimeView } from './space-time.ts';
import type { View } from './view.ts';

const scenario = sampleScenario();
const END_US = 2_000_000;
const RUNS = 40;

const services = ['orders', 'stock', 'payment', 'kitchen'];
const aComponent = fc.constantFrom('customer', 'order-events', ...services);
const aLink = fc.constantFrom<readonly [string, string][]>(
  ['customer', 'orders'],
  ['orders', 'stock'],
  ['orders', 'order-events'],
  ['order-events', 'payment'],
  ['order-events', 'kitchen'],
);
const anIntervention: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record({ kind: fc.constantFrom('crash' as const, 'restart' as const, 'restart' as const), component: aComponent }),
  fc.record({ kind: fc.constant('poison' as const), component: fc.constantFrom(...services) }),
  fc.record({ kind: fc.constant('slow' as const), component: fc.constantFrom(...services), factor: fc.constantFrom(1, 3) }),
  fc.record({ kind: fc.constantFrom('partition' as const, 'heal' as const), link: aLink }),
  fc.record({
    kind: fc.constantFrom('loss' as const, 'duplication' as const, 'reordering' as const),
    link: aLink,
    probability: fc.constantFrom(0.3, 0.8),
  }),
  fc.record({
    kind: fc.constant('rename' as const),
    component: fc.constant('orders'),
    message: fc.constant('OrderPlaced'),
    field: fc.constant('orderId'),
    to: fc.constant('id'),
  }),
);
const anInstant = fc.integer({ min: 0, max: END_US });
const someInterventions: fc.Arbitrary<readonly TimedIntervention[]> = fc.array(
  fc.record({ atUs: anInstant, what: anIntervention }),
  { maxLength: 8 },
);
const aRun = fc.record({ seed: fc.integer({ min: 1, max: 1_000_000 }), interventions: someInterventions });

interface Run {
  readonly seed: number;
  readonly interventions: readonly TimedIntervention[];
}

function simulate({ seed, interventions }: Run): Trace {
  const simulation = createSimulation(scenario, { seed, variant: null, parameters: {}, interventions });
  simulation.advanceTo(END_US);
  return simulation.trace;
}

/** Everything that a view shows, as plain data: what only later instants have is cut off. */
function plain(view: View): unknown {
  const components = [...view.components].map(([id, component]) => {
    if (component.kind === 'service') {
      return [id, { ...component, tables: component.tables.map((table) => ({ ...table, rows: [...table.rows()] })) }];
    }
    if (component.kind === 'client') return [id, component];
    const partitions = component.partitions.map((row) => ({ ...row, records: row.records.slice(0, row.end) }));
    return [id, { ...component, partitions }];
  });
  return { ...view, components, links: [...view.links] };
}

function plainSpaceTime(seen: SpaceTimeView): unknown {
  return { ...seen, lag: [...seen.lag] };
}

function upTo(trace: Trace, tUs: number): Trace {
  return { entries: trace.entries.slice(0, countAt(trace, tUs)) };
}

describe('a projection', () => {
  it('[VIEW-1] shows the same by seeking as from scratch', () => {
    fc.assert(
      fc.property(aRun, fc.array(anInstant, { minLength: 1, maxLength: 12 }), (run, instants) => {
        const trace = simulate(run);
        const projection = createProjection(scenario, trace);
        for (const tUs of instants) {
          const fresh = createProjection(scenario, upTo(trace, tUs));
          expect(plain(projection.at(tUs))).toEqual(plain(fresh.at(tUs)));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('[VIEW-2] shows the same when it follows a growing trace as when it takes it in at once', () => {
    fc.assert(
      fc.property(aRun, fc.integer({ min: 20_000, max: 400_000 }), anInstant, (run, paceUs, tUs) => {
        const simulation = createSimulation(scenario, { ...run, variant: null, parameters: {} });
        const following = createProjection(scenario, simulation.trace);
        for (let nowUs = 0; nowUs <= END_US; nowUs += paceUs) {
          simulation.advanceTo(nowUs);
          following.sync();
          following.at(nowUs);
        }
        simulation.advanceTo(END_US);
        following.sync();
        const whole = createProjection(scenario, simulation.trace);
        for (const instantUs of [tUs, END_US]) {
          expect(plain(following.at(instantUs))).toEqual(plain(whole.at(instantUs)));
        }
        expect(plainSpaceTime(following.spaceTime(0, END_US, tUs))).toEqual(plainSpaceTime(whole.spaceTime(0, END_US, tUs)));
      }),
      { numRuns: RUNS },
    );
  });

  it('[VIEW-3] draws in the space-time diagram nothing that is not known yet', () => {
    fc.assert(
      fc.property(aRun, anInstant, anInstant, anInstant, (run, a, b, nowUs) => {
        const [fromUs, toUs] = a < b ? [a, b] : [b, a];
        const trace = simulate(run);
        const seen = createProjection(scenario, trace).spaceTime(fromUs, toUs, nowUs);
        const fresh = createProjection(scenario, upTo(trace, nowUs)).spaceTime(fromUs, toUs, nowUs);
        expect(plainSpaceTime(seen)).toEqual(plainSpaceTime(fresh));
      }),
      { numRuns: RUNS },
    );
  });

  it('[VIEW-4] has every hop that was sent delivered, dropped or in flight, exactly once', () => {
    fc.assert(
      fc.property(aRun, anInstant, (run, tUs) => {
        const trace = simulate(run);
        const places = new Map<number, number>();
        const see = (hop: number): void => void places.set(hop, (places.get(hop) ?? 0) + 1);
        const sent: number[] = [];
        for (const entry of upTo(trace, tUs).entries) {
          if (entry.kind === 'message.sent') sent.push(entry.hop);
          if (entry.kind === 'message.delivered') see(entry.hop);
          if (entry.kind === 'message.dropped' && entry.hop !== null) see(entry.hop);
        }
        for (const { hop } of createProjection(scenario, trace).at(tUs).flights) see(hop);
        expect([...places].sort(([a], [b]) => a - b)).toEqual(sent.sort((a, b) => a - b).map((hop) => [hop, 1]));
      }),
      { numRuns: RUNS },
    );
  });
});
