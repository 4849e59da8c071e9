import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomRun, simulationOf } from '../../run/random-run.fixture.ts';
import type { Entry } from '../../trace/entry.ts';
import type { Trace } from '../../trace/trace.ts';
import { Causality } from './causality.ts';

/** A trace of entries at places, each with its cause. */
function traceOf(...entries: readonly (readonly [at: string, cause?: number])[]): { readonly entries: Entry[] } {
  return {
    entries: entries.map(([at, cause = null], seq) => ({ seq, tUs: seq, at, cause, kind: 'limit.reached', why: '' })),
  };
}

/** Two talk to each other while a third does something of its own. */
const exchange = traceOf(['a'], ['b'], ['b', 0], ['c'], ['a'], ['a', 2], ['b']);

/** By seq, the seqs before it, found by following every step back. */
function pasts({ entries }: Trace): readonly ReadonlySet<number>[] {
  const all: Set<number>[] = [];
  const last = new Map<string, number>();
  for (const { seq, at, cause } of entries) {
    const past = new Set<number>();
    for (const before of [last.get(at), cause ?? undefined]) {
      if (before === undefined) continue;
      past.add(before);
      for (const earlier of all[before] as Set<number>) past.add(earlier);
    }
    all.push(past);
    last.set(at, seq);
  }
  return all;
}

/** Any places, any earlier entry as a cause. */
const anyTrace = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.nat())), { maxLength: 40 })
  .map((all) =>
    traceOf(
      ...all.map(([at, cause], seq) => (cause === null || seq === 0 ? [at] : [at, cause % seq]) as [string, number?]),
    ),
  );

const runTrace = randomRun.map((run) => {
  const simulation = simulationOf(run);
  simulation.advanceTo(300_000);
  return { entries: simulation.trace.entries.slice(0, 120) };
});

const traces = fc.oneof({ weight: 5, arbitrary: anyTrace }, { weight: 1, arbitrary: runTrace });

test('[CAUSE-1] [CAUSE-3] clocks of an exchange', () => {
  const causality = new Causality(exchange);
  expect(exchange.entries.map(({ seq }) => Object.fromEntries(causality.clockOf(seq)))).toEqual([
    { a: 1 },
    { b: 1 },
    { a: 1, b: 2 },
    { c: 1 },
    { a: 2 },
    { a: 3, b: 2 },
    { a: 1, b: 3 },
  ]);
  expect(causality.places).toEqual(['a', 'b', 'c']);
});

test('[CAUSE-2] [CAUSE-5] what neither knew of the other is concurrent', () => {
  const causality = new Causality(exchange);
  expect([causality.relation(0, 2), causality.relation(5, 0), causality.relation(4, 4)]).toEqual([
    'before',
    'after',
    'same',
  ]);
  expect([causality.relation(2, 4), causality.relation(3, 6), causality.relation(5, 6)]).toEqual(
    Array.from({ length: 3 }, () => 'concurrent'),
  );
  expect(causality.coneOf(2)).toEqual({
    reaches: [
      { at: 'a', pastEnd: 0, futureStart: 5 },
      { at: 'b', pastEnd: 1, futureStart: 6 },
      { at: 'c', pastEnd: null, futureStart: null },
    ],
    past: 2,
    future: 2,
    concurrent: 2,
  });
});

test('[CAUSE-6] the future grows with the trace, and is hidden beyond what is known', () => {
  const growing = traceOf(['a'], ['b']);
  const causality = new Causality(growing);
  expect(causality.coneOf(0).future).toBe(0);
  growing.entries.push(...traceOf(['a'], ['b'], ['b', 0]).entries.slice(2));
  expect(causality.coneOf(0)).toMatchObject({ future: 1, concurrent: 1 });
  expect(causality.coneOf(0, 2)).toMatchObject({ future: 0, concurrent: 1 });
});

test('[CAUSE-7] a chain leads to the first cause', () => {
  expect(new Causality(exchange).chainOf(5)).toEqual([0, 2, 5]);
  fc.assert(
    fc.property(runTrace, (trace) => {
      const causality = new Causality(trace);
      const chain = causality.chainOf(trace.entries.length - 1);
      for (const [i, seq] of chain.entries()) {
        if (i > 0) expect(causality.relation(chain[i - 1] as number, seq)).toBe('before');
      }
    }),
    { numRuns: 20 },
  );
});

test('[CAUSE-1] [CAUSE-2] [CAUSE-3] [CAUSE-4] [CAUSE-5] agrees with following every step back, in any trace', () => {
  fc.assert(
    fc.property(traces, (trace) => {
      const { entries } = trace;
      const before = pasts(trace);
      const causality = new Causality(trace);
      for (const { seq: b } of entries) {
        const past = before[b] as ReadonlySet<number>;
        const counted = new Map<string, number>();
        for (const a of [...past, b].sort((x, y) => x - y)) {
          const { at } = entries[a] as Entry;
          counted.set(at, (counted.get(at) ?? 0) + 1);
        }
        expect(new Map(causality.clockOf(b))).toEqual(counted);
        expect(causality.lamportOf(b)).toBe(Math.max(0, ...[...past].map((a) => causality.lamportOf(a))) + 1);
        const future = entries.filter(({ seq }) => before[seq]?.has(b)).map(({ seq }) => seq);
        const cone = causality.coneOf(b);
        expect([cone.past, cone.future, cone.concurrent]).toEqual([
          past.size,
          future.length,
          entries.length - 1 - past.size - future.length,
        ]);
        for (const { at, pastEnd, futureStart } of cone.reaches) {
          const there = (seqs: Iterable<number>) =>
            [...seqs].filter((seq) => entries[seq]?.at === at).sort((x, y) => x - y);
          expect([pastEnd, futureStart]).toEqual([there(past).at(-1) ?? null, there(future)[0] ?? null]);
        }
        const earlier = entries.slice(0, b).map(({ seq }) => seq);
        expect(earlier.filter((a) => causality.relation(a, b) === 'before')).toEqual(
          earlier.filter((a) => past.has(a)),
        );
        expect(earlier.some((a) => causality.relation(a, b) === 'after')).toBe(false);
      }
    }),
    { numRuns: 250 },
  );
});

test('one of two clocks is below the other exactly if its entry is before', () => {
  const isBelow = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>) =>
    [...a].every(([place, count]) => count <= (b.get(place) ?? 0));
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const causality = new Causality(trace);
      const seqs = trace.entries.map(({ seq }) => seq);
      for (const a of seqs) {
        const below = seqs.filter((b) => isBelow(causality.clockOf(a), causality.clockOf(b)));
        expect(below).toEqual(seqs.filter((b) => ['before', 'same'].includes(causality.relation(a, b))));
      }
    }),
    { numRuns: 60 },
  );
});

test('a hundred thousand entries are no burden', () => {
  const places = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const many = Array.from({ length: 100_000 }, (_, seq): readonly [string, number?] => {
    const at = places[(seq * 7) % 20] as string;
    return seq % 3 === 0 && seq > 50 ? [at, seq - 1 - (seq % 41)] : [at];
  });
  const causality = new Causality(traceOf(...many));
  for (let seq = 0; seq < 100_000; seq += 500) {
    const { past, future, concurrent } = causality.coneOf(seq);
    expect(past + future + concurrent).toBe(99_999);
  }
});
