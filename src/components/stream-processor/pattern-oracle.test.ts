import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contiguity, Pattern, PatternStep } from './pattern.ts';
import { PatternMatcher } from './pattern-matcher.ts';

interface Event {
  readonly value: number;
  readonly tUs: number;
  readonly id: number;
}

interface Found {
  readonly ids: readonly number[];
  readonly atUs: number;
}

const fits = (step: PatternStep<Event>, event: Event, taken: readonly Event[]): boolean =>
  step.where(
    event,
    taken.map((each) => ({ step: '', value: each, eventTimeUs: each.tUs })),
  );

/** All matches, by trying every choice from every event: one key's events in the order of event time. */
function bruteForce(pattern: Pattern<Event>, events: readonly Event[]): readonly Found[] {
  const found: Found[] = [];
  const withinUs = pattern.withinUs ?? Infinity;
  const wanted = pattern.steps.flatMap((step) =>
    step.absent
      ? [step]
      : Array.from({ length: step.times }, (_, i) => (i === 0 ? step : { ...step, follows: step.between })),
  );
  const search = (at: number, from: number, taken: readonly Event[]): void => {
    const absent: PatternStep<Event>[] = [];
    while (wanted[at]?.absent) absent.push(wanted[at++]!);
    const step = wanted[at];
    const startUs = taken[0]?.tUs ?? 0;
    for (let i = from; i < events.length; i++) {
      const event = events[i]!;
      if (event.tUs >= startUs + withinUs) break;
      if (absent.some((each) => fits(each, event, taken))) return;
      if (step !== undefined && fits(step, event, taken)) {
        const next = [...taken, event];
        if (at + 1 === wanted.length) found.push({ ids: next.map(({ id }) => id), atUs: event.tUs });
        else search(at + 1, i + 1, next);
        if (step.follows !== 'followedByAny') return;
      } else if (step?.follows === 'next') return;
    }
    if (step === undefined) found.push({ ids: taken.map(({ id }) => id), atUs: startUs + withinUs });
  };
  const first = wanted[0]!;
  events.forEach((event, i) => {
    if (!fits(first, event, [])) return;
    if (wanted.length === 1) found.push({ ids: [event.id], atUs: event.tUs });
    else search(1, i + 1, [event]);
  });
  return found;
}

/** Of all matches in the order in which they end, those that are left when each ends what began before its end. */
function skipped(matches: readonly Found[], order: ReadonlyMap<number, number>): readonly Found[] {
  const placeOf = (id: number | undefined): number => order.get(id ?? -1) ?? -1;
  const sorted = matches.toSorted(
    (a, b) => a.atUs - b.atUs || placeOf(lastTaken(a)) - placeOf(lastTaken(b)) || compare(a, b, placeOf),
  );
  const left: Found[] = [];
  let past = -1;
  for (const match of sorted) {
    if (placeOf(match.ids[0]) <= past) continue;
    left.push(match);
    past = placeOf(match.ids.at(-1));
  }
  return left;
}

const lastTaken = ({ ids }: Found): number | undefined => ids.at(-1);

function compare(a: Found, b: Found, placeOf: (id: number) => number): number {
  const at = a.ids.findIndex((id, i) => id !== b.ids[i]);
  return at === -1 ? 0 : placeOf(a.ids[at]!) - placeOf(b.ids[at]!);
}

const contiguity = fc.constantFrom<Contiguity>('next', 'followedBy', 'followedByAny');
const steps = fc.record({
  name: fc.constant('s'),
  value: fc.integer({ min: 0, max: 2 }),
  rising: fc.boolean(),
  follows: contiguity,
  times: fc.constantFrom(1, 1, 1, 2),
  between: contiguity,
  absent: fc.constantFrom(false, false, false, true),
});
const patterns = fc
  .record({
    steps: fc.array(steps, { minLength: 1, maxLength: 4 }),
    withinUs: fc.constantFrom(3, 8, 20, 200),
    bounded: fc.constantFrom(true, true, true, false),
    trailing: fc.boolean(),
  })
  .map(({ steps: some, withinUs, bounded, trailing }): Pattern<Event> => {
    const made = some.map(({ value, rising, absent, ...step }, i): PatternStep<Event> => ({
      ...step,
      // A condition on the value alone, or one that looks back as well.
      where: (event, taken) =>
        event.value === value && (!rising || (taken.at(-1)?.value.id ?? -1) % 3 !== event.id % 3),
      absent: absent && i > 0 && (trailing || i < some.length - 1),
    }));
    const needsTime = made.at(-1)!.absent;
    return { steps: made, withinUs: bounded || needsTime ? withinUs : null, afterMatch: 'keep-all' };
  });
const arrivals = fc.array(
  fc.record({
    key: fc.constantFrom('k', 'l'),
    value: fc.integer({ min: 0, max: 3 }),
    tUs: fc.integer({ min: 0, max: 60 }),
    advance: fc.constantFrom(0, 0, 0, 5, 20),
  }),
  { minLength: 15, maxLength: 40 },
);

test.each(['keep-all', 'skip-past-last'] as const)(
  '[CEP-1] [CEP-2] [CEP-3] [CEP-4] [CEP-5] [CEP-6] [CEP-7] %s finds what trying every choice finds',
  (afterMatch) => {
    fc.assert(
      fc.property(patterns, arrivals, (pattern, some) => {
        const matcher = new PatternMatcher({ ...pattern, afterMatch });
        const taken: (Event & { readonly key: string })[] = [];
        const ends = [];
        let watermarkUs = 0;
        for (const [id, { key, value, tUs, advance }] of some.entries()) {
          const event = { value, tUs, id };
          const accepted = matcher.add(key, event, tUs);
          expect(accepted).toBe(tUs >= watermarkUs || watermarkUs === 0);
          if (accepted) taken.push({ ...event, key });
          if (advance > 0) ends.push(...matcher.advanceWatermark((watermarkUs += advance)));
        }
        ends.push(...matcher.advanceWatermark(1_000));
        const inOrder = taken.toSorted((a, b) => a.tUs - b.tUs || a.id - b.id);
        const order = new Map(inOrder.map(({ id }, i) => [id, i]));
        const expected = ['k', 'l'].flatMap((key) => {
          const all = bruteForce(
            pattern,
            inOrder.filter((event) => event.key === key),
          );
          return afterMatch === 'keep-all' ? all : skipped(all, order);
        });
        const matches = ends.filter(({ kind }) => kind === 'match');
        const said = matches.map(({ taken: events, atUs }) =>
          JSON.stringify({ ids: events.map(({ value }) => value.id), atUs }),
        );
        expect(said.toSorted()).toEqual(expected.map((match) => JSON.stringify(match)).toSorted());
        expect(ends.map(({ atUs }) => atUs)).toEqual(ends.map(({ atUs }) => atUs).toSorted((a, b) => a - b));
      }),
      { numRuns: 400 },
    );
  },
);
