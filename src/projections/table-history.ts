import type { TableWritten } from '../trace/entry.ts';
import type { Row } from '../scenario/scenario.ts';
import { countBelow } from './sorted.ts';
import type { TableView } from './view.ts';

const MOST_RECENT = 5;

interface Versions {
  readonly seqs: number[];
  readonly rows: Row[];
}

/** All versions of all rows of one table: append-only, shared by the table's views at every instant. */
export class TableHistory {
  /** In the order of first writing, so that the keys at an instant are the first so many. */
  readonly #keys = new Map<string, Versions>();

  take(entry: TableWritten): void {
    const versions = this.#keys.get(entry.key);
    if (versions === undefined) {
      // Most rows are written once: an array that begins with one item has no room to spare.
      this.#keys.set(entry.key, { seqs: [entry.seq], rows: [entry.row] });
      return;
    }
    versions.seqs.push(entry.seq);
    versions.rows.push(entry.row);
  }

  /** The rows by key after the first `count` entries of the trace, in the order of first writing. */
  rowsAfter(count: number): ReadonlyMap<string, Row> {
    const rows = new Map<string, Row>();
    for (const [key, { seqs, rows: versions }] of this.#keys) {
      if ((seqs[0] as number) >= count) break;
      rows.set(key, versions[countBelow(seqs, count) - 1] as Row);
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

/** A table that nothing was written to. */
export function emptyTable(name: string): TableView {
  const none: ReadonlyMap<string, Row> = new Map();
  return { name, size: 0, recent: [], rows: () => none };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
