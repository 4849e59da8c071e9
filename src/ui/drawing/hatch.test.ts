import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hatchPath } from './hatch.ts';
import { hexagon, rectangle, tube } from './shape.ts';

const strokes = (d: string): number[][] =>
  [...d.matchAll(/M([-\d.]+),([-\d.]+)L([-\d.]+),([-\d.]+)/g)].map((m) => m.slice(1).map(Number));

it('draws 45 degree strokes, a gap apart', () => {
  const drawn = strokes(hatchPath(rectangle(0, 0, 70, 70), 7));
  for (const [x1, y1, x2, y2] of drawn as [number, number, number, number][]) expect(x1 + y1).toBeCloseTo(x2 + y2, 0);
  const sums = drawn.map(([x, y]) => ((x as number) + (y as number)) / Math.SQRT2);
  sums.slice(1).forEach((sum, i) => expect(sum - (sums[i] as number)).toBeCloseTo(7, 0));
});

it('stays inside the shape', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 400 }), fc.integer({ min: 20, max: 200 }), (w, h) => {
      for (const polygon of [hexagon(w, h, 16), tube(0, 0, w, Math.min(w, h))]) {
        const drawn = strokes(hatchPath(polygon, 7));
        expect(drawn.length).toBeGreaterThan(2);
        for (const [x1, y1, x2, y2] of drawn as [number, number, number, number][]) {
          expect(Math.min(x1, x2, y1, y2)).toBeGreaterThanOrEqual(-0.1);
          expect(Math.max(x1, x2)).toBeLessThanOrEqual(w + 0.1);
          expect(Math.max(y1, y2)).toBeLessThanOrEqual(h + 0.1);
        }
      }
    }),
  );
});

it('leaves out the notches of a torn edge', () => {
  const torn = [
    [0, 0],
    [40, 0],
    [40, 40],
    [20, 10],
    [0, 40],
  ] as const;
  // The stroke through (20, 30) would cross the notch, so that it comes in two pieces.
  const crossing = strokes(hatchPath(torn, 5)).filter(([x, y]) => Math.abs((x as number) + (y as number) - 49.5) < 1);
  expect(crossing).toHaveLength(1);
  expect(
    strokes(hatchPath(torn, 5)).filter(([x, y]) => Math.abs((x as number) + (y as number) - 35.4) < 1),
  ).toHaveLength(2);
});
