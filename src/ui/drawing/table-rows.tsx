import { paint, type Colour } from './paint.ts';
import { Text } from './text.tsx';
import { ellipsis, textWidth } from './text-fit.ts';

/** A row of two cells: the key on the left, the value on the right. */
export type TableRow = readonly [key: string, value: string];

export interface TableRowsProps {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly head: TableRow | undefined;
  readonly rows: readonly TableRow[];
  /** Index of the row being written; it is washed with `wash`. */
  readonly hot: number | undefined;
  readonly wash: Colour;
  readonly rowHeight: number;
  readonly size: number;
  /** Keeps the words readable over a hatch. */
  readonly halo?: Colour | undefined;
}

const MARGIN = 10;

/** The rows of a table or a read model, with hairlines between. */
export function TableRows({ x, y, w, head, rows, hot, wash, rowHeight, size, halo }: TableRowsProps) {
  const all = head === undefined ? rows : [head, ...rows];
  const headed = head === undefined ? 0 : 1;
  return all.map(([key, value], i) => {
    const isHead = i < headed;
    const top = y + i * rowHeight;
    const baseline = top + rowHeight / 2 + size * 0.36;
    // The value is what changes, so the key gives way first.
    const shownValue = ellipsis(value, w - 2 * MARGIN - size * 2.6, size, 'mono');
    const shownKey = ellipsis(key, w - 3 * MARGIN - textWidth(shownValue, size, 'mono'), size, 'mono');
    const face = { size, weight: isHead ? 700 : 600, face: 'mono', colour: isHead ? 'ink-3' : 'ink-1', halo } as const;
    return (
      <g key={i}>
        {!isHead && i - headed === hot && (
          <rect x={x} y={top} width={w} height={rowHeight} fill={paint(wash)} data-hot="" />
        )}
        {i > 0 && <path d={`M${x},${top}H${x + w}`} stroke={paint('rule')} strokeWidth={1} />}
        <Text x={x + MARGIN} y={baseline} title={shownKey === key ? undefined : key} {...face}>
          {shownKey}
        </Text>
        <Text x={x + w - MARGIN} y={baseline} anchor="end" title={shownValue === value ? undefined : value} {...face}>
          {shownValue}
        </Text>
      </g>
    );
  });
}
