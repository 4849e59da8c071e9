import { LogCell, type LogCellProps } from './log-cell.tsx';
import { LogPins, placePins, type GroupPin } from './log-pins.tsx';
import { boundaryOf, rulerStep, type RowWindow } from './log-window.ts';
import { paint, type Colour } from './paint.ts';
import { Text } from './text.tsx';
import { textWidth } from './text-fit.ts';

export type LogRecord = Pick<LogCellProps, 'n' | 'kind' | 'fill' | 'poison'>;

export interface LogPartition {
  readonly id: string;
  /** Offset of the first record still kept; 0 until retention expires records. */
  readonly start?: number | undefined;
  /** Offset of `cells[0]`. Pass as many of the last records as there are columns; the rest folds. */
  readonly first: number;
  /** Records in offset order; null where compaction removed one. */
  readonly cells: readonly (LogRecord | null)[];
  readonly pins?: readonly GroupPin[];
}

export interface LogRowProps {
  readonly partition: LogPartition;
  readonly window: RowWindow;
  readonly columns: number;
  readonly columnX: (column: number) => number;
  readonly cell: number;
  readonly lab: number;
  /** The node's right edge. */
  readonly right: number;
  readonly ghost: boolean;
  readonly ruler: boolean;
  readonly pins: boolean;
  readonly labelSize: number;
  readonly cellSize: number;
  readonly k: number;
  /** Keeps the words readable over a hatch. */
  readonly halo: Colour | undefined;
}

/** One partition: its folded stub, its cells, the free place, and the pins of the groups that read it. */
export function LogRow({
  partition,
  window,
  columns,
  columnX,
  cell,
  lab,
  right,
  ghost,
  ruler,
  pins,
  labelSize,
  cellSize,
  k,
  halo,
}: LogRowProps) {
  const { id, first, cells } = partition;
  const end = first + cells.length;
  const column = (offset: number): number => window.stub + offset - window.first;
  const boundary = (offset: number): number => columnX(boundaryOf(offset, window, columns)) - 1;
  const floor = cell + 1.5;
  const offsets = Array.from({ length: columns - window.stub }, (_, i) => window.first + i);
  const baseline = cell / 2 + labelSize * 0.36;
  const endColumn = Math.max(window.stub, column(end));
  const placed =
    pins && partition.pins ? placePins(partition.pins, boundary, columnX(0) - labelSize, right - 2, labelSize) : [];
  return (
    <>
      <Text
        x={lab / 2}
        y={baseline}
        size={labelSize}
        weight={700}
        face="mono"
        anchor="middle"
        colour="ink-2"
        halo={halo}
      >
        {id}
      </Text>
      <path d={`M${columnX(0) - 1},${floor}H${right}`} stroke={paint('ink-1')} strokeWidth={0.75 * k} />
      {ruler &&
        offsets
          .filter((offset) => offset % rulerStep(window.first + columns, cell, labelSize) === 0)
          .map((offset) => (
            <Text
              key={offset}
              x={columnX(column(offset)) + cell / 2}
              y={-6}
              size={labelSize}
              weight={600}
              face="mono"
              anchor="middle"
              colour="ink-3"
              halo={halo}
            >
              {offset}
            </Text>
          ))}
      {window.folded !== '' && (
        <Stub x={columnX(0)} w={window.stub * (cell + 2) - 2} h={cell} size={labelSize} k={k} words={window.folded} />
      )}
      {offsets.map((offset) => {
        const record = cells[offset - first];
        return record && offset >= first ? (
          <LogCell key={offset} x={columnX(column(offset))} y={0} side={cell} size={cellSize} k={k} {...record} />
        ) : null;
      })}
      {ghost && end >= window.first && endColumn < columns && (
        <rect
          x={columnX(endColumn)}
          y={0}
          width={cell}
          height={cell}
          fill="none"
          stroke={paint('rule-strong')}
          strokeWidth={1.4}
          strokeDasharray="3 4"
          strokeLinecap="round"
        />
      )}
      {placed.map(({ pin, pointer }) =>
        pin.bad === true && pin.lag ? (
          <path
            key={pin.who.join('')}
            d={`M${pointer},${floor}H${columnX(endColumn) - 1}`}
            stroke={paint('fault-line')}
            strokeWidth={2 * k}
            data-unread=""
          />
        ) : null,
      )}
      <g transform={`translate(0,${cell})`}>
        <LogPins placed={placed} size={labelSize} k={k} />
      </g>
    </>
  );
}

/** The records that do not fit, folded: they still exist, so they keep their colour. */
function Stub({
  x,
  w,
  h,
  size,
  k,
  words,
}: {
  x: number;
  w: number;
  h: number;
  size: number;
  k: number;
  words: string;
}) {
  const fold = 4;
  const shown = textWidth(words, size, 'mono') > w - 2 ? words.replaceAll(' ', '') : words;
  return (
    <g transform={`translate(${x},0)`} data-folded={words}>
      <path
        d={`M0,0H${w}l${-fold},${h / 4}l${fold},${h / 4}l${-fold},${h / 4}l${fold},${h / 4}H0l${fold},${-h / 4}l${-fold},${-h / 4}l${fold},${-h / 4}Z`}
        fill={paint('event-wash')}
        stroke={paint('ink-1')}
        strokeWidth={0.7 * k}
        strokeLinejoin="round"
      />
      <Text
        x={w / 2}
        y={h / 2 + size * 0.36}
        size={size}
        weight={600}
        face="mono"
        anchor="middle"
        halo="event-wash"
        haloWidth={3}
      >
        {shown}
      </Text>
    </g>
  );
}
