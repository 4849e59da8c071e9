import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulation } from '../run/simulation.ts';
import { createProjection } from './create-projection.ts';
import { plain } from './plain-view.fixture.ts';
import { aRun, anInstant, END_US, sampleTrace, upTo } from './sample-run.spec.ts';
import { sampleScenario } from './sample-scenario.ts';
import type { SpaceTimeView } from './space-time.ts';

const scenario = sampleScenario();
const RUNS = 40;
/** Milliseconds; properties take long on a busy machine. */
const PATIENCE = { timeout: 120_000 };

function plainSpaceTime(seen: SpaceTimeView): unknown {
  return { ...seen, lag: [...seen.lag] };
}

describe('a projection', () => {
  it('[VIEW-1] shows the same by seeking as from scratch', PATIENCE, () => {
    fc.assert(
      fc.property(aRun, fc.array(anInstant, { minLength: 1, maxLength: 6 }), (run, instants) => {
        const trace = sampleTrace(run);
        const projection = createProjection(scenario, trace);
        for (const tUs of instants) {
          const fresh = createProjection(scenario, upTo(trace, tUs));
          expect(plain(projection.at(tUs))).toEqual(plain(fresh.at(tUs)));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('[VIEW-2] shows the same when it follows a growing trace as when it takes it in at once', PATIENCE, () => {
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
        expect(plainSpaceTime(following.spaceTime(0, END_US, tUs))).toEqual(
          plainSpaceTime(whole.spaceTime(0, END_US, tUs)),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('[VIEW-3] draws in the space-time diagram nothing that is not known yet', PATIENCE, () => {
    fc.assert(
      fc.property(aRun, anInstant, anInstant, anInstant, (run, a, b, nowUs) => {
        const [fromUs, toUs] = a < b ? [a, b] : [b, a];
        const trace = sampleTrace(run);
        const seen = createProjection(scenario, trace).spaceTime(fromUs, toUs, nowUs);
        const fresh = createProjection(scenario, upTo(trace, nowUs)).spaceTime(fromUs, toUs, nowUs);
        expect(plainSpaceTime(seen)).toEqual(plainSpaceTime(fresh));
      }),
      { numRuns: RUNS },
    );
  });

  it('[VIEW-4] has every hop that was sent delivered, dropped or in flight, exactly once', PATIENCE, () => {
    fc.assert(
      fc.property(aRun, anInstant, (run, tUs) => {
        const trace = sampleTrace(run);
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
