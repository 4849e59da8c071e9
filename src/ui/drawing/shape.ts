export type Point = readonly [number, number];

/** Rounds to a tenth: finer than a screen shows, and short enough to keep markup small. */
export const tenth = (n: number): number => Math.round(n * 10) / 10;

/** Rounds to a hundredth, for scales. */
export const hundredth = (n: number): number => Math.round(n * 100) / 100;

/** The closed outline through `points`. */
export const polygonPath = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${tenth(x)},${tenth(y)}`).join('L')}Z`;

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
