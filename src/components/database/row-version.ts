import type { TimeUs } from '../../kernel/time.ts';
import type { Row } from '../../scenario/scenario.ts';

/** What a row was from one commit to the next. */
export interface RowVersion {
  /** null: deleted. */
  readonly row: Row | null;
  readonly keyField: string;
  /** Counts the row's versions from 1, deletions included. */
  readonly version: number;
  /** The place in the write-ahead log of the change that made it. */
  readonly lsn: number;
  readonly committedUs: TimeUs;
}

/** Tables of row versions, by table and key. */
export class RowVersions {
  readonly #tables = new Map<string, Map<string, RowVersion>>();

  get(table: string, key: string): RowVersion | undefined {
    return this.#tables.get(table)?.get(key);
  }

  set(table: string, key: string, version: RowVersion): void {
    let rows = this.#tables.get(table);
    if (rows === undefined) this.#tables.set(table, (rows = new Map()));
    rows.set(key, version);
  }

  copy(): RowVersions {
    const copy = new RowVersions();
    for (const [table, rows] of this.#tables) copy.#tables.set(table, new Map(rows));
    return copy;
  }

  get tables(): readonly string[] {
    return [...this.#tables.keys()];
  }

  /** The keys of a table's rows and of those that were deleted, in the order of their first insertion. */
  keys(table: string): readonly string[] {
    return [...(this.#tables.get(table)?.keys() ?? [])];
  }
}
