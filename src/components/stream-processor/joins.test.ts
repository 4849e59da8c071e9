import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntervalJoin } from './interval-join.ts';
import type { JoinKind, Pair, Sided } from './window-join.ts';
import { joinOf } from './window-join.ts';
import { WindowOperator } from './window-operator.ts';
import { BEAM_DEFAULTS } from './windowing-strategy.ts';

const tens = { kind: 'tumbling', sizeUs: 10, offsetUs: 0 } as const;

function windowJoin(kind: JoinKind, records: readonly (readonly ['left' | 'right', string, number])[]) {
  const joined: (readonly [number, readonly Pair<string, string>[]])[] = [];
  const aggregate = joinOf<string, string>(kind);
  const operator = new WindowOperator({ ...BEAM_DEFAULTS, window: tens }, aggregate, (output) => {
    if (output.kind === 'pane') joined.push([output.window.startUs, output.value]);
  });
  for (const [side, value, tUs] of records) operator.add('k', { side, value } satisfies Sided<string, string>, tUs, 0);
  operator.advanceWatermark(Infinity, 0);
  return joined;
}

describe('a window join', () => {
  const records = [
    ['left', 'a', 1],
    ['right', 'x', 2],
    ['left', 'b', 9],
    ['right', 'y', 12],
    ['left', 'c', 21],
  ] as const;

  test('[JOIN-1] pairs what is in the same window', () => {
    expect(windowJoin('inner', records)).toEqual([
      [
        0,
        [
          ['a', 'x'],
          ['b', 'x'],
        ],
      ],
      [10, []],
      [20, []],
    ]);
  });

  test('[JOIN-1] gives those without a partner, too, when it is asked to', () => {
    expect(windowJoin('left', records).slice(1)).toEqual([
      [10, []],
      [20, [['c', null]]],
    ]);
    expect(windowJoin('full', records).slice(1)).toEqual([
      [10, [[null, 'y']]],
      [20, [['c', null]]],
    ]);
  });

  test('[JOIN-1] keeps the pairs of sessions that merge', () => {
    const aggregate = joinOf<string, string>('inner');
    const left = aggregate.add(aggregate.empty(), { side: 'left', value: 'a' });
    const right = aggregate.add(aggregate.empty(), { side: 'right', value: 'x' });
    expect(aggregate.result(aggregate.merge(left, right))).toEqual([['a', 'x']]);
  });
});

describe('an interval join', () => {
  test('[JOIN-2] pairs what is close enough in event time', () => {
    const join = new IntervalJoin<string, string>(-5, 10);
    expect(join.addLeft('k', 'a', 20)).toEqual([]);
    expect(join.addRight('k', 'w', 14)).toEqual([]);
    expect(join.addRight('k', 'x', 15)).toEqual([{ key: 'k', left: 'a', right: 'x', eventTimeUs: 20 }]);
    expect(join.addRight('k', 'y', 30)).toEqual([{ key: 'k', left: 'a', right: 'y', eventTimeUs: 30 }]);
    expect(join.addRight('k', 'z', 31)).toEqual([]);
    expect(join.addRight('other', 'x', 20)).toEqual([]);
    expect(join.addLeft('k', 'b', 25)).toMatchObject([{ right: 'y' }, { right: 'z' }]);
  });

  test('[JOIN-3] drops what is late and forgets what finds no partner any more', () => {
    const join = new IntervalJoin<string, string>(-5, 10);
    join.addLeft('k', 'a', 20);
    join.addRight('k', 'x', 20);
    join.advanceWatermark(26);
    expect([join.size, join.addRight('k', 'y', 25)]).toEqual([1, null]);
    expect(join.addRight('k', 'y', 30)).toHaveLength(1);
    join.advanceWatermark(31);
    expect([join.size, join.addLeft('k', 'b', 30)]).toEqual([1, null]);
    join.advanceWatermark(36);
    expect(join.size).toBe(0);
  });

  test('[JOIN-2] [JOIN-3] gives the pairs that a look at all of them gives', () => {
    const bounds = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 20 }));
    const steps = fc.array(
      fc.oneof(
        {
          weight: 6,
          arbitrary: fc.tuple(
            fc.constantFrom('left', 'right'),
            fc.constantFrom('k', 'l'),
            fc.integer({ min: 0, max: 100 }),
          ),
        },
        { weight: 1, arbitrary: fc.tuple(fc.constant('watermark'), fc.constant(''), fc.integer({ min: 0, max: 90 })) },
      ),
      { minLength: 30, maxLength: 80 },
    );
    fc.assert(
      fc.property(bounds, steps, ([fromUs, widthUs], some) => {
        const join = new IntervalJoin<number, number>(fromUs, fromUs + widthUs);
        const actual: string[] = [];
        const taken: { readonly side: string; readonly key: string; readonly tUs: number; readonly id: number }[] = [];
        let watermarkUs = -Infinity;
        some.forEach(([side, key, tUs], id) => {
          if (side === 'watermark') {
            join.advanceWatermark(tUs);
            watermarkUs = Math.max(watermarkUs, tUs);
            return;
          }
          const pairs = side === 'left' ? join.addLeft(key, id, tUs) : join.addRight(key, id, tUs);
          expect(pairs === null).toBe(tUs < watermarkUs);
          if (pairs !== null) taken.push({ side, key, tUs, id });
          for (const { left, right, eventTimeUs } of pairs ?? []) actual.push(`${left} ${right} ${eventTimeUs}`);
        });
        const rights = taken.filter(({ side }) => side === 'right');
        const expected = taken
          .filter(({ side }) => side === 'left')
          .flatMap((l) =>
            rights
              .filter((r) => r.key === l.key && r.tUs - l.tUs >= fromUs && r.tUs - l.tUs <= fromUs + widthUs)
              .map((r) => `${l.id} ${r.id} ${Math.max(l.tUs, r.tUs)}`),
          );
        expect(actual.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 200 },
    );
  });
});
