import { statementsIn } from '../../scenario/blocks.ts';
import type { ServiceSpec } from '../../scenario/scenario.ts';
import type { Box, PlacedLink, PlacedNode, PlacedTables } from './placed.ts';
import { touch, withOverhang } from './placed.ts';
import { TABLE_AIR, TABLE_LINE } from './node-size.ts';
import { hits } from './routes.ts';

/** The tables that a service's handlers write, in the order of their statements. */
export function tableNames(spec: ServiceSpec): readonly string[] {
  const names = new Set<string>();
  for (const program of spec.handlers.values()) {
    for (const statement of statementsIn(program.statements)) if (statement.op === 'write') names.add(statement.table);
  }
  return [...names];
}

export const CARD = { rowHeight: 20, slots: [5, 4, 3, 2], size: 14, overhead: 40, title: 26 } as const;

/** Where a service's tables go: a card below it where nothing is in the way, else one line each. */
export function roomForTables(
  node: PlacedNode,
  names: readonly string[],
  height: number,
  others: readonly PlacedNode[],
  links: readonly PlacedLink[],
): PlacedTables {
  const width = Math.max(node.width - 8, 128);
  const x = node.cx - width / 2;
  const under = node.y + node.height;
  const card =
    names.length === 1
      ? CARD.slots
          .map((slots) => cardAt(x, under, width, slots))
          .find(({ box }) => isFree(box, height, node, others, links))
      : undefined;
  if (card !== undefined) return { ...card.inner, names, slots: card.slots };
  return { x, y: under + TABLE_AIR - 2, width, height: names.length * TABLE_LINE, names, slots: 0 };
}

function cardAt(x: number, under: number, width: number, slots: number): { slots: number; box: Box; inner: Box } {
  const height = CARD.overhead + slots * CARD.rowHeight;
  const y = under + TABLE_AIR + CARD.title;
  return {
    slots,
    inner: { x, y, width, height },
    box: { x, y: under + TABLE_AIR, width, height: height + CARD.title },
  };
}

function isFree(
  box: Box,
  height: number,
  node: PlacedNode,
  others: readonly PlacedNode[],
  links: readonly PlacedLink[],
): boolean {
  if (box.y + box.height > height - 12) return false;
  if (others.some((other) => other !== node && touch(box, withOverhang(other), 6))) return false;
  return links.every(({ path }) => hits(path, [box]) === 0);
}
