import type { ComponentSpec } from '../../scenario/scenario.ts';
import { nodeSize, type SizeOptions } from './node-size.ts';
import { placeNode, type NodeSize, type PlacedNode } from './placed.ts';
import type { Edge } from '../../projections/topology.ts';
import { placeTracks, type Apart, type Track } from './tracks.ts';

export interface Placement {
  readonly nodes: readonly PlacedNode[];
  readonly lackX: number;
  readonly lackY: number;
}

export interface LandscapeOptions {
  readonly width: number;
  readonly height: number;
  /** Least room for a link between two columns. */
  readonly linkRoom: number;
  readonly size: (spec: ComponentSpec) => SizeOptions;
}

interface Item {
  readonly spec: ComponentSpec;
  readonly size: NodeSize;
  readonly column: number;
  readonly row: number;
}

const MARGIN = { left: 20, right: 20, top: 24, bottom: 26 } as const;
/** Least room between two things above each other, and between two that are linked. */
const [AIR, LINK_DOWN] = [8, 44];

/** Puts the components on their grid: columns spread over the width, rows over the height. */
export function placeLandscape(
  specs: readonly ComponentSpec[],
  edges: readonly Edge[],
  options: LandscapeOptions,
): Placement {
  const items = withOwnPlaces(specs).map(({ spec, column, row }): Item => ({
    spec,
    column,
    row,
    size: nodeSize(spec, options.size(spec)),
  }));
  const columns = distinct(items.map(({ column }) => column));
  const rows = distinct(items.map(({ row }) => row));
  const aside: Apart[] = [];
  const above: Apart[] = [];
  items.forEach((a, i) =>
    items.slice(i + 1).forEach((b) => {
      if (besideEachOther(a, b)) {
        const [left, right] = a.column < b.column ? [a, b] : [b, a];
        // Between neighbours a link must show; bodies further apart only have to stay clear of each other.
        const room = right.column - left.column >= 1 ? options.linkRoom : AIR;
        const labels = left.size.overhang.right + right.size.overhang.left;
        aside.push({
          first: columns.indexOf(left.column),
          second: columns.indexOf(right.column),
          distance: (left.size.w + right.size.w) / 2 + Math.max(room, labels + AIR),
        });
      } else {
        const [upper, lower] = a.row < b.row ? [a, b] : [b, a];
        above.push({
          first: rows.indexOf(upper.row),
          second: rows.indexOf(lower.row),
          distance:
            (upper.size.h + lower.size.h) / 2 +
            upper.size.overhang.bottom +
            (linked(upper, lower, edges) ? LINK_DOWN : lower.size.overhang.top + AIR),
        });
      }
    }),
  );
  const x = placeTracks(tracksOf(columns, items, 'x'), aside, {
    from: MARGIN.left,
    to: options.width - MARGIN.right,
    largestStep: 250,
    even: columns.every((at, i) => i === 0 || at - (columns[i - 1] as number) >= 1) ? 'gaps' : 'centres',
    weights: fanWeights(columns, items, edges),
  });
  const y = placeTracks(tracksOf(rows, items, 'y'), above, {
    from: MARGIN.top,
    to: options.height - MARGIN.bottom,
    largestStep: 168,
    even: 'centres',
  });
  return {
    nodes: items.map(({ spec, size, column, row }) =>
      placeNode(spec.id, size, x.centres[columns.indexOf(column)] as number, y.centres[rows.indexOf(row)] as number),
    ),
    lackX: x.lack,
    lackY: y.lack,
  };
}

/** Components of a later column stand beside each other, those of one column above each other. */
function besideEachOther(a: Item, b: Item): boolean {
  const across = Math.abs(a.column - b.column);
  return across >= 1 || across > Math.abs(a.row - b.row);
}

function linked(a: Item, b: Item, edges: readonly Edge[]): boolean {
  return edges.some(
    ({ from, to }) => (from === a.spec.id && to === b.spec.id) || (from === b.spec.id && to === a.spec.id),
  );
}

/** Each component on a place of its own: the second one on a place moves down a little. */
function withOwnPlaces(specs: readonly ComponentSpec[]) {
  const taken = new Set<string>();
  return specs.map((spec) => {
    const [column, asked] = spec.at;
    let row = asked;
    while (taken.has(`${column} ${row}`)) row += 0.25;
    taken.add(`${column} ${row}`);
    return { spec, column, row };
  });
}

const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function tracksOf(places: readonly number[], items: readonly Item[], axis: 'x' | 'y'): Track[] {
  return places.map((at) => {
    const on = items.filter(({ column, row }) => (axis === 'x' ? column : row) === at);
    const reach = (side: (size: NodeSize) => number): number => Math.max(...on.map(({ size }) => side(size)));
    return axis === 'x'
      ? {
          at,
          before: reach(({ w, overhang }) => w / 2 + overhang.left),
          after: reach(({ w, overhang }) => w / 2 + overhang.right),
        }
      : {
          at,
          before: reach(({ h, overhang }) => h / 2 + overhang.top),
          after: reach(({ h, overhang }) => h / 2 + overhang.bottom),
        };
  });
}

/** Links that fan out need more room to bend than a straight one. */
function fanWeights(columns: readonly number[], items: readonly Item[], edges: readonly Edge[]): number[] {
  const columnOf = new Map(items.map(({ spec, column }) => [spec.id, column]));
  return columns.slice(1).map((right, i) => {
    const left = columns[i] as number;
    const between = edges.filter(({ from, to }) => {
      const [a, b] = [columnOf.get(from), columnOf.get(to)];
      return a !== undefined && b !== undefined && Math.min(a, b) <= left && Math.max(a, b) >= right;
    });
    return between.length > 1 ? 1.7 : 1;
  });
}
