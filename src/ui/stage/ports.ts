import type { Point } from '../drawing/shape.ts';
import type { PlacedNode } from './placed.ts';
import type { Edge } from '../../projections/topology.ts';

export type Side = 'left' | 'right' | 'top' | 'bottom';

/** One end of a link at a node. */
export interface LinkEnd {
  readonly edge: Edge;
  readonly end: 'from' | 'to';
  readonly node: PlacedNode;
  readonly side: Side;
  /** The node at the other end. */
  readonly other: PlacedNode;
}

/** Rails of calls stand this far apart, single lines a little further. */
const RAIL_PITCH = 9;
const LINE_PITCH = 20;
/** Air between a bust and its links. */
const BUST_AIR = 10;

/** The sides where a link leaves and enters: along the flow where the nodes stand clear of each other in it. */
export function sidesOf(from: PlacedNode, to: PlacedNode, portrait: boolean): readonly [Side, Side] {
  const across = Math.abs(to.cx - from.cx) - (from.width + to.width) / 2;
  const down = Math.abs(to.cy - from.cy) - (from.height + to.height) / 2;
  const sideways = portrait ? down < 12 : across >= 12 || across > down;
  if (sideways) return to.cx >= from.cx ? ['right', 'left'] : ['left', 'right'];
  return to.cy >= from.cy ? ['bottom', 'top'] : ['top', 'bottom'];
}

/** Where the ends at one side of one node stand, so that links neither share a port nor cross at it. */
export function portsOf(ends: readonly LinkEnd[]): ReadonlyMap<LinkEnd, Point> {
  const [first] = ends;
  if (first === undefined) return new Map();
  const { node, side } = first;
  const vertical = side === 'top' || side === 'bottom';
  const sorted = [...ends].sort(
    (a, b) =>
      (vertical ? a.other.cx - b.other.cx : a.other.cy - b.other.cy) || (a.edge.order ?? 0) - (b.edge.order ?? 0),
  );
  const offsets = node.kind === 'log' ? logOffsets(node, side, sorted) : evenOffsets(node, side, sorted);
  return new Map(sorted.map((end, i) => [end, portAt(node, side, offsets[i] as number)]));
}

/** Offsets from the middle of a side. */
function evenOffsets(node: PlacedNode, side: Side, ends: readonly LinkEnd[]): number[] {
  const wanted = ends.every(({ edge }) => edge.mode === 'call') ? RAIL_PITCH : LINE_PITCH;
  const vertical = side === 'top' || side === 'bottom';
  const room = (vertical ? node.width - 2 * node.taper : node.height) * 0.8;
  const pitch = Math.min(vertical ? Math.max(wanted, LINE_PITCH) : wanted, room / Math.max(1, ends.length - 1));
  return ends.map((_, i) => (i - (ends.length - 1) / 2) * pitch);
}

/** A log is long enough for links to stay straight; what leaves it fans out over its rows. */
function logOffsets(node: PlacedNode, side: Side, ends: readonly LinkEnd[]): number[] {
  const vertical = side === 'top' || side === 'bottom';
  const [low, high] = vertical
    ? [-node.width * 0.43, node.width * 0.38]
    : [-node.height / 2 + 46, node.height / 2 - 18];
  const own = (end: LinkEnd): number =>
    Math.min(high, Math.max(low, vertical ? end.other.cx - node.cx : end.other.cy - node.cy));
  if (ends.length === 1) return ends.map(own);
  if (side === 'right' || side === 'bottom') {
    const spread = Math.min(high - low, (ends.length - 1) * (vertical ? 70 : 44));
    const middle = (low + high) / 2;
    return ends.map((_, i) => middle + (i / (ends.length - 1) - 0.5) * spread);
  }
  const offsets = ends.map(own);
  const pitch = Math.min(18, (high - low) / (ends.length - 1));
  for (let i = 1; i < offsets.length; i++)
    offsets[i] = Math.max(offsets[i] as number, (offsets[i - 1] as number) + pitch);
  for (let i = offsets.length - 1; i >= 0; i--) {
    offsets[i] = Math.min(offsets[i] as number, i === offsets.length - 1 ? high : (offsets[i + 1] as number) - pitch);
  }
  return offsets;
}

function portAt(node: PlacedNode, side: Side, offset: number): Point {
  const { y, width, height, cx, cy, kind, taper } = node;
  switch (side) {
    case 'left':
    case 'right': {
      const sign = side === 'left' ? -1 : 1;
      const bust = kind === 'client';
      const reach = bust ? width / 2 + BUST_AIR : width / 2 - taper * Math.min(1, Math.abs(offset) / (height / 2));
      return [cx + sign * reach, (bust ? y + height * 0.62 : cy) + offset];
    }
    case 'top':
      return [cx + offset, kind === 'client' ? y - 4 : y];
    case 'bottom':
      return [cx + offset, kind === 'client' ? y + height + node.overhang.bottom : y + height];
  }
}
