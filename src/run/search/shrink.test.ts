import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimedIntervention } from '../../scenario/intervention.ts';
import type { Deed } from './deed.ts';
import { interventionsOf } from './deed.ts';
import { shrink } from './shrink.ts';
import type { FailingRun } from './shrink.ts';

const crash = (component: string, fromUs: number, toUs: number): Deed => [
  { atUs: fromUs, what: { kind: 'crash', component } },
  { atUs: toUs, what: { kind: 'restart', component } },
];
const slow = (atUs: number, factor: number): TimedIntervention => ({
  atUs,
  what: { kind: 'slow', component: 'c', factor },
});

const RUN: FailingRun = {
  deeds: [crash('a', 1_234_567, 2_345_678), crash('b', 3_141_592, 7_182_818), [slow(8_000_000, 7)]],
  parameters: { rate: 3, size: 2 },
  untilUs: 60_000_000,
};
const touches = (run: FailingRun, component: string): readonly TimedIntervention[] =>
  interventionsOf(run.deeds).filter(({ what }) => 'component' in what && what.component === component);

describe('[RUN-12] shrinking', () => {
  test('leaves what the failure needs: the deed with its end, the time, the parameter', () => {
    const fails = (run: FailingRun): boolean => {
      const [begin, end] = touches(run, 'b');
      const lastsUs = end === undefined ? 0 : end.atUs - (begin as TimedIntervention).atUs;
      return lastsUs >= 2_000_000 && run.untilUs >= 9_876_543 && run.parameters['rate'] === 3;
    };
    const { run, gaveUp } = shrink(RUN, fails, 500);
    expect(gaveUp).toBe(false);
    expect(run).toEqual({ deeds: [crash('b', 3_000_000, 5_000_000)], parameters: { rate: 3 }, untilUs: 9_900_000 });
  });

  test('takes simpler values where they fail too, and keeps those that must be exact', () => {
    const fails = (run: FailingRun): boolean =>
      touches(run, 'c').some(({ atUs, what }) => atUs >= 7_900_000 && what.kind === 'slow' && what.factor > 3) &&
      touches(run, 'a').some(({ atUs }) => atUs === 1_234_567);
    const { run } = shrink(RUN, fails, 500);
    expect(run.deeds).toEqual([crash('a', 1_234_567, 1_400_000), [slow(8_000_000, 4)]]);
  });

  test('ends when its patience does, and says so', () => {
    const { run, tried, gaveUp } = shrink(RUN, (candidate) => touches(candidate, 'b').length > 0, 3);
    expect({ tried, gaveUp }).toEqual({ tried: 3, gaveUp: true });
    expect(touches(run, 'b')).toHaveLength(2);
  });

  const ms = fc.integer({ min: 0, max: 50_000 }).map((n) => n * 1_000);
  const aDeed = fc.oneof(
    fc.tuple(fc.constantFrom('a', 'b'), ms, ms).map(([id, from, more]) => crash(id, from, from + more)),
    fc.tuple(ms, fc.integer({ min: 2, max: 20 })).map(([atUs, factor]) => [slow(atUs, factor)]),
  );
  const aRun = fc.record({
    deeds: fc.array(aDeed, { maxLength: 6 }),
    parameters: fc.dictionary(fc.constantFrom('rate', 'size'), fc.nat(9)),
    untilUs: fc.integer({ min: 1, max: 100 }).map((s) => s * 1_000_000),
  });

  test('gives a run that fails, was played, and is no larger; deeds are taken whole', () => {
    fc.assert(
      fc.property(aRun, fc.nat(4), fc.nat(6), (run, components, seconds) => {
        const played = new Set([JSON.stringify(run)]);
        const fails = (candidate: FailingRun): boolean => {
          played.add(JSON.stringify(candidate));
          return candidate.deeds.length >= Math.min(components, run.deeds.length) && candidate.untilUs >= seconds * 1e6;
        };
        fc.pre(fails(run));
        const shrunk = shrink(run, fails, 400).run;
        expect(played).toContain(JSON.stringify(shrunk));
        expect(fails(shrunk)).toBe(true);
        expect(shrunk.untilUs).toBeLessThanOrEqual(run.untilUs);
        expect(shrunk.deeds.length).toBeLessThanOrEqual(run.deeds.length);
        const whole = run.deeds.map((deed) => deed.map(({ what }) => what.kind).join());
        for (const deed of shrunk.deeds) expect(whole).toContain(deed.map(({ what }) => what.kind).join());
      }),
      { numRuns: 300 },
    );
  });
});
