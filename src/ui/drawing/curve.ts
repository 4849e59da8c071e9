import { tenth, type Point } from './shape.ts';

/** A cubic Bézier from sender to receiver. Keep the object while its ends stand still: its length table is cached by identity. */
export type Curve = readonly [Point, Point, Point, Point];

const SAMPLES = 32;

/** A curve that leaves and arrives horizontally; `bend` is how far the handles reach, as a share of the width. */
export const curve = (x1: number, y1: number, x2: number, y2: number, bend = 0.5): Curve => [
  [x1, y1],
  [x1 + (x2 - x1) * bend, y1],
  [x2 - (x2 - x1) * bend, y2],
  [x2, y2],
];

/** A curve that leaves and arrives vertically, for stages whose flow goes down. */
export const curveDown = (x1: number, y1: number, x2: number, y2: number, bend = 0.5): Curve => [
  [x1, y1],
  [x1, y1 + (y2 - y1) * bend],
  [x2, y2 - (y2 - y1) * bend],
  [x2, y2],
];

/** The straight line as a curve, so that links need one kind of path. */
export const straight = (x1: number, y1: number, x2: number, y2: number): Curve => [
  [x1, y1],
  [x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3],
  [x1 + ((x2 - x1) * 2) / 3, y1 + ((y2 - y1) * 2) / 3],
  [x2, y2],
];

/** The same curve walked from its other end. */
export const reversed = (c: Curve): Curve => [c[3], c[2], c[1], c[0]];

/** The point at the Bézier parameter `t` in 0..1. */
export function pointAt(c: Curve, t: number): Point {
  const u = 1 - t;
  const [a, b, d, e] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [a * c[0][0] + b * c[1][0] + d * c[2][0] + e * c[3][0], a * c[0][1] + b * c[1][1] + d * c[2][1] + e * c[3][1]];
}

const tables = new WeakMap<Curve, readonly number[]>();

/** Length walked from the start to each sample. */
function lengthTable(c: Curve): readonly number[] {
  const known = tables.get(c);
  if (known !== undefined) return known;
  const table = [0];
  let from = c[0];
  for (let i = 1; i <= SAMPLES; i++) {
    const to = pointAt(c, i / SAMPLES);
    table.push((table[i - 1] as number) + Math.hypot(to[0] - from[0], to[1] - from[1]));
    from = to;
  }
  tables.set(c, table);
  return table;
}

/** The length of a curve in px. */
export const lengthOf = (c: Curve): number => lengthTable(c)[SAMPLES] as number;

/** The Bézier parameter after walking the share `s` (0..1) of the curve's length. */
export function parameterAt(c: Curve, s: number): number {
  const table = lengthTable(c);
  const target = Math.min(1, Math.max(0, s)) * lengthOf(c);
  let i = 1;
  while (i < SAMPLES && (table[i] as number) < target) i++;
  const before = table[i - 1] as number;
  const span = (table[i] as number) - before;
  return (i - 1 + (span === 0 ? 0 : (target - before) / span)) / SAMPLES;
}

/** The point after walking the share `s` (0..1) of the curve's length: equal times are equal distances. */
export const along = (c: Curve, s: number): Point => pointAt(c, parameterAt(c, s));

/** The direction of travel, in degrees, at the share `s` (0..1) of the curve's length. */
export function headingAt(c: Curve, s: number): number {
  const t = parameterAt(c, s);
  const [a, b] = [pointAt(c, Math.max(0, t - 0.001)), pointAt(c, Math.min(1, t + 0.001))];
  return (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
}

/**
 * Where a token's centre is after the share `f` (0..1) of its flight. It keeps `clearance` px (its radius and
 * a little air) from both ports, so that it never covers sender or receiver.
 */
export function ride(c: Curve, f: number, clearance = 16): Point {
  const length = lengthOf(c);
  if (length === 0) return c[0];
  const q = Math.min(0.42, clearance / length);
  return along(c, q + f * (1 - 2 * q));
}

/** The `d` of a curve. */
export const curvePath = (c: Curve): string =>
  `M${c[0].map(tenth).join(',')}C${c[1].map(tenth).join(',')} ${c[2].map(tenth).join(',')} ${c[3].map(tenth).join(',')}`;
