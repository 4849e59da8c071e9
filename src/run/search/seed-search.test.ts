import { describe, expect, test } from 'vitest';
import { invariant } from '../../kernel/invariant.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { FitnessFunction } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import { createSimulation } from '../simulation.ts';
import { drawFaults } from './chaos.ts';
import { interventionsOf } from './deed.ts';
import type { Judge } from './judged-run.ts';
import { inputOf, judgeSeeds, runOfSeed } from './seed-search.ts';
import type { Search } from './seed-search.ts';

const loaded = loadScenario(`
eventually: 1
id: search
title: Search
messages: { Ask: { kind: query, fields: {} } }
components:
  a: { kind: client, sends: [{ query: Ask, to: b, every: 200ms, timeout: 2s }] }
  b: { kind: service, on: { Ask: [{ call: Ask, to: c, timeout: 1s }] } }
  c: { kind: service, on: { Ask: [{ work: { exponential: 20ms } }] } }
fitness:
  - { name: quick, holds: "p('a', 100) < 150.0", when: always }
  - { name: never, holds: "false", when: quiescent }
`);
invariant(loaded.ok, 'the scenario loads');
const { scenario } = loaded;
const quick = { ...scenario, fitness: scenario.fitness.slice(0, 1) };
const LIMIT_US = 150_000;
const UNTIL_US = 5_000_000;
const search: Search = { parameters: {}, interventions: [], untilUs: UNTIL_US, chaos: false };

interface Said {
  readonly when: FitnessFunction['when'];
  readonly holds: boolean;
}

/** Says of a run that no request takes too long, and never agrees to what is judged at rest. */
class Stopwatch implements Judge<Said> {
  broken = false;
  last = 0;

  take(entry: Entry): void {
    this.last = entry.tUs;
    if (entry.kind === 'request.completed' && entry.latencyUs >= LIMIT_US) this.broken = true;
  }

  endAt(): void {}

  verdicts(): readonly Said[] {
    return [
      { when: 'always', holds: !this.broken },
      { when: 'quiescent', holds: false },
    ];
  }
}

function isSlow(seed: number): boolean {
  const simulation = createSimulation(quick, inputOf(quick, seed, runOfSeed(quick, search, seed)));
  simulation.advanceTo(UNTIL_US);
  return simulation.trace.entries.some((entry) => entry.kind === 'request.completed' && entry.latencyUs >= LIMIT_US);
}

describe('[RUN-10] a search', () => {
  const slow = Array.from({ length: 300 }, (_, i) => i + 1).filter(isSlow);

  test('finds the smallest seed that breaks, and plays none after it', () => {
    expect(slow.length).toBeGreaterThan(3);
    expect(slow.length).toBeLessThan(200);
    const [first, second] = slow as [number, number];
    const judge = (): Judge<Said> => new Stopwatch();
    const from1 = judgeSeeds(quick, search, { from: 1, to: 300 }, judge);
    expect(from1).toMatchObject({ played: first, failing: { seed: first, fitness: 0 } });
    const next = judgeSeeds(quick, search, { from: first + 1, to: 300 }, judge);
    expect(next.failing).toEqual({ seed: second, fitness: 0 });
  });

  test('does not play on what is broken, and does not judge its rest', () => {
    const played: Stopwatch[] = [];
    const judge = (): Judge<Said> => {
      played.push(new Stopwatch());
      return played.at(-1) as Stopwatch;
    };
    const seed = slow[0] as number;
    const broken = judgeSeeds(scenario, search, { from: seed, to: seed }, judge);
    expect(broken.failing).toEqual({ seed, fitness: 0 });
    const sound = Array.from({ length: 300 }, (_, i) => i + 1).find((one) => !slow.includes(one)) as number;
    expect(judgeSeeds(scenario, search, { from: sound, to: sound }, judge).failing).toEqual({
      seed: sound,
      fitness: 1,
    });
    expect(played[0]?.last).toBeLessThan(UNTIL_US);
    expect(played[1]?.last).toBeGreaterThan(UNTIL_US - 300_000);
  });
});

describe('[RUN-11] chaos', () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const drawn = seeds.map((seed) => drawFaults(scenario, seed, UNTIL_US));

  test('draws one to four faults of every kind, the same for the same seed', () => {
    expect(new Set(drawn.map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4]));
    const kinds = new Set(drawn.flat(2).map(({ what }) => what.kind));
    expect(kinds).toEqual(
      new Set(['crash', 'restart', 'slow', 'partition', 'heal', 'loss', 'duplication', 'reordering']),
    );
    expect(seeds.map((seed) => drawFaults(scenario, seed, UNTIL_US))).toEqual(drawn);
  });

  test('ends each fault, by nine tenths of the run', () => {
    for (const deed of drawn.flat()) {
      const [begin, end] = deed;
      expect(deed).toHaveLength(2);
      expect(begin?.atUs).toBeLessThanOrEqual(end?.atUs as number);
      expect(end?.atUs).toBeLessThanOrEqual((UNTIL_US * 9) / 10);
      const what = end?.what;
      expect(what?.kind === 'restart' || what?.kind === 'heal' || (what?.kind === 'slow' && what.factor === 1)).toBe(
        true,
      );
    }
  });

  test('shifts no draw of the run: until the first fault it is as without', () => {
    for (const seed of [1, 2, 3]) {
      const run = runOfSeed(scenario, { ...search, chaos: true }, seed);
      const firstUs = interventionsOf(run.deeds)[0]?.atUs as number;
      const [calm, wild] = [runOfSeed(scenario, search, seed), run].map((one) => {
        const simulation = createSimulation(scenario, inputOf(scenario, seed, one));
        simulation.advanceTo(firstUs - 1);
        return simulation.traceHash();
      });
      expect(wild).toBe(calm);
    }
  });
});
