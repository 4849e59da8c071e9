import { US_PER_MS } from '../../kernel/time.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { CommittedTransaction, RowChange } from '../change-source.ts';

/** What was done to a row, by Debezium's letters. */
export type ChangeOp = 'c' | 'u' | 'd' | 'r' | 't' | 'm';

/** What the letters stand for. */
export const OP_WORDS: Readonly<Record<ChangeOp, string>> = {
  c: 'create',
  u: 'update',
  d: 'delete',
  r: 'read (snapshot)',
  t: 'truncate',
  m: 'message',
};

/** How much of a row the log has from before a change: all of it, or as PostgreSQL does by default the key alone. */
export type ReplicaIdentity = 'default' | 'full';

/** Where a change event comes from. */
interface ChangeOrigin {
  readonly db: string;
  readonly table: string;
  readonly lsn: number;
  /** null in a snapshot. */
  readonly txId: number | null;
  /** When the database committed it, in virtual ms. */
  readonly ts_ms: number;
  readonly snapshot: 'first' | 'true' | 'last' | 'false';
}

/** The event's place in its transaction, from 1. */
interface TransactionOrder {
  readonly id: string;
  readonly total_order: number;
  readonly data_collection_order: number;
}

/** A change event, field by field as Debezium's. */
export interface ChangeEnvelope {
  readonly before: Row | null;
  readonly after: Row | null;
  readonly source: ChangeOrigin;
  readonly op: ChangeOp;
  /** When the connector handled it, in virtual ms. */
  readonly ts_ms: number;
  readonly transaction: TransactionOrder | null;
  /** For `m` only. */
  readonly message?: { readonly prefix: string; readonly content: Data };
}

/** What a connector publishes. */
export interface ChangeRecord {
  readonly table: string;
  /** All records of a row have the same key, and so go to the same partition. */
  readonly key: string;
  /** null: a tombstone, by which compaction may forget the key. */
  readonly value: ChangeEnvelope | null;
}

export interface EnvelopeSettings {
  /** The database's name. */
  readonly database: string;
  readonly identity: ReplicaIdentity;
  /** A delete is followed by a tombstone. */
  readonly tombstones: boolean;
  /** Says each event's place in its transaction. */
  readonly transactionOrder: boolean;
}

/** The records of one committed transaction, in its order; `tables` null takes all. */
export function recordsOf(
  { id, changes, committedUs }: CommittedTransaction,
  tables: readonly string[] | null,
  settings: EnvelopeSettings,
  nowUs: TimeUs,
): readonly ChangeRecord[] {
  const records: ChangeRecord[] = [];
  const perTable = new Map<string, number>();
  let total = 0;
  const add = (change: RowChange, op: ChangeOp, key: string, before: Row | null, after: Row | null): void => {
    const { table, lsn } = change;
    const inTable = (perTable.get(table) ?? 0) + 1;
    perTable.set(table, inTable);
    total++;
    const value: ChangeEnvelope = {
      before,
      after,
      source: { db: settings.database, table, lsn, txId: id, ts_ms: msOf(committedUs), snapshot: 'false' },
      op,
      ts_ms: msOf(nowUs),
      transaction: settings.transactionOrder
        ? { id: String(id), total_order: total, data_collection_order: inTable }
        : null,
    };
    const { content } = change;
    records.push({ table, key, value: op === 'm' ? { ...value, message: { prefix: table, content } } : value });
    if (op === 'd' && settings.tombstones) records.push({ table, key, value: null });
  };
  for (const change of changes) {
    const { kind, table, key, oldKey, after } = change;
    if (tables !== null && kind !== 'message' && !tables.includes(table)) continue;
    if (kind === 'insert') add(change, 'c', key, null, after);
    else if (kind === 'delete') add(change, 'd', key, beforeOf(change, settings.identity), null);
    else if (kind === 'truncate') add(change, 't', table, null, null);
    else if (kind === 'message') add(change, 'm', table, null, null);
    else if (oldKey === null) add(change, 'u', key, settings.identity === 'full' ? change.before : null, after);
    else {
      // A row can't change its key in a log that is compacted by key: it goes, and comes again.
      add(change, 'd', oldKey, beforeOf(change, settings.identity), null);
      add(change, 'c', key, null, after);
    }
  }
  return records;
}

/** A row that was there before the connector began. */
export function snapshotRecord(
  { table, key, row }: { readonly table: string; readonly key: string; readonly row: Row },
  lsn: number,
  place: ChangeOrigin['snapshot'],
  settings: EnvelopeSettings,
  nowUs: TimeUs,
): ChangeRecord {
  const source = { db: settings.database, table, lsn, txId: null, ts_ms: msOf(nowUs), snapshot: place };
  return { table, key, value: { before: null, after: row, source, op: 'r', ts_ms: msOf(nowUs), transaction: null } };
}

function beforeOf({ before, keyField }: RowChange, identity: ReplicaIdentity): Row | null {
  if (before === null || identity === 'full') return before;
  return { [keyField]: before[keyField] ?? null };
}

function msOf(us: TimeUs): number {
  return Math.floor(us / US_PER_MS);
}
