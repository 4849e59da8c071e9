import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { Change } from './change.ts';
import type { RowVersions } from './row-version.ts';
import { WorkingCopy } from './working-copy.ts';

/**
 * `read-committed` overwrites what others have committed meanwhile; `optimistic` commits only if every row that it has
 * read is still the version that it read first.
 */
export type Isolation = 'read-committed' | 'optimistic';

/** A row that must still be this version when the transaction commits; 0: it must never have been written. */
interface VersionCheck {
  readonly table: string;
  readonly key: string;
  readonly version: number;
}

/** A transaction that is under way. It lives in memory: a crash forgets it. */
export class Transaction {
  readonly id: number;
  readonly isolation: Isolation;
  readonly changes: Change[] = [];
  readonly checks: VersionCheck[] = [];
  readonly #committed: RowVersions;

  constructor(id: number, isolation: Isolation, committed: RowVersions) {
    this.id = id;
    this.isolation = isolation;
    this.#committed = committed;
  }

  /** The row as it is committed now, with what this transaction itself has done. */
  read(table: string, key: string): Row | null {
    if (this.isolation === 'optimistic' && !this.checks.some((check) => check.table === table && check.key === key))
      this.expect(table, key, this.#committed.get(table, key)?.version ?? 0);
    const copy = new WorkingCopy(this.#committed);
    for (const change of this.changes) copy.apply(change);
    return copy.row(table, key);
  }

  /** Merges columns into the row as it is at the commit; makes the row where there is none. */
  write(table: string, key: string, keyField: string, set: Row, keyData: Data = key): void {
    this.changes.push({ kind: 'write', table, key, keyField, keyData, set });
  }

  /** As `write`, but the commit fails where the row is there. */
  insert(table: string, key: string, keyField: string, set: Row, keyData: Data = key): void {
    this.changes.push({ kind: 'insert', table, key, keyField, keyData, set });
  }

  /** Does nothing where the row isn't there at the commit. */
  delete(table: string, key: string): void {
    this.changes.push({ kind: 'delete', table, key });
  }

  /** Changes the row's key; the commit fails where the new one is taken. */
  rekey(table: string, key: string, newKey: string, newKeyData: Data = newKey): void {
    this.changes.push({ kind: 'rekey', table, key, newKey, newKeyData });
  }

  truncate(table: string): void {
    this.changes.push({ kind: 'truncate', table });
  }

  /** Puts a message into the write-ahead log and nowhere else. */
  emit(prefix: string, content: Data): void {
    this.changes.push({ kind: 'message', prefix, content });
  }

  /** The commit fails unless the row is at this version then; 0: unless it was never written. */
  expect(table: string, key: string, version: number): void {
    this.checks.push({ table, key, version });
  }
}
