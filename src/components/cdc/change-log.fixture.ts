import type { Row } from '../../scenario/scenario.ts';
import type { ChangeSource, CommittedTransaction, RowChange, RowSnapshot } from '../change-source.ts';

type Said = Partial<RowChange> & Pick<RowChange, 'kind'>;

/** A write-ahead log as a list, and the rows that follow from it. */
export class ListedLog implements ChangeSource {
  readonly transactions: CommittedTransaction[] = [];
  #lsn = 0;

  /** Commits changes at a time. */
  commit(committedUs: number, ...said: readonly Said[]): void {
    const changes = said.map((one) => ({
      lsn: ++this.#lsn,
      table: 'orders',
      key: '1',
      oldKey: null,
      keyField: 'id',
      before: null,
      after: null,
      content: null,
      ...one,
    }));
    this.transactions.push({ id: this.transactions.length + 1, changes, commitLsn: ++this.#lsn, committedUs });
  }

  insert(key: string, table = 'orders', rest: Row = {}): void {
    this.commit(0, { kind: 'insert', table, key, after: { id: key, ...rest } });
  }

  after(lsn: number): CommittedTransaction | null {
    return this.transactions.find(({ commitLsn }) => commitLsn > lsn) ?? null;
  }

  snapshot(tables: readonly string[] | null): RowSnapshot {
    const rows = new Map<string, RowSnapshot['rows'][number]>();
    for (const { changes } of this.transactions)
      for (const { table, key, oldKey, keyField, after } of changes) {
        if (tables !== null && !tables.includes(table)) continue;
        if (oldKey !== null) rows.delete(`${table}/${oldKey}`);
        if (after === null) rows.delete(`${table}/${key}`);
        else rows.set(`${table}/${key}`, { table, key, keyField, row: after });
      }
    return { lsn: this.#lsn, rows: [...rows.values()] };
  }
}
