import { memo } from 'react';
import { nodeBox, type NodeBox } from './node-box.ts';
import { Outline, StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { polygonPath, rectangle } from './shape.ts';
import { TableRows, type TableRow } from './table-rows.tsx';
import { Text } from './text.tsx';
import { fitLine } from './text-fit.ts';

export interface TableNodeProps extends NodeProps {
  /** A database is a source of truth; a read model can be rebuilt and answers queries. */
  readonly type: 'database' | 'read-model';
  readonly name: string;
  readonly head?: TableRow | undefined;
  /** The rows touched last. */
  readonly rows: readonly TableRow[];
  /** Rows to keep room for, so that the node keeps its size while rows come. */
  readonly slots?: number;
  /** Index in `rows` of the row being written or just projected. */
  readonly hot?: number | undefined;
  /** Rows that are not drawn. */
  readonly more?: number;
  readonly w?: number;
  readonly rowHeight?: number;
  readonly size?: number;
  readonly rowSize?: number;
}

/** Half height of the cylinder's lid. */
const LID = 10;

export interface TableSizeOptions {
  readonly type: 'database' | 'read-model';
  readonly slots: number;
  readonly head?: boolean;
  readonly w?: number;
  readonly rowHeight?: number;
  readonly size?: number;
  readonly k?: number;
}

/** The size of a table with room for `slots` rows; a database's name stands above its lid. */
export function tableSize({
  type,
  slots,
  head = false,
  w = 170,
  rowHeight = 24,
  size = 15,
  k = 2,
}: TableSizeOptions): NodeBox {
  const rows = (slots + (head ? 1 : 0)) * rowHeight;
  if (type === 'read-model') return nodeBox(w, size + 14 + rows, k);
  return nodeBox(w, rows + 20 + 2 * LID, k, { top: Math.max(size * 1.2 + 13, 5.5 * k + 1) });
}

/** A database (a cylinder around a table) or a read model (a dotted table with a green header). */
export const TableNode = memo(function TableNode(props: TableNodeProps) {
  const {
    x,
    y,
    type,
    name,
    head,
    rows,
    hot,
    more = 0,
    state = 'idle',
    progress,
    selected = false,
    fault,
    w = 170,
    rowHeight = 24,
    size = 15,
    rowSize = 13,
    k = 2,
  } = props;
  const slots = props.slots ?? rows.length;
  const { h } = tableSize({ type, slots, head: head !== undefined, w, rowHeight, size });
  const shown = rows.slice(-Math.max(1, slots));
  const skipped = rows.length - shown.length;
  const ring = 3 * k + 1;
  const database = type === 'database';
  const label = fitLine(name, w - (database ? 0 : 44), size);
  const title = label.cut ? name : undefined;
  const band = size + 14;
  const down = state === 'crashed';
  const outline = (grow: number): string =>
    database
      ? `M0,${LID}A${w / 2 + grow},${LID} 0 0 1 ${w + 2 * grow},${LID}V${h - LID + 2 * grow}A${w / 2 + grow},${LID} 0 0 1 0,${h - LID + 2 * grow}Z`
      : polygonPath(rectangle(0, 0, w + 2 * grow, h + 2 * grow));
  const hidden = more + skipped;
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <path
          d={outline(ring)}
          transform={`translate(${-ring},${-ring})`}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      <Outline
        d={outline(0)}
        polygon={database ? rectangle(0, LID, w, h - 2 * LID) : rectangle(0, 0, w, h)}
        state={state}
        progress={progress}
        k={k}
        derived={!database}
      />
      {database ? (
        <>
          <ellipse
            cx={w / 2}
            cy={LID}
            rx={w / 2}
            ry={LID}
            fill={paint('paper-sunk')}
            stroke={paint(down ? 'fault-line' : 'ink-1')}
            strokeWidth={k}
            {...(down && { strokeDasharray: `${3.5 * k} ${2.5 * k}` })}
          />
          <Text x={w / 2} y={-13} size={label.size} weight={700} anchor="middle" halo="paper-stage" title={title}>
            {label.lines[0] as string}
          </Text>
        </>
      ) : (
        <>
          <rect width={w} height={band} fill={paint('query-fill')} />
          {!down && state !== 'restarting' && (
            <rect
              width={w}
              height={h}
              fill="none"
              stroke={paint('ink-1')}
              strokeWidth={k}
              strokeDasharray={`${k} ${2.25 * k}`}
            />
          )}
          <path d={`M0,${band}H${w}`} stroke={paint('ink-1')} strokeWidth={1.5} />
          <Text x={10} y={band / 2 + label.size * 0.35} size={label.size} weight={700} colour="on-hue" title={title}>
            {label.lines[0] as string}
          </Text>
          <path
            d="M-6.6,-1a4.6,4.6 0 1 1 9.2,0a4.6,4.6 0 1 1 -9.2,0zM1.6,2.8L5.4,6.6"
            transform={`translate(${w - 17},${band / 2})`}
            fill="none"
            stroke={paint('on-hue')}
            strokeWidth={2.1}
            strokeLinecap="round"
          />
        </>
      )}
      <TableRows
        x={database ? k / 2 : 0}
        y={database ? 2 * LID + 4 : band}
        w={database ? w - k : w}
        head={head}
        rows={shown}
        hot={hot === undefined ? undefined : hot - skipped}
        wash={database ? 'paper-sunk' : 'query-wash'}
        rowHeight={rowHeight}
        size={rowSize}
        halo={down ? 'fault-wash' : undefined}
      />
      {hidden > 0 && (
        <Text
          x={w}
          y={h + rowSize * 1.3}
          size={rowSize}
          weight={600}
          face="mono"
          anchor="end"
          colour="ink-3"
          halo="paper-stage"
        >
          {`+${hidden} rows`}
        </Text>
      )}
      <StateBadge state={state} fault={fault} x={w - 8} y={database ? LID : 0} k={k} />
    </g>
  );
});
