import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Simulation } from './simulation.ts';
import { SECOND } from './run-document.fixture.ts';
import { randomRun, simulationOf } from './random-run.fixture.ts';
import type { RandomRun } from './random-run.fixture.ts';
import { lawless } from './run-laws.fixture.ts';
import type { Law } from './run-laws.fixture.ts';

// A few seconds each, on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 120_000 });

const END = 3 * SECOND;
const RUNS = { numRuns: 60 };

function played(run: RandomRun): Simulation {
  const simulation = simulationOf(run);
  simulation.advanceTo(END);
  return simulation;
}

/** Random runs keep the laws. */
const keep = (...laws: readonly Law[]) =>
  fc.property(randomRun, (run) => {
    expect(lawless(played(run), laws)).toEqual([]);
  });

describe('whatever the scenario and whatever is done to it', () => {
  test('entries are numbered without gaps, time never falls, causes come first', () => {
    fc.assert(keep('brokenOrder', 'causeless'), RUNS);
  });

  test('[LINK-9] every hop is delivered, dropped or still on its way, once', () => {
    fc.assert(keep('brokenHops'), RUNS);
  });

  test('[SERVICE-1] [SERVICE-3] nothing that a component took in vanishes', () => {
    fc.assert(keep('ignoredDeliveries', 'brokenTasks', 'brokenWaits', 'brokenCrashes'), RUNS);
  });

  test('[LINK-8] who is down neither sends nor handles', () => {
    fc.assert(keep('busyWhileDown'), RUNS);
  });

  test('[CLIENT-5] a request ends once at most', () => {
    fc.assert(keep('brokenRequests'), RUNS);
  });

  test('[LOG-3] [LOG-4] [LOG-7] [CONSUMER-1] a group reads each partition in order, and commits what it has handled', () => {
    fc.assert(keep('brokenLogs'), RUNS);
  });

  test('[RUN-1] the same input gives the same hash, in one go or in slices', () => {
    fc.assert(
      fc.property(randomRun, fc.array(fc.nat(END), { maxLength: 20 }), (run, stops) => {
        const whole = played(run);
        const sliced = simulationOf(run);
        for (const tUs of stops.toSorted((a, b) => a - b)) {
          sliced.advanceTo(tUs);
          expect(sliced.traceHash()).toBe(whole.hashAt(tUs));
        }
        sliced.advanceTo(END);
        expect(sliced.traceHash()).toBe(whole.traceHash());
      }),
      RUNS,
    );
  });

  test('[RUN-2] one more intervention leaves what happened up to it as it was', () => {
    fc.assert(
      fc.property(randomRun, fc.nat(END), fc.nat(20), (run, tUs, which) => {
        const plain = played(run);
        // At a round instant now and then, when other things are due too.
        const atUs = which % 2 === 0 ? tUs : (plain.trace.entries[tUs % plain.trace.entries.length]?.tUs ?? 0);
        const [component] = [...plain.trace.entries]
          .map(({ at }) => at)
          .filter((at) => /^[csl]\d$/.test(at))
          .slice(which);
        const changed = simulationOf(run, [{ atUs, what: { kind: 'crash', component: component ?? 's0' } }]);
        changed.advanceTo(END);
        const before = plain.trace.entries.filter((entry) => entry.tUs <= atUs);
        expect(changed.trace.entries.slice(0, before.length)).toEqual(before);
        expect(changed.trace.entries[before.length]).toMatchObject({ kind: 'intervention.applied', tUs: atUs });
        expect(changed.hashAt(atUs - 1)).toBe(plain.hashAt(atUs - 1));
      }),
      RUNS,
    );
  });
});
