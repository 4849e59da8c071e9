import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { keepingRun, play, replicaRun, scenarioOfRun, transactionRun } from '../run/broker-runs.fixture.ts';
import type { Simulation } from '../run/simulation.ts';
import { createProjection } from './create-projection.ts';
import { describe } from './narration.ts';
import { plain } from './plain-view.fixture.ts';
import type { LogView } from './view.ts';

vi.setConfig({ testTimeout: 120_000 });
const RUNS = { numRuns: 20 };
const anyRun = fc.oneof(keepingRun, replicaRun, transactionRun);

/** Offsets that a log has in a partition, from the plain words of the trace. */
function offsetsOf({ trace }: Simulation, log: string, partition: number): readonly number[] {
  let offsets = new Set<number>();
  for (const entry of trace.entries) {
    if (entry.at !== log || !('partition' in entry) || entry.partition !== partition) continue;
    if (entry.kind === 'log.appended') offsets.add(entry.offset);
    if (entry.kind === 'log.compacted') for (const offset of entry.offsets) offsets.delete(offset);
    if (entry.kind === 'log.expired') offsets = new Set([...offsets].filter((offset) => offset >= entry.start));
    if (entry.kind === 'log.leader-elected') offsets = new Set([...offsets].filter((offset) => offset < entry.end));
  }
  return [...offsets].toSorted((a, b) => a - b);
}

test('[VIEW-25] a log shows the records that it has, whatever expires, is cleaned away or lost', () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const simulation = play(run);
      const projection = createProjection(scenarioOfRun(run), simulation.trace);
      for (const component of projection.at(simulation.nowUs).components.values()) {
        if (component.kind !== 'log') continue;
        for (const { index, records, end, start = 0 } of component.partitions) {
          const shown = records.slice(0, end).map(({ offset }) => offset);
          expect(shown).toEqual(offsetsOf(simulation, component.id, index));
          expect(shown.every((offset) => offset >= start && offset < end)).toBe(true);
        }
        for (const { lag } of component.groups) expect(lag).toBeGreaterThanOrEqual(0);
      }
    }),
    RUNS,
  );
});

test('[VIEW-1] shows the same by seeking as from scratch', () => {
  fc.assert(
    fc.property(anyRun, fc.array(fc.nat(6_000), { minLength: 1, maxLength: 8 }), (run, instants) => {
      const simulation = play(run, 8_000_000);
      const scenario = scenarioOfRun(run);
      const projection = createProjection(scenario, simulation.trace);
      for (const ms of instants) {
        const fresh = createProjection(scenario, simulation.trace);
        expect(plain(projection.at(ms * 1_000))).toEqual(plain(fresh.at(ms * 1_000)));
      }
    }),
    RUNS,
  );
});

test('[VIEW-25] brokers: at rest one leads, those that are up are in sync and have everything', () => {
  fc.assert(
    fc.property(replicaRun, (run) => {
      const simulation = play(run);
      const view = createProjection(scenarioOfRun(run), simulation.trace).at(simulation.nowUs);
      const { partitions, facts } = view.components.get('log') as LogView;
      for (const { brokers = [], leader, end, highWatermark } of partitions) {
        expect(brokers.find(({ broker }) => broker === leader)?.state).toBe('leader');
        expect(brokers.filter(({ state }) => state === 'leader').length).toBe(1);
        for (const broker of brokers)
          expect([broker.state === 'leader' || broker.state === 'in sync', broker.end]).toEqual([true, end]);
        expect(highWatermark).toBe(end);
      }
      expect(facts?.length).toBe(partitions.length);
    }),
    RUNS,
  );
});

test('every entry has a sentence', () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const simulation = play(run, 8_000_000);
      const scenario = scenarioOfRun(run);
      for (const entry of simulation.trace.entries) expect(describe(entry, scenario)).toMatch(/^[A-Z“"`].+/);
    }),
    { numRuns: 10 },
  );
});
