import { memo } from 'react';
import type { Row } from '../../scenario/scenario.ts';
import type { TableView } from '../../projections/view.ts';
import { paint } from '../drawing/paint.ts';
import { TableNode } from '../drawing/table-node.tsx';
import type { TableRow } from '../drawing/table-rows.tsx';
import { Text } from '../drawing/text.tsx';
import { fitLine, textWidth } from '../drawing/text-fit.ts';
import { wholeText } from '../number-text.ts';
import { TABLE_LINE } from './node-size.ts';
import type { PlacedNode, PlacedTables } from './placed.ts';
import { CARD } from './table-room.ts';

/** A row counts as being written for this long after its write. */
const HOT_US = 200_000;

export interface StageTablesProps {
  readonly tables: readonly TableView[];
  readonly node: PlacedNode;
  readonly place: PlacedTables;
  readonly tUs: number;
}

/** A service's tables below it: the rows touched last. */
export function StageTables({ tables, node, place, tUs }: StageTablesProps) {
  return place.names.map((name, i) => {
    const table = tables.find((one) => one.name === name);
    const newest = table?.recent[0];
    const hot = newest !== undefined && tUs - newest.writtenUs < HOT_US;
    const signature = `${table?.size} ${newest?.writtenUs} ${newest?.key} ${hot}`;
    return place.slots > 0 ? (
      <TableCard key={name} name={name} table={table} place={place} node={node} hot={hot} signature={signature} />
    ) : (
      <TableLine
        key={name}
        name={name}
        table={table}
        x={place.x}
        y={place.y + i * TABLE_LINE}
        w={place.width}
        hot={hot}
        signature={signature}
      />
    );
  });
}

interface TableProps {
  readonly name: string;
  readonly table: TableView | undefined;
  readonly hot: boolean;
  /** Equal while the drawing stays the same. */
  readonly signature: string;
}

/** Rows in a cylinder, oldest of the last ones on top, so that a new row comes in below. */
const TableCard = memo(
  function TableCard({ name, table, place, node, hot }: TableProps & { place: PlacedTables; node: PlacedNode }) {
    const rows = (table?.recent ?? []).slice(0, place.slots).map(({ key, row }): TableRow => [key, cellsOf(row, key)]);
    const title = `${name} ${wholeText(table?.size ?? 0)}`;
    return (
      <>
        <path d={`M${node.cx},${node.y + node.height}V${place.y + 10}`} stroke={paint('ink-1')} strokeWidth={2} />
        <TableNode
          type="database"
          x={place.x}
          y={place.y}
          w={place.width}
          name={title}
          rows={rows.toReversed()}
          slots={place.slots}
          hot={hot ? rows.length - 1 : undefined}
          rowHeight={CARD.rowHeight}
          size={CARD.size}
        />
      </>
    );
  },
  (a, b) => a.signature === b.signature && a.place === b.place,
);

/** The values of a row beside its key: "accepted". */
function cellsOf(row: Row, key: string): string {
  return Object.values(row)
    .filter((value) => value !== key)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(' ');
}

/** A table in one line: its name and the keys touched last, the newest first; the one being written is sunk. */
const TableLine = memo(
  function TableLine({ name, table, x, y, w, hot }: TableProps & { x: number; y: number; w: number }) {
    const h = TABLE_LINE - 3;
    const label = fitLine(name, w * 0.5, 13);
    const from = textWidth(label.lines[0] as string, label.size) + 14;
    const keys: { key: string; at: number; width: number }[] = [];
    let at = from;
    for (const { label: text, key } of table?.recent ?? []) {
      const shown = text === '' ? key : text;
      const width = textWidth(shown, 13, 'mono') + 8;
      if (at + width > w - 2) break;
      keys.push({ key: shown, at, width });
      at += width;
    }
    return (
      <g transform={`translate(${x},${y})`} data-table={name}>
        <rect width={w} height={h} fill={paint('paper-raised')} stroke={paint('ink-1')} strokeWidth={1.5} rx={3} />
        <path d={`M${from - 5},0V${h}`} stroke={paint('ink-1')} strokeWidth={1.2} />
        <Text x={6} y={h / 2 + 4.6} size={label.size} weight={600} title={label.cut ? name : undefined}>
          {label.lines[0] as string}
        </Text>
        {keys.map(({ key, at: left, width }, i) => (
          <g key={`${key} ${left}`}>
            {i === 0 && hot && (
              <rect x={left - 3.5} y={1} width={width - 1} height={h - 2} fill={paint('paper-sunk')} data-hot="" />
            )}
            <Text
              x={left}
              y={h / 2 + 4.7}
              size={13}
              weight={i === 0 ? 700 : 600}
              face="mono"
              colour={i === 0 ? 'ink-1' : 'ink-3'}
            >
              {key}
            </Text>
          </g>
        ))}
      </g>
    );
  },
  (a, b) => a.signature === b.signature && a.x === b.x && a.y === b.y && a.w === b.w,
);
