import { invariant } from '../../kernel/invariant.ts';
import type { ComponentSpec, Scenario } from '../../scenario/scenario.ts';
import { placeLandscape, type Placement } from './landscape.ts';
import { snugWidth } from './node-size.ts';
import type { LogFit, PlacedLink, PlacedNode, PlacedTables, StageLayout } from './placed.ts';
import type { PortraitOptions } from './portrait.ts';
import { routeLinks } from './routes.ts';
import type { Edge } from '../../projections/topology.ts';
import { roomForTables, tableNames } from './table-room.ts';

export interface StageSpace {
  /** Of the stage on the screen, in px. */
  readonly width: number;
  readonly height: number;
  /** The flow goes down: phones. */
  readonly portrait: boolean;
  /** Scale of everything drawn: 1 on the desk, 1.1 on large screens. */
  readonly scale: number;
}

type PlacePortrait = (specs: readonly ComponentSpec[], options: PortraitOptions) => Placement;

let placePortrait: PlacePortrait | null = null;

/** Adds how a narrow stage is filled, which only phones fetch. */
export function fillsPortrait(place: PlacePortrait): void {
  placePortrait = place;
}

/**
 * Where everything stands on a stage: the grid spread over it, links between free ports, tables where there is room.
 * Where the scenario needs more room than there is, the scene is larger than the stage and is scaled down.
 */
export function layoutStage(
  scenario: Pick<Scenario, 'components'>,
  edges: readonly Edge[],
  space: StageSpace,
): StageLayout {
  const specs = [...scenario.components.values()];
  let [width, height] = [space.width / space.scale, space.height / space.scale];
  let placement = placeIn(specs, edges, width, height, space.portrait);
  // Scaling keeps the stage's shape, so that what lacks on one side is added to both.
  for (let tries = 0; tries < 4 && placement.lackX + placement.lackY > 0; tries++) {
    const grow = Math.max((width + placement.lackX) / width, (height + placement.lackY) / height);
    [width, height] = [width * grow, height * grow];
    placement = placeIn(specs, edges, width, height, space.portrait);
  }
  const nodes = new Map(placement.nodes.map((node) => [node.id, node]));
  const links = routeLinks(nodes, edges, space.portrait);
  return {
    width,
    height,
    portrait: space.portrait,
    nodes,
    links,
    tables: space.portrait ? new Map() : tablesOf(specs, nodes, [...links.values()], height),
  };
}

interface Attempt {
  readonly columns: number;
  readonly cell: number;
  readonly linkRoom: number;
  readonly compact: boolean;
}

/** From generous to tight: long logs on wide stages, narrow services on crowded ones. */
const ATTEMPTS: readonly Attempt[] = [
  { columns: 10, cell: 34, linkRoom: 124, compact: false },
  { columns: 9, cell: 34, linkRoom: 116, compact: false },
  { columns: 8, cell: 34, linkRoom: 108, compact: false },
  { columns: 7, cell: 34, linkRoom: 96, compact: false },
  { columns: 6, cell: 34, linkRoom: 64, compact: false },
  { columns: 5, cell: 34, linkRoom: 56, compact: false },
  { columns: 5, cell: 30, linkRoom: 40, compact: true },
  { columns: 4, cell: 30, linkRoom: 40, compact: true },
];

function placeIn(
  specs: readonly ComponentSpec[],
  edges: readonly Edge[],
  width: number,
  height: number,
  portrait: boolean,
): Placement {
  if (portrait) {
    invariant(placePortrait !== null, () => 'whoever lays out a portrait fetches `portrait.ts` before');
    return placePortrait(specs, { width, height, logOf: (across) => narrowLog(specs, across) });
  }
  let placement: Placement | null = null;
  const snug = Math.max(0, ...specs.map(({ kind, name }) => (kind === 'service' ? snugWidth(name) : 0)));
  for (const { columns, cell, linkRoom, compact } of ATTEMPTS) {
    placement = placeLandscape(specs, edges, {
      width,
      height,
      linkRoom,
      size: (spec) => ({
        snug: compact ? snug : undefined,
        log: { columns, cell, pitch: undefined, ruler: 'shared' },
        tableLines: spec.kind === 'service' ? tableNames(spec).length : 0,
        inbox: true,
      }),
    });
    if (placement.lackX + placement.lackY === 0) break;
  }
  return placement as Placement;
}

/** A log over nearly the whole width of a phone, with cells as large as fit. */
function narrowLog(specs: readonly ComponentSpec[], width: number): Omit<LogFit, 'partitions'> {
  const partitions = Math.max(1, ...specs.map((spec) => (spec.kind === 'log' ? spec.partitions : 1)));
  const columns = 6;
  const cell = Math.max(26, Math.min(37, Math.floor((width - 112 - 34 - 10 - columns * 2) / (columns + 0.62))));
  return { columns, cell, pitch: partitions > 1 ? cell + 25 : undefined, ruler: 'none' };
}

function tablesOf(
  specs: readonly ComponentSpec[],
  nodes: ReadonlyMap<string, PlacedNode>,
  links: readonly PlacedLink[],
  height: number,
): Map<string, PlacedTables> {
  const tables = new Map<string, PlacedTables>();
  const all = [...nodes.values()];
  for (const spec of specs) {
    if (spec.kind !== 'service') continue;
    const names = tableNames(spec);
    if (names.length > 0)
      tables.set(spec.id, roomForTables(nodes.get(spec.id) as PlacedNode, names, height, all, links));
  }
  return tables;
}
