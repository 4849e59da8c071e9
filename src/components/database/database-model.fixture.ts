import type { Change } from './change.ts';

type Rows = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Everything as it was after one commit: rows and version numbers by "table/key". */
interface State {
  readonly rows: Rows;
  readonly versions: ReadonlyMap<string, number>;
  /** The log's length in records. */
  readonly lsn: number;
}

/** What the rules say, as plainly as can be: the whole database copied for every commit. */
export class DatabaseModel {
  #states: State[] = [{ rows: new Map(), versions: new Map(), lsn: 0 }];
  #durable = 0;

  get durable(): State {
    return this.#states[this.#durable] as State;
  }

  get newest(): State {
    return this.#states.at(-1) as State;
  }

  get durableCommits(): number {
    return this.#durable;
  }

  /** What the changes make of rows; null where a key is taken. */
  static after({ rows, versions, lsn }: State, changes: readonly Change[]): State | null {
    const next = new Map(rows);
    const numbers = new Map(versions);
    let records = lsn;
    const bump = (place: string): void => void numbers.set(place, (numbers.get(place) ?? 0) + 1);
    for (const change of changes) {
      if (change.kind === 'message') {
        records++;
        continue;
      }
      if (change.kind === 'truncate') {
        records++;
        for (const place of next.keys())
          if (place.startsWith(`${change.table}/`)) {
            next.delete(place);
            bump(place);
          }
        continue;
      }
      const place = `${change.table}/${change.key}`;
      const row = next.get(place);
      if (change.kind === 'delete') {
        if (row === undefined) continue;
        next.delete(place);
      } else if (change.kind === 'rekey') {
        const other = `${change.table}/${change.newKey}`;
        if (row === undefined || other === place) continue;
        if (next.has(other)) return null;
        next.delete(place);
        next.set(other, { ...row, id: change.newKey });
        bump(other);
      } else {
        if (change.kind === 'insert' && row !== undefined) return null;
        next.set(place, { id: change.key, ...row, ...change.set });
      }
      bump(place);
      records++;
    }
    return records === lsn ? { rows, versions, lsn } : { rows: next, versions: numbers, lsn: records + 1 };
  }

  commit(changes: readonly Change[]): 'written' | 'empty' | 'duplicate-key' {
    const { newest } = this;
    const after = DatabaseModel.after(newest, changes);
    if (after === null) return 'duplicate-key';
    if (after.lsn === newest.lsn) return 'empty';
    this.#states.push(after);
    return 'written';
  }

  flush(lsn: number): void {
    while ((this.#states[this.#durable + 1]?.lsn ?? Infinity) <= lsn) this.#durable++;
  }

  crash(): void {
    this.#states = this.#states.slice(0, this.#durable + 1);
  }
}
