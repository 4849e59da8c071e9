import type { ComponentSpec } from '../../scenario/scenario.ts';
import type { Placement } from './landscape.ts';
import { fillsPortrait } from './layout.ts';
import { nodeSize } from './node-size.ts';
import { placeNode, type LogFit, type NodeSize, type PlacedNode } from './placed.ts';

export interface PortraitOptions {
  readonly width: number;
  readonly height: number;
  readonly logOf: (width: number) => Omit<LogFit, 'partitions'>;
}

const MARGIN = { side: 10, top: 10, bottom: 10 } as const;
const GAP = 10;
/** Most components in one row. */
const MOST = 4;
/** Least and most room between two rows, for their links. */
const [LEAST_ROOM, MOST_ROOM] = [22, 84];

interface Line {
  readonly specs: readonly ComponentSpec[];
  readonly sizes: readonly NodeSize[];
}

/** Puts the components of a narrow stage in rows: the flow goes down, at most four stand in a row. */
function placePortrait(specs: readonly ComponentSpec[], options: PortraitOptions): Placement {
  const lines = linesOf(specs).map((line) => sized(line, options));
  const above = lines.map(({ sizes }) => Math.max(...sizes.map(({ h, overhang }) => h / 2 + overhang.top)));
  const below = lines.map(({ sizes }) => Math.max(...sizes.map(({ h, overhang }) => h / 2 + overhang.bottom)));
  const bodies = lines.reduce((sum, _, i) => sum + (above[i] as number) + (below[i] as number), 0);
  const rooms = lines
    .slice(1)
    .map(({ specs: row }, i) => (row.length > 1 || (lines[i]?.specs.length ?? 0) > 2 ? 1.6 : 1));
  const whole = rooms.reduce((sum, room) => sum + room, 0);
  const free = options.height - MARGIN.top - MARGIN.bottom - bodies;
  const lackY = Math.max(0, Math.ceil(whole * LEAST_ROOM - free));
  const unit = whole === 0 ? 0 : Math.min(MOST_ROOM, (free + lackY) / whole);
  let y = MARGIN.top + Math.max(0, free + lackY - unit * whole) / 2;
  const nodes: PlacedNode[] = [];
  let lackX = 0;
  lines.forEach((line, i) => {
    const cy = y + (above[i] as number);
    const across = placeAcross(line, options.width);
    lackX = Math.max(lackX, across.lack);
    line.specs.forEach((spec, j) =>
      nodes.push(placeNode(spec.id, line.sizes[j] as NodeSize, across.centres[j] as number, cy)),
    );
    y = cy + (below[i] as number) + unit * (rooms[i] ?? 0);
  });
  const order = new Map(specs.map((spec, i) => [spec.id, i]));
  nodes.sort((a, b) => (order.get(a.id) as number) - (order.get(b.id) as number));
  return { nodes, lackX, lackY };
}

/** Components by column, at most four in a row; a lone client shares the row of what it calls, to save height. */
function linesOf(specs: readonly ComponentSpec[]): ComponentSpec[][] {
  const columns = new Map<number, ComponentSpec[]>();
  for (const spec of specs) {
    const column = columns.get(spec.at[0]);
    if (column === undefined) columns.set(spec.at[0], [spec]);
    else column.push(spec);
  }
  const ranks = [...columns].sort(([a], [b]) => a - b).map(([, rank]) => rank.sort((a, b) => a.at[1] - b.at[1]));
  const lines: ComponentSpec[][] = [];
  ranks.forEach((rank) => {
    const before = lines.at(-1);
    if (before?.length === 1 && before[0]?.kind === 'client' && rank.length === 1 && rank[0]?.kind === 'service')
      before.push(...rank);
    else lines.push(...chunked(rank));
  });
  return lines;
}

/** Rows of at most four, a log always on its own. */
function chunked(rank: readonly ComponentSpec[]): ComponentSpec[][] {
  const lines: ComponentSpec[][] = [];
  let line: ComponentSpec[] = [];
  for (const spec of rank) {
    if (line.length > 0 && (line.length === MOST || spec.kind === 'log' || line[0]?.kind === 'log')) {
      lines.push(line);
      line = [];
    }
    line.push(spec);
  }
  return [...lines, line];
}

function sized(specs: readonly ComponentSpec[], { width, logOf }: PortraitOptions): Line {
  const inner = width - 2 * MARGIN.side;
  const widest = Math.floor((inner - (specs.length - 1) * (specs.length > 2 ? 6 : GAP)) / specs.length);
  const options = {
    snug: 0,
    widest: specs.length > 2 ? widest : Math.min(widest, 132),
    tableLines: 0,
    inbox: false,
    log: logOf(width),
  };
  return { specs, sizes: specs.map((spec) => nodeSize(spec, options)) };
}

function placeAcross({ sizes }: Line, width: number): { centres: number[]; lack: number } {
  const narrow = sizes.length > 2;
  const sides = sizes.map(
    ({ w, overhang }) =>
      (narrow ? [w / 2, w / 2] : [w / 2 + overhang.left, w / 2 + overhang.right]) as [number, number],
  );
  const least = (sizes.length - 1) * (narrow ? 6 : 24);
  const bodies = sides.reduce((sum, [a, b]) => sum + a + b, 0);
  const free = width - 2 * MARGIN.side - bodies;
  const lack = Math.max(0, Math.ceil(least - free));
  const gap = sizes.length === 1 ? 0 : Math.min((free + lack) / (sizes.length - 1), narrow ? 24 : 84);
  let x = MARGIN.side + (free + lack - gap * (sizes.length - 1)) / 2;
  const centres = sides.map(([before, after]) => {
    const cx = x + before;
    x = cx + after + gap;
    return cx;
  });
  return { centres, lack };
}

fillsPortrait(placePortrait);
