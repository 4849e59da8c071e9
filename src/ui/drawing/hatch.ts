import { tenth, type Point } from './shape.ts';

/**
 * The strokes of a 45° hatch inside a polygon, as one path. Strokes are computed instead of filled with an
 * SVG pattern because a pattern needs an id: ids clash between the many drawings of a page, and a pattern
 * defined under another theme or in a hidden drawing paints wrongly.
 */
export function hatchPath(polygon: readonly Point[], gap: number): string {
  const step = gap * Math.SQRT2;
  const sums = polygon.map(([x, y]) => x + y);
  const first = Math.ceil(Math.min(...sums) / step);
  const last = Math.floor(Math.max(...sums) / step);
  const strokes: string[] = [];
  for (let i = first; i <= last; i++) {
    const crossings = xsWhere(polygon, i * step);
    for (let j = 0; j + 1 < crossings.length; j += 2) {
      const [a, b] = [crossings[j] as number, crossings[j + 1] as number];
      if (b - a > 0.05) strokes.push(`M${tenth(a)},${tenth(i * step - a)}L${tenth(b)},${tenth(i * step - b)}`);
    }
  }
  return strokes.join('');
}

/** The sorted x where the line x + y = sum crosses the polygon's edges. */
function xsWhere(polygon: readonly Point[], sum: number): number[] {
  const xs: number[] = [];
  polygon.forEach(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length] as Point;
    const [da, db] = [ax + ay - sum, bx + by - sum];
    // A corner on the line belongs to one of its two edges only, or the strokes would pair up wrongly.
    if (da < 0 !== db < 0) xs.push(ax + (bx - ax) * (da / (da - db)));
  });
  return xs.sort((a, b) => a - b);
}
