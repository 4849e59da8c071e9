import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Message } from '../trace/message.ts';
import { groupRun, keepingRun, play, replicaRun, transactionRun } from './broker-runs.fixture.ts';
import { entriesOf } from './run-document.fixture.ts';
import { lawless } from './run-laws.fixture.ts';
import type { Simulation } from './simulation.ts';

// Each run has a hundred records or so, hence several hundred operations of the log.
vi.setConfig({ testTimeout: 120_000 });
const RUNS = { numRuns: 30 };

const LAWS = [
  'brokenOrder',
  'causeless',
  'brokenHops',
  'brokenTasks',
  'brokenWaits',
  'brokenCrashes',
  'busyWhileDown',
  'brokenRequests',
] as const;

/** What is sent to a member is of a partition that is its own; a partition has one owner at most. */
function brokenOwnership(simulation: Simulation): readonly string[] {
  const owners = new Map<string, string>();
  const broken: string[] = [];
  for (const entry of simulation.trace.entries) {
    if (entry.kind === 'group.assigned') {
      const place = `${entry.at} ${entry.group} `;
      for (const name of owners.keys()) if (name.startsWith(place)) owners.delete(name);
      for (const [member, partitions] of Object.entries(entry.assignment)) {
        for (const partition of partitions) {
          if (owners.has(`${place}${partition}`)) broken.push(`${entry.seq} has two owners`);
          owners.set(`${place}${partition}`, member);
        }
      }
    } else if (
      entry.kind === 'message.sent' &&
      entry.passage === 'fetch' &&
      entry.record !== null &&
      !entry.duplicate
    ) {
      const { log, group, partition } = entry.record;
      if (owners.get(`${log} ${group} ${partition}`) !== entry.to) broken.push(`${entry.seq} is sent to a stranger`);
    }
  }
  return broken;
}

/** Committed offsets go back only where a reset says so. */
function brokenCommits(simulation: Simulation): readonly string[] {
  const committed = new Map<string, number>();
  return simulation.trace.entries.flatMap((entry) => {
    if (entry.kind !== 'offset.committed' && entry.kind !== 'offset.reset') return [];
    const place = `${entry.at} ${entry.group} ${entry.partition}`;
    const before = committed.get(place) ?? 0;
    committed.set(place, entry.offset);
    return entry.kind === 'offset.committed' && entry.offset <= before ? [`${entry.seq} goes back`] : [];
  });
}

const read = (simulation: Simulation, at: string) =>
  entriesOf(simulation, 'handler.started', at).flatMap(({ record, message }) =>
    record === null ? [] : [{ place: `${record.partition} ${record.offset}`, message }],
  );

function acknowledged(simulation: Simulation, log: string): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  for (const { passage, message, duplicate } of entriesOf(simulation, 'message.sent', log)) {
    if (passage !== 'ack' || message.kind !== 'reply' || duplicate) continue;
    const { partition, offset } = message.data as { readonly partition: number; readonly offset: number };
    places.set(message.inReplyTo as number, `${partition} ${offset}`);
  }
  return places;
}

describe('whatever the consumers are told and whatever is done to them', () => {
  test('[LOG-16] [LOG-17] [LOG-18] a partition has one owner, and committed offsets never go back', () => {
    fc.assert(
      fc.property(groupRun, (run) => {
        const simulation = play(run, 12_000_000);
        expect(lawless(simulation, LAWS)).toEqual([]);
        expect(brokenOwnership(simulation)).toEqual([]);
        expect(brokenCommits(simulation)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('with three replicas, two of them in sync at least, and one broker down at a time', () => {
  test('[LOG-22] [LOG-25] [LOG-28] no acknowledged record is lost, offsets are stable, and an idempotent producer has no duplicates', () => {
    fc.assert(
      fc.property(replicaRun, (run) => {
        const simulation = play(run);
        expect(lawless(simulation, LAWS)).toEqual([]);
        expect(entriesOf(simulation, 'log.records-lost')).toEqual([]);
        const atPlace = new Map<string, number>();
        const places = new Map<number, Set<string>>();
        for (const { place, message } of read(simulation, 'c')) {
          expect(atPlace.get(place) ?? message.id).toBe(message.id);
          atPlace.set(place, message.id);
          places.set(message.id, (places.get(message.id) ?? new Set()).add(place));
        }
        for (const [id, place] of acknowledged(simulation, 'log')) expect(atPlace.get(place)).toBe(id);
        if (!JSON.stringify(run.document).includes('"idempotent":true')) return;
        for (const [id, all] of places) expect([id, all.size]).toEqual([id, 1]);
        expect(places.size).toBe(100);
      }),
      RUNS,
    );
  });
});

describe('with transactions', () => {
  const named = ({ data }: Message): string => {
    const { n, part } = data as { readonly n: number; readonly part: number };
    return `${n} ${part}`;
  };

  test('[TRANSACTION-1] [TRANSACTION-3] readers of committed records see every result once and no aborted one', () => {
    fc.assert(
      fc.property(transactionRun, (run) => {
        const simulation = play(run);
        expect(lawless(simulation, LAWS)).toEqual([]);
        expect(brokenOwnership(simulation)).toEqual([]);
        expect(brokenCommits(simulation)).toEqual([]);
        const aborted = new Set(
          entriesOf(simulation, 'log.transaction-aborted').flatMap(({ records }) =>
            records.map(({ partition, offset }) => `${partition} ${offset}`),
          ),
        );
        const seen = read(simulation, 'done');
        expect(seen.filter(({ place }) => aborted.has(place))).toEqual([]);
        const results = Array.from({ length: 50 }, (_, i) => [`${i + 1} 1`, `${i + 1} 2`]).flat();
        expect(seen.map(({ message }) => named(message)).toSorted()).toEqual(results.toSorted());
      }),
      RUNS,
    );
  });
});

describe('with retention and compaction', () => {
  test('[LOG-21] [LOG-29] [LOG-30] readers get what stays in order, and what they miss is said', () => {
    fc.assert(
      fc.property(keepingRun, (run) => {
        const simulation = play(run);
        expect(lawless(simulation, LAWS)).toEqual([]);
        expect(brokenCommits(simulation)).toEqual([]);
        // Within one stretch of reading, offsets rise.
        const last = new Map<number, number>();
        for (const entry of simulation.trace.entries) {
          if (entry.kind === 'offset.reset' || entry.kind === 'group.assigned') last.clear();
          if (entry.kind !== 'message.sent' || entry.record === null) continue;
          const { partition, offset } = entry.record;
          expect(offset).toBeGreaterThan(last.get(partition) ?? -1);
          last.set(partition, offset);
        }
      }),
      RUNS,
    );
  });
});
