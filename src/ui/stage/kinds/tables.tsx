import type { TableView, View } from '../../../projections/view.ts';
import { TableNode, tableSize } from '../../drawing/table-node.tsx';
import { looksLike } from '../kind.tsx';
import { nodeSizeOf } from '../node-size-of.ts';
import { nodeStateOf } from '../node-state-of.ts';
import { rowText } from './row-text.ts';

/** Rows that have room. */
const SLOTS = 3;
/** How long a written row is marked. */
const HOT_US = 400_000;
const [WIDE, NARROW] = [184, 132] as const;

interface Shown {
  readonly name: string;
  readonly key: string;
  readonly row: TableView['recent'][number]['row'];
  readonly writtenUs: number;
}

looksLike('database', {
  size: (_, { widest }) =>
    nodeSizeOf('database', tableSize({ type: 'database', slots: SLOTS, w: widest === undefined ? WIDE : NARROW })),
  draw: ({ spec, component, view, node, selected }) => (
    <TableNode
      type="database"
      x={node.x}
      y={node.y}
      w={node.width}
      name={spec.name}
      slots={SLOTS}
      {...rowsOf(component.tables, view)}
      state={component.queries.length > 0 && component.life.state === 'up' ? 'busy' : nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});

looksLike('view', {
  size: (_, { widest }) =>
    nodeSizeOf('view', tableSize({ type: 'read-model', slots: SLOTS, w: widest === undefined ? WIDE : NARROW })),
  draw: ({ spec, component, view, node, selected }) => (
    <TableNode
      type="read-model"
      x={node.x}
      y={node.y}
      w={node.width}
      name={spec.name}
      slots={SLOTS}
      {...rowsOf(component.tables, view)}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  ),
});

/** The rows that were touched last, of all tables together, oldest first. */
function rowsOf(tables: readonly TableView[], view: View) {
  const recent = tables
    .flatMap(({ name, recent: rows }) => rows.map(({ key, row, writtenUs }): Shown => ({ name, key, row, writtenUs })))
    .sort((a, b) => b.writtenUs - a.writtenUs)
    .slice(0, SLOTS)
    .reverse();
  const last = recent.at(-1);
  const isHot = last !== undefined && last.writtenUs > 0 && view.tUs - last.writtenUs < HOT_US;
  const size = tables.reduce((sum, table) => sum + table.size, 0);
  return {
    rows: recent.map(({ key, row }) => rowText(key, row)),
    hot: isHot ? recent.length - 1 : undefined,
    more: Math.max(0, size - recent.length),
  };
}
