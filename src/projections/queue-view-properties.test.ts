import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { QueueLedger } from '../run/queue-ledger.fixture.ts';
import { ledgersOf, playQueues, QUEUES_END as END } from '../run/queue-runs.fixture.ts';
import { randomQueues } from '../run/random-queues.fixture.ts';
import { createProjection } from './create-projection.ts';
import type { QueueView } from './views/queue-view.ts';

// A few seconds, on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 120_000 });

test('a view at any instant says what the entries up to then come to', () => {
  fc.assert(
    fc.property(randomQueues, fc.array(fc.nat(END), { minLength: 1, maxLength: 10 }), (run, instants) => {
      const { scenario, simulation } = playQueues(run);
      const projection = createProjection(scenario, simulation.trace);
      for (const tUs of instants) {
        const view = projection.at(tUs).components.get('work') as QueueView;
        const [ledger] = ledgersOf(scenario) as [QueueLedger];
        for (const entry of simulation.trace.entries) if (entry.tUs <= tUs) ledger.take(entry);
        const positions = (wanted: string): readonly number[] =>
          [...ledger.kept].flatMap(([position, { state }]) => (state === wanted ? [position] : []));
        const shown = (all: QueueView['ready']): readonly number[] =>
          all.map(({ position }) => position).sort((a, b) => a - b);
        expect(shown(view.ready)).toEqual(positions('ready'));
        expect(shown(view.unacked)).toEqual(positions('unacked'));
        expect(shown(view.delayed)).toEqual(positions('delayed'));
        expect(view.depth).toBe(ledger.kept.size);
      }
    }),
    { numRuns: 60 },
  );
});
