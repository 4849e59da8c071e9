import type { TimeUs } from '../../kernel/time.ts';
import type { Row } from '../../scenario/scenario.ts';
import type { ChangeSource, CommittedTransaction, RowChange, RowSnapshot } from '../change-source.ts';
import { RowVersions } from './row-version.ts';
import type { RowVersion } from './row-version.ts';
import { Transaction } from './transaction.ts';
import type { Isolation } from './transaction.ts';
import { WorkingCopy } from './working-copy.ts';
import type { Effect } from './working-copy.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

/** What came of a commit. Where it failed, nothing of the transaction has happened. */
export type CommitResult =
  /** It is in the log, and lasts once the log is durable up to `lsn`. */
  | { readonly kind: 'written'; readonly lsn: number }
  /** It changed nothing, and so needs no place in the log. */
  | { readonly kind: 'empty' }
  /** Somebody else has changed a row since it was read; `actual` is the row's version now. */
  | {
      readonly kind: 'conflict';
      readonly table: string;
      readonly key: string;
      readonly expected: number;
      readonly actual: number;
    }
  | { readonly kind: 'duplicate-key'; readonly table: string; readonly key: string };

/** Tables, transactions and the write-ahead log of one database: see spec.md beside it. It knows no clock. */
export class DatabaseCore implements ChangeSource {
  readonly #log = new WriteAheadLog();
  /** What every reader sees: durable commits. */
  readonly #visible = new RowVersions();
  /** What the next commit builds on: every commit that is in the log. */
  #written = new RowVersions();
  #lastId = 0;

  get headLsn(): number {
    return this.#log.headLsn;
  }

  get flushedLsn(): number {
    return this.#log.flushedLsn;
  }

  get tables(): readonly string[] {
    return this.#visible.tables;
  }

  /** The newest committed version; undefined where there never was one. */
  version(table: string, key: string): RowVersion | undefined {
    return this.#visible.get(table, key);
  }

  row(table: string, key: string): Row | null {
    return this.#visible.get(table, key)?.row ?? null;
  }

  /** A table's committed rows, in the order in which their keys first came. */
  rows(table: string): readonly { readonly key: string; readonly row: Row; readonly keyField: string }[] {
    return this.#visible.keys(table).flatMap((key) => {
      const held = this.#visible.get(table, key);
      return held === undefined || held.row === null ? [] : [{ key, row: held.row, keyField: held.keyField }];
    });
  }

  /** The keys of a table's rows, deleted ones too. */
  keys(table: string): readonly string[] {
    return this.#visible.keys(table);
  }

  begin(isolation: Isolation = 'read-committed'): Transaction {
    return new Transaction(++this.#lastId, isolation, this.#visible);
  }

  /** Checks a transaction and writes it into the log, all of it or nothing; readers see it when the log is flushed. */
  commit(transaction: Transaction, nowUs: TimeUs): CommitResult {
    for (const { table, key, version } of transaction.checks) {
      const actual = this.#written.get(table, key)?.version ?? 0;
      if (actual !== version) return { kind: 'conflict', table, key, expected: version, actual };
    }
    const copy = new WorkingCopy(this.#written);
    const effects: Effect[] = [];
    for (const change of transaction.changes) {
      const effect = copy.apply(change);
      if (effect === 'duplicate-key') {
        const { table, key } = change as Extract<typeof change, { readonly key: string }>;
        return { kind: 'duplicate-key', table, key: change.kind === 'rekey' ? change.newKey : key };
      }
      if (effect !== null) effects.push(effect);
    }
    if (effects.length === 0) return { kind: 'empty' };
    const written = this.#log.append(transaction.id, effects, nowUs);
    store(this.#written, written);
    return { kind: 'written', lsn: written.commitLsn };
  }

  /** Makes the log durable up to a place, by default all of it; returns the transactions that everybody sees from now on. */
  flush(lsn: number = this.#log.headLsn): readonly CommittedTransaction[] {
    const transactions = this.#log.flush(lsn);
    for (const transaction of transactions) store(this.#visible, transaction);
    return transactions;
  }

  /**
   * The process is gone, and with it what the log had in memory. A commit that was durable but not yet seen by anybody
   * is found again by the recovery. Returns the transactions that are lost.
   */
  crash(): readonly CommittedTransaction[] {
    const lost = this.#log.loseTail();
    if (lost.length > 0) this.#written = this.#visible.copy();
    return lost;
  }

  after(lsn: number): CommittedTransaction | null {
    return this.#log.after(lsn);
  }

  snapshot(tables: readonly string[] | null): RowSnapshot {
    const rows = (tables ?? this.#visible.tables).flatMap((table) =>
      this.rows(table).map((one) => Object.assign({ table }, one)),
    );
    return { lsn: this.#log.flushedLsn, rows };
  }
}

function store(versions: RowVersions, { changes, committedUs }: CommittedTransaction): void {
  const put = (table: string, key: string, row: Row | null, { keyField, lsn }: RowChange): void => {
    const before = versions.get(table, key);
    const field = row === null ? (before?.keyField ?? keyField) : keyField;
    versions.set(table, key, { row, keyField: field, version: (before?.version ?? 0) + 1, lsn, committedUs });
  };
  for (const change of changes) {
    const { kind, table, key, oldKey, after } = change;
    if (kind === 'truncate') {
      for (const each of versions.keys(table)) if (versions.get(table, each)?.row) put(table, each, null, change);
    } else if (kind !== 'message') {
      if (oldKey !== null) put(table, oldKey, null, change);
      put(table, key, after, change);
    }
  }
}
