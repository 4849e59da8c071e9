import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Causality } from '../projections/causality/causality.ts';
import { describe as wordsOf } from '../projections/narration.ts';
import { randomRun, simulationOf } from '../run/random-run.fixture.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Entry } from '../trace/entry.ts';
import { shivizLog } from './shiviz.ts';

/** How ShiViz takes a log apart unless it is told otherwise. */
const DEFAULT_PARSER = /(?<host>\S*) (?<clock>{.*})\n(?<event>.*)/g;

const entry = (seq: number, at: string, cause: number | null, why = 'x'): Entry => ({
  seq,
  tUs: seq,
  at,
  cause,
  kind: 'limit.reached',
  why,
});

test('[CAUSE-8] writes place, clock and words', () => {
  const entries = [entry(0, 'a', null, 'sends'), entry(1, 'a~b', 0, 'carries\n it'), entry(2, 'b', 1, 'gets {it}')];
  expect(shivizLog({ entries }, (one) => (one as { why: string }).why)).toBe(
    'a {"a":1}\nsends\na~b {"a":1,"a~b":1}\ncarries it\nb {"a":1,"a~b":1,"b":1}\ngets {it}\n',
  );
});

test('[CAUSE-8] ShiViz reads every entry back, each host counting from 1', () => {
  fc.assert(
    fc.property(randomRun, (run) => {
      const simulation = simulationOf(run);
      simulation.advanceTo(200_000);
      const { trace } = simulation;
      const loaded = loadScenario(run.document);
      const words = (one: Entry) => (loaded.ok ? wordsOf(one, loaded.scenario) : '');
      const read = [...shivizLog(trace, words).matchAll(DEFAULT_PARSER)].map(({ groups = {} }) => groups);
      expect(read.map(({ host }) => host)).toEqual(trace.entries.map(({ at }) => at));
      expect(read.map(({ event }) => event)).toEqual(trace.entries.map(words));
      const counted = new Map<string, number>();
      const causality = new Causality(trace);
      for (const [seq, { host = '', clock = '' }] of read.entries()) {
        counted.set(host, (counted.get(host) ?? 0) + 1);
        expect(JSON.parse(clock)).toEqual(Object.fromEntries(causality.clockOf(seq)));
        expect(JSON.parse(clock)[host]).toBe(counted.get(host));
      }
    }),
    { numRuns: 20 },
  );
});
