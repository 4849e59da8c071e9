import { textWidth } from './text-fit.ts';

/** The offsets of one partition that exist and that the projection can show. */
export interface LogSpan {
  /** Offset of the first record still kept; everything before it has expired. */
  readonly start?: number;
  /** Offset that the next record gets. */
  readonly end: number;
}

export interface RowWindow {
  /** Offset drawn in the first column after the stub. */
  readonly first: number;
  /** Columns that the folded stub takes: 0 when nothing is folded. */
  readonly stub: 0 | 1 | 2;
  /** The stub's words, such as "0 … 4,812"; empty for none. */
  readonly folded: string;
}

const number = (n: number): string => n.toLocaleString('en-US');

/** The words of a stub for the offsets `from` to `to`, with the columns they need. */
function stubOf(
  from: number,
  to: number,
  cell: number,
  size: number,
): { readonly words: string; readonly columns: 1 | 2 } {
  const words = from === to ? number(from) : `${number(from)} … ${number(to)}`;
  const tight = words.replaceAll(' ', '');
  return textWidth(tight, size, 'mono') <= cell + 2 ? { words: tight, columns: 1 } : { words, columns: 2 };
}

/** The first drawn offset of rows that begin at `starts` and must show up to `end` and the free place after it. */
function windowOf(
  starts: readonly number[],
  end: number,
  columns: number,
  cell: number,
  size: number,
): { readonly first: number; readonly stub: 0 | 1 | 2 } {
  if (end + 1 - Math.min(...starts) <= columns) return { first: Math.min(...starts), stub: 0 };
  const first = end + 1 - (columns - 1);
  const narrow = starts.every((start) => start >= first || stubOf(start, first - 1, cell, size).columns === 1);
  return narrow ? { first, stub: 1 } : { first: first + 1, stub: 2 };
}

/**
 * Which offsets each partition's row shows. `shared` puts every row under one ruler, so that a column is the
 * same offset in all partitions; `rows` gives each its own window, for partitions that fill at different speed.
 */
export function logWindow(
  spans: readonly LogSpan[],
  columns: number,
  mode: 'shared' | 'rows',
  cell = 34,
  size = 13,
): readonly RowWindow[] {
  const start = (span: LogSpan): number => span.start ?? 0;
  const newest = Math.max(...spans.map((span) => span.end));
  const shared = windowOf(spans.map(start), newest, columns, cell, size);
  return spans.map((span) => {
    const { first, stub } = mode === 'shared' ? shared : windowOf([start(span)], span.end, columns, cell, size);
    const last = Math.min(first, span.end) - 1;
    if (stub === 0 || last < start(span)) return { first, stub, folded: '' };
    const fold = stubOf(start(span), last, cell, size);
    return { first, stub, folded: stub === 1 ? fold.words.replaceAll(' ', '') : fold.words };
  });
}

/** Which columns get an offset: all, or every second or third where the numbers are too long to stand side by side. */
export function rulerStep(lastOffset: number, cell: number, size: number): number {
  return Math.ceil((textWidth(String(lastOffset), size, 'mono') + 6) / (cell + 2));
}

/** The column boundary, counted from the row's first column, that stands for "reads `offset` next". */
export function boundaryOf(offset: number, row: RowWindow, columns: number): number {
  // A group that reads inside the folded part points at the middle of the stub.
  if (offset < row.first) return row.stub / 2;
  return Math.min(columns, row.stub + offset - row.first);
}
