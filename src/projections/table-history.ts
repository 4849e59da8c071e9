import type { TableDeleted } from '../trace/entries/view-entries.ts';
import type { TableWritten } from '../trace/entry.ts';
import type { Row } from '../scenario/scenario.ts';
import { countBelow } from './sorted.ts';
import type { TableView } from './view.ts';

const MOST_RECENT = 5;

/** A row from when it is added until it is deleted. */
interface Versions {
  readonly key: string;
  readonly seqs: number[];
  /** null: it is deleted. */
  readonly rows: (Row | null)[];
}

/** All versions of all rows of one table: append-only, shared by the table's views at every instant. */
export class TableHistory {
  /** The last version of each key. */
  readonly #keys = new Map<string, Versions>();
  /** In the order of adding, so that the rows at an instant are among the first so many. */
  readonly #added: Versions[] = [];

  take(entry: TableWritten | TableDeleted): void {
    const { key, seq } = entry;
    const row = entry.kind === 'table.written' ? entry.row : null;
    const versions = this.#keys.get(key);
    if (versions !== undefined && versions.rows.at(-1) !== null) {
      versions.seqs.push(seq);
      versions.rows.push(row);
      return;
    }
    // Most rows are written once: an array that begins with one item has no room to spare.
    const added: Versions = { key, seqs: [seq], rows: [row] };
    this.#keys.set(key, added);
    this.#added.push(added);
  }

  /** The rows by key after the first `count` entries of the trace, in the order of adding. */
  rowsAfter(count: number): ReadonlyMap<string, Row> {
    const rows = new Map<string, Row>();
    for (const { key, seqs, rows: versions } of this.#added) {
      if ((seqs[0] as number) >= count) break;
      const row = versions[countBelow(seqs, count) - 1] as Row | null;
      if (row !== null) rows.set(key, row);
    }
    return rows;
  }
}

/** A table as it is once written to by `entry`; `before` is what it was until then. */
export function tableAfter(before: TableView, entry: TableWritten, history: TableHistory): TableView {
  const { key, row, tUs, label } = entry;
  const others = before.recent.filter((touched) => touched.key !== key);
  return {
    name: before.name,
    size: before.size + (entry.isNew ? 1 : 0),
    recent: [{ key, row, writtenUs: tUs, label }, ...others].slice(0, MOST_RECENT),
    rows: once(() => history.rowsAfter(entry.seq + 1)),
  };
}

/** A table once a row is deleted from it. */
export function tableWithout(before: TableView, { key, seq }: TableDeleted, history: TableHistory): TableView {
  return {
    name: before.name,
    size: before.size - 1,
    recent: before.recent.filter((touched) => touched.key !== key),
    rows: once(() => history.rowsAfter(seq + 1)),
  };
}

/** A table that nothing was written to. */
export function emptyTable(name: string): TableView {
  const none: ReadonlyMap<string, Row> = new Map();
  return { name, size: 0, recent: [], rows: () => none };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
