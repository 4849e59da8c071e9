/** A point in CSS pixels. */
export type Point = readonly [x: number, y: number];

/** One facet of the iceberg, and the room in it for text: a box that clears its slanted edges. */
export interface Facet {
  readonly outline: readonly Point[];
  readonly room: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** From 0 at the left edge of its row to 1 at the right: facets turn away from the light. */
  readonly turn: number;
  /** Rows below the water line: 1 for the first; 0 above. */
  readonly depth: number;
}

export interface Iceberg {
  readonly width: number;
  readonly height: number;
  readonly waterLine: number;
  /** Where the water gets darker. */
  readonly depths: readonly number[];
  /** In reading order; the first `above` of them are above the water line. */
  readonly facets: readonly Facet[];
  readonly above: number;
}

/** A horizontal edge between rows, as drawn at 1440 by 900: from the left outline to the right one. */
interface Level {
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

interface Row {
  readonly count: number;
  readonly top: Level;
  readonly bottom: Level;
  /** Shares of the widths, where they are not alike. */
  readonly weights?: readonly number[];
  /** The outline's edge where it is not level: the peak and the keel, from left to right. */
  readonly peak?: readonly Point[];
  readonly keel?: readonly Point[];
}

const DRAWN = { width: 1440, height: 900, left: 250, right: 1412 };
const LEVELS = {
  peak: { y: 104, left: 676, right: 1110 },
  first: { y: 164, left: 600, right: 1182 },
  second: { y: 241, left: 540, right: 1236 },
  third: { y: 317, left: 476, right: 1296 },
  fourth: { y: 393, left: 412, right: 1346 },
  air: { y: 470, left: 350, right: 1386 },
  water: { y: 470, left: 326, right: 1392 },
  sixth: { y: 618, left: 250, right: 1412 },
  seventh: { y: 748, left: 344, right: 1290 },
  keel: { y: 886, left: 560, right: 1050 },
} satisfies Record<string, Level>;

const ABOVE: readonly Row[] = [
  {
    count: 3,
    top: LEVELS.peak,
    bottom: LEVELS.first,
    weights: [1.02, 0.88, 1.2],
    peak: [
      [676, 104],
      [812, 62],
      [900, 76],
      [1110, 108],
    ],
  },
  { count: 3, top: LEVELS.first, bottom: LEVELS.second },
  { count: 4, top: LEVELS.second, bottom: LEVELS.third, weights: [1.12, 1, 0.96, 1.12] },
  { count: 4, top: LEVELS.third, bottom: LEVELS.fourth, weights: [1.08, 1, 0.96, 1.06] },
  { count: 5, top: LEVELS.fourth, bottom: LEVELS.air, weights: [1.12, 0.98, 1, 0.96, 1.04] },
];

const BELOW: readonly Row[] = [
  { count: 6, top: LEVELS.water, bottom: LEVELS.sixth, weights: [1.1, 0.98, 0.98, 1.02, 0.96, 1.02] },
  { count: 5, top: LEVELS.sixth, bottom: LEVELS.seventh, weights: [1.2, 0.9, 0.92, 0.92, 1.24] },
  {
    count: 4,
    top: LEVELS.seventh,
    bottom: LEVELS.keel,
    weights: [1.2, 0.9, 0.9, 1.26],
    keel: [
      [344, 748],
      [500, 838],
      [700, 876],
      [900, 888],
      [1100, 846],
      [1290, 748],
    ],
  },
];

/** Cuts between facets lean by turns, so that the rows do not look like a table. */
const LEAN = [-16, 9, -7, 13, -11, 8];
/** Text keeps so far from the edges. */
const PADDING = { x: 12, y: 12 };
/** Text needs this much height: the edges are cleared that far down. */
const TEXT_HEIGHT = 48;
/** A title fits in two lines of this. */
const ENOUGH_WIDTH = 150;

/** The iceberg for a page of this size in CSS pixels. */
export function icebergFor(width: number, height: number): Iceberg {
  const left = width < 1280 ? 196 : DRAWN.left;
  const x = (drawn: number): number => left + ((drawn - DRAWN.left) * (width - 28 - left)) / (DRAWN.right - DRAWN.left);
  const y = (drawn: number): number => (drawn * height) / DRAWN.height;
  const place = (points: readonly Point[]): Point[] => points.map(([px, py]) => [Math.round(x(px)), Math.round(y(py))]);
  const facets = [...ABOVE, ...BELOW].flatMap((row, index) =>
    outlinesOf(row, index).map((outline, at) => {
      const placed = place(outline);
      return {
        outline: placed,
        room: roomIn(placed, row.peak !== undefined),
        depth: Math.max(0, index - ABOVE.length + 1),
        turn: row.count === 1 ? 0.5 : at / (row.count - 1),
      };
    }),
  );
  return {
    width,
    height,
    waterLine: Math.round(y(LEVELS.water.y)),
    depths: [Math.round(y(LEVELS.sixth.y)), Math.round(y(LEVELS.seventh.y))],
    facets,
    above: ABOVE.reduce((sum, row) => sum + row.count, 0),
  };
}

/** The outlines of a row's facets, from left to right, clockwise from the top left. */
function outlinesOf(row: Row, rowIndex: number): Point[][] {
  const weights = row.weights ?? Array.from({ length: row.count }, () => 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cuts = weights
    .map((_, index) => weights.slice(0, index).reduce((sum, weight) => sum + weight, 0) / total)
    .concat(1);
  return weights.map((_, index) => {
    const [from, to] = [cuts[index] ?? 0, cuts[index + 1] ?? 1];
    const lean = (cut: number, at: number): number =>
      cut === 0 || cut === 1 ? 0 : (LEAN[(at + rowIndex) % LEAN.length] ?? 0);
    const topFrom = along(row.top, from);
    const topTo = along(row.top, to);
    const bottomFrom = along(row.bottom, from) + lean(from, index);
    const bottomTo = along(row.bottom, to) + lean(to, index + 1);
    const top = edge(row.peak, topFrom, topTo, row.top.y);
    const bottom =
      row.keel === undefined
        ? edge(undefined, bottomFrom, bottomTo, row.bottom.y)
        : keelEdge(row.keel, bottomFrom, bottomTo, from, to);
    return [...top, ...bottom.toReversed()];
  });
}

function along(level: Level, share: number): number {
  return level.left + (level.right - level.left) * share;
}

/** The points of an edge between two abscissas: level, or along a polyline. */
function edge(line: readonly Point[] | undefined, from: number, to: number, y: number): Point[] {
  if (line === undefined)
    return [
      [from, y],
      [to, y],
    ];
  const [first, last] = [line[0], line.at(-1)];
  const start = first === undefined || from <= first[0] + 15 ? first : onLine(line, from);
  const end = last === undefined || to >= last[0] - 15 ? last : onLine(line, to);
  if (start === undefined || end === undefined) return [];
  return [start, ...line.filter(([px]) => px > start[0] && px < end[0]), end];
}

/** The keel is wider than its level: the outermost facets reach up to its ends. */
function keelEdge(keel: readonly Point[], from: number, to: number, shareFrom: number, shareTo: number): Point[] {
  const start = shareFrom === 0 ? keel[0] : onLine(keel, from);
  const end = shareTo === 1 ? keel.at(-1) : onLine(keel, to);
  if (start === undefined || end === undefined) return [];
  return [start, ...keel.filter(([px]) => px > start[0] && px < end[0]), end];
}

function onLine(line: readonly Point[], x: number): Point {
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [line[index - 1], line[index]];
    if (a === undefined || b === undefined || x > b[0]) continue;
    return [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
  }
  return [x, line.at(-1)?.[1] ?? 0];
}

/** A box of text height at the top; under a peak, the highest that is nearly as wide as the widest. */
function roomIn(outline: readonly Point[], belowPeak: boolean): Facet['room'] {
  const ys = outline.map(([, py]) => py);
  const [top, bottom] = [Math.min(...ys) + PADDING.y, Math.max(...ys)];
  if (!belowPeak) {
    const highest = boxAt(outline, top);
    return { ...highest, height: Math.round(bottom - highest.y - 6) };
  }
  const boxes = Array.from({ length: Math.max(1, Math.floor((bottom - TEXT_HEIGHT - top) / 4)) }, (_, index) =>
    boxAt(outline, top + index * 4),
  );
  const enough = Math.min(ENOUGH_WIDTH, Math.max(...boxes.map(({ width }) => width)) * 0.94);
  const box = boxes.find(({ width }) => width >= enough) ?? boxAt(outline, top);
  return { ...box, height: Math.round(bottom - box.y - 6) };
}

function boxAt(outline: readonly Point[], y: number): Omit<Facet['room'], 'height'> {
  const spans = [y, y + TEXT_HEIGHT / 2, y + TEXT_HEIGHT].map((at) => spanAt(outline, at));
  const left = Math.max(...spans.map(([from]) => from)) + PADDING.x;
  const right = Math.min(...spans.map(([, to]) => to)) - PADDING.x;
  return { x: Math.round(left), y: Math.round(y), width: Math.round(right - left) };
}

/** From where to where a convex outline reaches at a height. */
export function spanAt(outline: readonly Point[], y: number): readonly [from: number, to: number] {
  const crossings: number[] = [];
  outline.forEach(([ax, ay], index) => {
    const [bx, by] = outline[(index + 1) % outline.length] ?? [ax, ay];
    if (ay === by || y < Math.min(ay, by) || y > Math.max(ay, by)) return;
    crossings.push(ax + ((bx - ax) * (y - ay)) / (by - ay));
  });
  return [Math.min(...crossings), Math.max(...crossings)];
}
