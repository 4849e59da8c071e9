import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  along,
  curve,
  curveDown,
  curvePath,
  headingAt,
  lengthOf,
  parameterAt,
  pointAt,
  reversed,
  ride,
  straight,
} from './curve.ts';

const coordinate = fc.integer({ min: -500, max: 1500 });
const ends = fc.tuple(coordinate, coordinate, coordinate, coordinate);
const distance = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.hypot(b[0] - a[0], b[1] - a[1]);

describe('curves', () => {
  it('start at the sender and end at the receiver', () => {
    fc.assert(
      fc.property(ends, ([x1, y1, x2, y2]) => {
        for (const c of [curve(x1, y1, x2, y2), curveDown(x1, y1, x2, y2), straight(x1, y1, x2, y2)]) {
          expect(pointAt(c, 0)).toEqual([x1, y1]);
          expect(pointAt(c, 1)).toEqual([x2, y2]);
        }
      }),
    );
  });

  it('leave horizontally, or vertically where the flow goes down', () => {
    expect(headingAt(curve(0, 0, 200, 100), 0)).toBeCloseTo(0, 0);
    expect(headingAt(curveDown(0, 0, 100, 200), 1)).toBeCloseTo(90, 0);
  });

  it('measure a straight line exactly, and a bent one as longer than its chord', () => {
    expect(lengthOf(straight(0, 0, 300, 400))).toBeCloseTo(500, 9);
    expect(lengthOf(curve(0, 0, 300, 400))).toBeGreaterThan(500);
  });

  it('walk equal distances in equal shares, so that a token neither speeds up nor slows down', () => {
    const c = curve(0, 0, 300, 90);
    const steps = Array.from({ length: 21 }, (_, i) => along(c, i / 20));
    const walked = steps.slice(1).map((point, i) => distance(steps[i] as (typeof steps)[number], point));
    for (const step of walked) expect(step).toBeCloseTo(lengthOf(c) / 20, 0);
    // The Bézier parameter alone would not do: it runs ahead at the ends.
    expect(pointAt(c, 0.1)[0]).toBeGreaterThan(along(c, 0.1)[0] + 5);
  });

  it('turn a share of the length into a parameter that rises with it', () => {
    fc.assert(
      fc.property(
        ends,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([x1, y1, x2, y2], a, b) => {
          const c = curve(x1, y1, x2, y2);
          expect(parameterAt(c, Math.min(a, b))).toBeLessThanOrEqual(parameterAt(c, Math.max(a, b)));
        },
      ),
    );
  });

  it('write their path with a decimal at most', () => {
    expect(curvePath(curve(0.123, 4, 100, 50))).toBe('M0.1,4C50.1,4 50.1,50 100,50');
  });
});

describe('riding a link', () => {
  it('keeps the clearance from both ports', () => {
    const c = straight(0, 0, 200, 0);
    expect(ride(c, 0, 16)).toEqual([16, 0]);
    expect(ride(c, 1, 16)[0]).toBeCloseTo(184, 9);
  });

  it('stays between the ports of a link that is shorter than the token', () => {
    const c = straight(0, 0, 20, 0);
    expect(ride(c, 0, 40)[0]).toBeCloseTo(8.4, 9);
    expect(ride(c, 1, 40)[0]).toBeCloseTo(11.6, 9);
    expect(ride(straight(5, 5, 5, 5), 0.5)).toEqual([5, 5]);
  });

  it('backwards is exactly the reverse', () => {
    const c = curve(10, 20, 310, 120);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (f) => {
        expect(distance(ride(c, f), ride(reversed(c), 1 - f))).toBeLessThan(0.01);
      }),
    );
  });
});
