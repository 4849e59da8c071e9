import { memo } from 'react';
import { hatchPath } from './hatch.ts';
import { LogRow, type LogPartition } from './log-row.tsx';
import { logWindow, rulerStep } from './log-window.ts';
import { nodeBox, type NodeBox } from './node-box.ts';
import { StateBadge, type NodeProps } from './node-state.tsx';
import { paint } from './paint.ts';
import { rectangle } from './shape.ts';
import { Text } from './text.tsx';
import { fitLine } from './text-fit.ts';

export interface LogLayout {
  readonly partitions: number;
  /** Columns of cells, the free place at the end included. */
  readonly columns?: number;
  readonly cell?: number;
  /** `shared`: one ruler, a column is the same offset in each partition. `rows`: each row has its own offsets. */
  readonly ruler?: 'shared' | 'rows' | 'none';
  /** Room under each row for the groups' pins. */
  readonly pins?: boolean;
  /** Distance from row to row in place of the natural one. */
  readonly pitch?: number | undefined;
  /** Width of the column with the partitions' names. */
  readonly lab?: number;
  readonly size?: number;
  readonly labelSize?: number;
  readonly k?: number;
}

export interface LogNodeProps extends NodeProps, Omit<LogLayout, 'partitions' | 'k'> {
  readonly name: string;
  /** What it is, at the right of its header. */
  readonly meta?: string;
  readonly partitions: readonly LogPartition[];
  /** The dashed place where the next record goes. */
  readonly ghost?: boolean;
  readonly cellSize?: number;
}

export interface LogGeometry extends NodeBox {
  /** Top of each row's cells, from the node's top. */
  readonly rowY: readonly number[];
  /** Left edge of a column, from the node's left. */
  readonly columnX: (column: number) => number;
  readonly header: number;
}

const GAP = 2;

/** The size of a log and where its rows and columns stand; it depends on nothing that time changes. */
export function logSize({
  partitions,
  columns = 6,
  cell = 34,
  ruler = 'shared',
  pins = true,
  pitch,
  lab = 34,
  size = 16,
  labelSize = 13,
  k = 2,
}: LogLayout): LogGeometry {
  const header = size + 16;
  const top = header + (ruler === 'none' ? 4 : labelSize + 9);
  const step = pitch ?? cell + (pins ? labelSize + 20 : 8) + (ruler === 'rows' ? 11 + (pins ? 0 : labelSize - 5) : 0);
  const w = lab + columns * (cell + GAP) + cell * 0.62 + 10;
  return {
    ...nodeBox(w, top + partitions * step + 2, k),
    rowY: Array.from({ length: partitions }, (_, row) => top + row * step),
    columnX: (column) => lab + column * (cell + GAP),
    header,
  };
}

/** A log broker: rows of cells with offsets on top, open on the right, because a log has no end. */
export const LogNode = memo(function LogNode(props: LogNodeProps) {
  const {
    x,
    y,
    name,
    meta = 'topic',
    partitions,
    state = 'idle',
    selected = false,
    progress = 0,
    fault,
    columns = 6,
    cell = 34,
    ruler = 'shared',
    pins = true,
    pitch,
    lab = 34,
    ghost = true,
    size = 16,
    labelSize = 13,
    cellSize = 14,
    k = 2,
  } = props;
  const { w, h, rowY, columnX, header } = logSize({
    partitions: partitions.length,
    columns,
    cell,
    ruler,
    pins,
    pitch,
    lab,
    size,
    labelSize,
    k,
  });
  const windows = logWindow(
    partitions.map(({ start, first, cells }) => ({ ...(start !== undefined && { start }), end: first + cells.length })),
    columns,
    ruler === 'rows' ? 'rows' : 'shared',
    cell,
    labelSize,
  );
  const down = state === 'crashed';
  const open = (grow: number): string => `M${w},${-grow}H${-grow}V${h + grow}H${w}`;
  const metaLabel = fitLine(meta, w * 0.4, Math.max(13, size - 2));
  const nameLabel = fitLine(name, w * 0.95 - 30 - metaLabel.size * meta.length * 0.55, size, 'mono');
  const shared = windows[0];
  return (
    <g transform={`translate(${x},${y})`} data-state={state}>
      {selected && (
        <path d={open(3 * k + 1)} fill="none" stroke={paint('ink-1')} strokeWidth={k * 1.5} data-selected="" />
      )}
      {state === 'slow' && (
        <path
          d={open(0)}
          transform={`translate(${-2.25 * k},0)`}
          fill="none"
          stroke={paint('fault-line')}
          strokeWidth={k * 0.8}
          opacity={0.8}
        />
      )}
      <path d={open(0)} fill={paint(down ? 'fault-wash' : 'paper-raised')} />
      {down && (
        <path
          d={hatchPath(rectangle(0, header, w, h - header), 7)}
          stroke={paint('fault-line')}
          strokeWidth={0.9}
          opacity={0.5}
          fill="none"
        />
      )}
      <path
        d={open(0)}
        fill="none"
        stroke={paint(down ? 'fault-line' : state === 'restarting' ? 'rule-strong' : 'ink-1')}
        strokeWidth={k}
        {...((down || state === 'restarting') && { strokeDasharray: `${3.5 * k} ${2.5 * k}` })}
      />
      {state === 'restarting' && (
        <path
          d={open(0)}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={k * 1.5}
          pathLength={100}
          strokeDasharray={`${progress * 100} 100`}
        />
      )}
      <path d={`M0,0H${w}V${header}H0Z`} fill={paint('ink-1')} />
      <Text
        x={10}
        y={header / 2 + size * 0.34}
        size={nameLabel.size}
        weight={700}
        face="mono"
        colour="ink-inverse"
        title={nameLabel.cut ? name : undefined}
      >
        {nameLabel.lines[0] as string}
      </Text>
      <Text
        x={w - 8}
        y={header / 2 + size * 0.32}
        size={metaLabel.size}
        weight={600}
        anchor="end"
        colour="ink-inverse"
        opacity={0.92}
      >
        {metaLabel.lines[0] as string}
      </Text>
      {ruler === 'shared' &&
        shared !== undefined &&
        Array.from({ length: columns - shared.stub }, (_, i) => shared.first + i)
          .filter((offset) => offset % rulerStep(shared.first + columns, cell, labelSize) === 0)
          .map((offset) => (
            <Text
              key={offset}
              x={columnX(offset - shared.first + shared.stub) + cell / 2}
              y={header + labelSize + 3}
              size={labelSize}
              weight={600}
              face="mono"
              anchor="middle"
              colour="ink-3"
              halo={down ? 'fault-wash' : undefined}
            >
              {offset}
            </Text>
          ))}
      {partitions.map((partition, row) => (
        <g key={partition.id} transform={`translate(0,${rowY[row]})`}>
          <LogRow
            partition={partition}
            window={windows[row] as (typeof windows)[number]}
            columns={columns}
            columnX={columnX}
            cell={cell}
            lab={lab}
            right={w}
            ghost={ghost}
            ruler={ruler === 'rows'}
            pins={pins}
            labelSize={labelSize}
            cellSize={cellSize}
            k={k}
            halo={down ? 'fault-wash' : undefined}
          />
        </g>
      ))}
      <StateBadge state={state} fault={fault} x={w + 1} y={-3} k={k} />
    </g>
  );
});
