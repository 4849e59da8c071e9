export type Point = readonly [number, number];

/** Rounds to a tenth: finer than a screen shows, and short enough to keep markup small. */
export const tenth = (n: number): number => Math.round(n * 10) / 10;

/** Rounds to a hundredth, for scales. */
export const hundredth = (n: number): number => Math.round(n * 100) / 100;

/** The closed outline through `points`; empty for none. */
export const polygonPath = (points: readonly Point[]): string =>
  points.length === 0 ? '' : `M${points.map(([x, y]) => `${tenth(x)},${tenth(y)}`).join('L')}Z`;

/** The six corners of a service's long hexagon, clockwise from its top left; `p` is how far the ends taper. */
export const hexagon = (w: number, h: number, p: number): readonly Point[] => [
  [p, 0],
  [w - p, 0],
  [w, h / 2],
  [w - p, h],
  [p, h],
  [0, h / 2],
];

/** `points` moved by (dx, dy). */
export const moved = (points: readonly Point[], dx: number, dy: number): readonly Point[] =>
  points.map(([x, y]) => [x + dx, y + dy]);

/** The corners of a rectangle, clockwise from its top left. */
export const rectangle = (x: number, y: number, w: number, h: number): readonly Point[] => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
];

/** A tube (a rectangle with round ends) as a polygon fine enough to hatch. */
export function tube(x: number, y: number, w: number, h: number): readonly Point[] {
  const r = h / 2;
  const end = (cx: number, from: number): Point[] =>
    Array.from({ length: 13 }, (_, i) => {
      const angle = from + (i * Math.PI) / 12;
      return [cx + r * Math.cos(angle), y + r + r * Math.sin(angle)];
    });
  return [...end(x + w - r, -Math.PI / 2), ...end(x + r, Math.PI / 2)];
}

/** The part of a convex polygon that lies left of x = `edge`. */
export function leftOf(points: readonly Point[], edge: number): readonly Point[] {
  return points.flatMap((a, i): Point[] => {
    const b = points[(i + 1) % points.length] as Point;
    const kept: Point[] = a[0] <= edge ? [a] : [];
    if (a[0] < edge !== b[0] < edge && a[0] !== b[0])
      kept.push([edge, a[1] + ((b[1] - a[1]) * (edge - a[0])) / (b[0] - a[0])]);
    return kept;
  });
}

/** The outline of a rectangle at the origin with corners of radius `r`. */
export const roundRectangle = (w: number, h: number, r: number): string =>
  `M${r},0H${w - r}A${r},${r} 0 0 1 ${w},${r}V${h - r}A${r},${r} 0 0 1 ${w - r},${h}H${r}A${r},${r} 0 0 1 0,${h - r}V${r}A${r},${r} 0 0 1 ${r},0Z`;
