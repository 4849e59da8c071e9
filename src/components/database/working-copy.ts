import type { Row } from '../../scenario/scenario.ts';
import type { RowChange } from '../change-source.ts';
import type { Change } from './change.ts';
import type { RowVersions } from './row-version.ts';

/** A change with its rows, before it has a place in the log. */
export type Effect = Omit<RowChange, 'lsn'>;

interface HeldRow {
  readonly row: Row;
  readonly keyField: string;
}

/** The rows as one transaction makes them, over rows that it leaves as they are. */
export class WorkingCopy {
  readonly #base: RowVersions;
  /** By table and key; null: not there. */
  readonly #rows = new Map<string, Map<string, HeldRow | null>>();
  readonly #truncated = new Set<string>();

  constructor(base: RowVersions) {
    this.#base = base;
  }

  row(table: string, key: string): Row | null {
    return this.#held(table, key)?.row ?? null;
  }

  /** What the change does to the rows as they are here; null: nothing. A key that is taken is said instead. */
  apply(change: Change): Effect | 'duplicate-key' | null {
    switch (change.kind) {
      case 'write':
      case 'insert': {
        const { table, key, keyField, keyData, set } = change;
        const held = this.#held(table, key);
        if (held !== null && change.kind === 'insert') return 'duplicate-key';
        const after = { [keyField]: keyData, ...held?.row, ...set };
        this.#put(table, key, { row: after, keyField });
        const before = held?.row ?? null;
        return effect(held === null ? 'insert' : 'update', table, key, keyField, before, after);
      }
      case 'delete': {
        const { table, key } = change;
        const held = this.#held(table, key);
        if (held === null) return null;
        this.#put(table, key, null);
        return effect('delete', table, key, held.keyField, held.row, null);
      }
      case 'rekey': {
        const { table, key, newKey, newKeyData } = change;
        const held = this.#held(table, key);
        if (held === null || newKey === key) return null;
        if (this.#held(table, newKey) !== null) return 'duplicate-key';
        const after = { ...held.row, [held.keyField]: newKeyData };
        this.#put(table, key, null);
        this.#put(table, newKey, { row: after, keyField: held.keyField });
        return { ...effect('update', table, newKey, held.keyField, held.row, after), oldKey: key };
      }
      case 'truncate':
        this.#rows.delete(change.table);
        this.#truncated.add(change.table);
        return effect('truncate', change.table, '', '', null, null);
      case 'message':
        return { ...effect('message', change.prefix, '', '', null, null), content: change.content };
    }
  }

  #held(table: string, key: string): HeldRow | null {
    const own = this.#rows.get(table)?.get(key);
    if (own !== undefined) return own;
    if (this.#truncated.has(table)) return null;
    const held = this.#base.get(table, key);
    return held === undefined || held.row === null ? null : { row: held.row, keyField: held.keyField };
  }

  #put(table: string, key: string, held: HeldRow | null): void {
    let rows = this.#rows.get(table);
    if (rows === undefined) this.#rows.set(table, (rows = new Map()));
    rows.set(key, held);
  }
}

function effect(
  kind: RowChange['kind'],
  table: string,
  key: string,
  keyField: string,
  before: Row | null,
  after: Row | null,
): Effect {
  return { kind, table, key, oldKey: null, keyField, before, after, content: null };
}
