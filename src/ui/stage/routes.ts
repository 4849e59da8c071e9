import { curve, curveDown, pointAt, straight, type Curve } from '../drawing/curve.ts';
import type { Point } from '../drawing/shape.ts';
import type { Box, PlacedLink, PlacedNode } from './placed.ts';
import { portsOf, sidesOf, type LinkEnd, type Side } from './ports.ts';
import type { Edge } from '../../projections/topology.ts';

/** The ways of all links between the placed nodes, by edge id. Edges from a component to itself have none. */
export function routeLinks(
  nodes: ReadonlyMap<string, PlacedNode>,
  edges: readonly Edge[],
  portrait: boolean,
): Map<string, PlacedLink> {
  const ends = edges.flatMap((edge) => endsOf(edge, nodes, portrait));
  const ports = new Map<LinkEnd, Point>();
  for (const group of atOneSide(ends)) for (const [end, port] of portsOf(group)) ports.set(end, port);
  const links = new Map<string, PlacedLink>();
  for (let i = 0; i + 1 < ends.length; i += 2) {
    const [from, to] = [ends[i] as LinkEnd, ends[i + 1] as LinkEnd];
    const obstacles = [...nodes.values()].filter((node) => node !== from.node && node !== to.node);
    const path = clearWay(...levelled(ports.get(from) as Point, ports.get(to) as Point, from, to), from, to, obstacles);
    const vertical = from.side === 'top' || from.side === 'bottom';
    links.set(from.edge.id, { edge: from.edge, path, labelAt: pointAt(path, vertical ? 0.62 : 0.7), vertical });
  }
  return links;
}

function endsOf(edge: Edge, nodes: ReadonlyMap<string, PlacedNode>, portrait: boolean): LinkEnd[] {
  const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
  if (from === undefined || to === undefined || from === to) return [];
  const [leaves, enters] = sidesOf(from, to, portrait);
  return [
    { edge, end: 'from', node: from, side: leaves, other: to },
    { edge, end: 'to', node: to, side: enters, other: from },
  ];
}

function atOneSide(ends: readonly LinkEnd[]): Iterable<LinkEnd[]> {
  const groups = new Map<string, LinkEnd[]>();
  for (const end of ends) {
    const key = `${end.side} ${end.node.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [end]);
    else group.push(end);
  }
  return groups.values();
}

/** A bust has no port of its own: a link that is nearly level at it becomes level. */
function levelled(a: Point, b: Point, from: LinkEnd, to: LinkEnd): readonly [Point, Point] {
  if (from.side === 'top' || from.side === 'bottom' || Math.abs(a[1] - b[1]) > 18) return [a, b];
  if (from.node.kind === 'client') return [[a[0], b[1]], b];
  return to.node.kind === 'client' ? [a, [b[0], a[1]]] : [a, b];
}

/** The direct way, or around what stands in it. */
function clearWay(a: Point, b: Point, from: LinkEnd, to: LinkEnd, obstacles: readonly PlacedNode[]): Curve {
  const direct = directWay(a, b, from.side);
  if (hits(direct, obstacles) === 0) return direct;
  const ways = [direct, ...detours(from, to, obstacles)];
  return ways.reduce((best, way) => (hits(way, obstacles) < hits(best, obstacles) ? way : best));
}

function directWay(a: Point, b: Point, side: Side): Curve {
  const vertical = side === 'top' || side === 'bottom';
  if (Math.abs(vertical ? a[0] - b[0] : a[1] - b[1]) < 0.5) return straight(...a, ...b);
  return vertical ? curveDown(...a, ...b, 0.5) : curve(...a, ...b, 0.52);
}

/** Arcs over and under, or left and right of, what stands between two nodes. */
function detours(from: LinkEnd, to: LinkEnd, obstacles: readonly PlacedNode[]): Curve[] {
  const [a, b] = [from.node, to.node];
  const air = 26;
  const top =
    Math.min(a.y, b.y, ...obstacles.filter((o) => between(o.cx, a.cx, b.cx)).map((o) => o.y - o.overhang.top)) - air;
  const bottom =
    Math.max(
      a.y + a.height,
      b.y + b.height,
      ...obstacles.filter((o) => between(o.cx, a.cx, b.cx)).map((o) => o.y + o.height),
    ) + air;
  const left = Math.min(a.x, b.x, ...obstacles.filter((o) => between(o.cy, a.cy, b.cy)).map((o) => o.x)) - air;
  const right =
    Math.max(
      a.x + a.width,
      b.x + b.width,
      ...obstacles.filter((o) => between(o.cy, a.cy, b.cy)).map((o) => o.x + o.width),
    ) + air;
  // A cubic reaches three quarters of the way to its handles.
  const beyond = (end: number, limit: number): number => end + ((limit - end) * 4) / 3;
  const under = (node: PlacedNode): number => node.y + node.height;
  return [
    [
      [a.cx, a.y],
      [a.cx, beyond(a.y, top)],
      [b.cx, beyond(b.y, top)],
      [b.cx, b.y],
    ],
    [
      [a.cx, under(a)],
      [a.cx, beyond(under(a), bottom)],
      [b.cx, beyond(under(b), bottom)],
      [b.cx, under(b)],
    ],
    [
      [a.x, a.cy],
      [beyond(a.x, left), a.cy],
      [beyond(b.x, left), b.cy],
      [b.x, b.cy],
    ],
    [
      [a.x + a.width, a.cy],
      [beyond(a.x + a.width, right), a.cy],
      [beyond(b.x + b.width, right), b.cy],
      [b.x + b.width, b.cy],
    ],
  ];
}

const between = (at: number, a: number, b: number): boolean => at > Math.min(a, b) && at < Math.max(a, b);

const SAMPLES = 28;

/** How many points of a way lie in one of the boxes. */
export function hits(way: Curve, boxes: readonly Box[], air = 5): number {
  let count = 0;
  for (let i = 0; i <= SAMPLES; i++) {
    const [x, y] = pointAt(way, i / SAMPLES);
    if (
      boxes.some(
        (box) => x > box.x - air && x < box.x + box.width + air && y > box.y - air && y < box.y + box.height + air,
      )
    )
      count++;
  }
  return count;
}
