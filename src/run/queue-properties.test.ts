import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ledgersOf, playQueues, QUEUES_END as END, simulateQueues } from './queue-runs.fixture.ts';
import { randomQueues } from './random-queues.fixture.ts';
import { lawless } from './run-laws.fixture.ts';

// A few seconds each, on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 120_000 });

const RUNS = { numRuns: 60 };

describe('whatever comes to a queue and whatever is done to it', () => {
  test('the laws of every run hold', () => {
    fc.assert(
      fc.property(randomQueues, (run) => {
        const { simulation } = playQueues(run);
        expect(
          lawless(simulation, [
            'brokenOrder',
            'causeless',
            'brokenHops',
            'ignoredDeliveries',
            'brokenTasks',
            'brokenCrashes',
            'busyWhileDown',
            'brokenRequests',
          ]),
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  test('each message is delivered in turn, to one consumer at a time, and ends once', () => {
    let entries = 0;
    fc.assert(
      fc.property(randomQueues, (run) => {
        const { scenario, simulation } = playQueues(run);
        const all = ledgersOf(scenario);
        for (const entry of simulation.trace.entries) {
          entries++;
          for (const ledger of all) ledger.take(entry);
        }
        for (const { broken, kept, enqueued, ended } of all) {
          expect(broken).toEqual([]);
          expect(kept.size + ended).toBe(enqueued);
        }
      }),
      RUNS,
    );
    expect(entries).toBeGreaterThan(10_000);
  });

  test('the same input gives the same hash, in one go or in slices', () => {
    fc.assert(
      fc.property(randomQueues, fc.array(fc.nat(END), { maxLength: 10 }), (run, stops) => {
        const { simulation: whole } = playQueues(run);
        const sliced = simulateQueues(run);
        for (const tUs of stops.toSorted((a, b) => a - b)) sliced.advanceTo(tUs);
        sliced.advanceTo(END);
        expect(sliced.traceHash()).toBe(whole.traceHash());
      }),
      { numRuns: 20 },
    );
  });
});
