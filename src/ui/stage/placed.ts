import type { ComponentSpec } from '../../scenario/scenario.ts';
import type { Curve } from '../drawing/curve.ts';
import type { NodeBox } from '../drawing/node-box.ts';
import type { Point } from '../drawing/shape.ts';
import type { Edge } from '../../projections/topology.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a log is drawn: as many columns and as large cells as the stage has room for. */
export interface LogFit {
  readonly partitions: number;
  readonly columns: number;
  readonly cell: number;
  readonly pitch: number | undefined;
  readonly ruler: 'shared' | 'none';
}

/** How large a component is drawn; it depends on nothing that time changes. */
export interface NodeSize extends NodeBox {
  readonly kind: ComponentSpec['kind'];
  /** Font size of its name. */
  readonly size: number;
  /** How far a service's ends taper; 0 for others. */
  readonly taper: number;
  readonly log: LogFit | null;
}

/** A component with its place; `x`, `y` is the top left of its body. */
export interface PlacedNode extends Box, Omit<NodeSize, 'w' | 'h'> {
  readonly id: string;
  readonly cx: number;
  readonly cy: number;
}

export interface PlacedLink {
  readonly edge: Edge;
  readonly path: Curve;
  /** Where its call order stands. */
  readonly labelAt: Point;
  /** Flows up or down rather than across. */
  readonly vertical: boolean;
}

/** Where a service shows its tables: a card with rows where there is room, else one line. */
export interface PlacedTables extends Box {
  readonly names: readonly string[];
  /** Rows of the card; 0 draws one line per table. */
  readonly slots: number;
}

/** Where everything stands, in the scene's own units: the scene of `width` by `height` is scaled to the stage. */
export interface StageLayout {
  readonly width: number;
  readonly height: number;
  readonly portrait: boolean;
  /** In the scenario's order. */
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  readonly links: ReadonlyMap<string, PlacedLink>;
  readonly tables: ReadonlyMap<string, PlacedTables>;
}

/** The place of a component of size `size` whose body is centred on (cx, cy). */
export function placeNode(id: string, size: NodeSize, cx: number, cy: number): PlacedNode {
  const { w, h, ...rest } = size;
  return { id, ...rest, x: cx - w / 2, y: cy - h / 2, width: w, height: h, cx, cy };
}

/** A node with the room that its labels, badges and shadows need. */
export function withOverhang(node: PlacedNode): Box {
  const { top, right, bottom, left } = node.overhang;
  return { x: node.x - left, y: node.y - top, width: node.width + left + right, height: node.height + top + bottom };
}

/** Whether two boxes come nearer than `gap` px. */
export function touch(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  );
}
