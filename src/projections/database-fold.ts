import type { DatabaseSpec } from '../scenario/kinds/database-spec.ts';
import type { QueryFinished, QueryStarted } from '../trace/entries/database-entries.ts';
import type { TableDeleted } from '../trace/entries/view-entries.ts';
import type { Entry, TableWritten } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import { emptyTable, tableAfter, TableHistory, tableWithout } from './table-history.ts';
import type { DatabaseView, QueryView } from './views/database-view.ts';
import { counted } from './words.ts';

/** A database's view without what is made of it when it is asked for. */
export interface DatabaseState extends Pick<
  DatabaseView,
  'id' | 'life' | 'interfaces' | 'tables' | 'queries' | 'lsn' | 'counts'
> {
  /** By row: its newest version. Only with replicas. */
  readonly newest: ReadonlyMap<string, number>;
  /** By replica and row: the version there; left out: the one that was there from the start. */
  readonly held: readonly ReadonlyMap<string, number>[];
}

/** Folds one database's entries, and keeps the history of its tables. */
export class DatabaseFolder {
  readonly initial: DatabaseState;
  readonly #spec: DatabaseSpec;
  readonly #histories = new Map<string, TableHistory>();

  constructor(spec: DatabaseSpec) {
    this.#spec = spec;
    this.initial = {
      ...newborn(spec.id),
      tables: (spec.tables ?? []).map(emptyTable),
      queries: [],
      lsn: 0,
      counts: { reads: 0, scans: 0, commits: 0, conflicts: 0, duplicates: 0, stale: 0, backwards: 0, lost: 0 },
      newest: new Map(),
      held: Array.from({ length: spec.replicas?.count ?? 0 }, () => new Map()),
    };
  }

  /** Keeps what folding needs to look up; once per entry, before it is folded. */
  remember(entry: Entry): void {
    if (entry.kind === 'table.written' || entry.kind === 'table.deleted') this.#history(entry.table).take(entry);
  }

  readonly fold = (before: DatabaseState, entry: Entry): DatabaseState => {
    const state = foldCommon(before, entry);
    if (entry.at !== state.id) return state;
    switch (entry.kind) {
      case 'query.started':
        return { ...state, queries: [...state.queries, begun(entry)] };
      case 'query.finished':
        return finished(state, entry);
      case 'component.crashed':
        return { ...state, queries: [] };
      case 'transaction.committed':
        return plus({ ...state, lsn: entry.lsn }, entry.label === '' ? {} : { commits: 1 });
      case 'transaction.aborted':
        return plus(state, ABORTED[entry.reason]);
      case 'database.recovered':
        return { ...state, lsn: entry.lsn };
      case 'table.read':
        return plus(state, { reads: 1 });
      case 'replica.read': {
        const isStale = entry.version < entry.newest;
        return plus(state, { ...(isStale && { stale: 1 }), ...(entry.backwards && { backwards: 1 }) });
      }
      case 'replica.applied':
        return applied(state, entry.replica, `${entry.table}/${entry.key}`, entry.version);
      case 'table.written':
      case 'table.deleted':
        return this.#changed(state, entry);
      default:
        return state;
    }
  };

  view(state: DatabaseState, entryCount: number): DatabaseView {
    const { newest, held, ...rest } = state;
    const replicas = held.map((versions) => {
      let behind = 0;
      for (const [row, version] of newest) if ((versions.get(row) ?? 0) < version) behind++;
      return { behind };
    });
    const { channels } = this.#spec.io;
    const behind = replicas.reduce((sum, one) => sum + one.behind, 0);
    const rows = state.tables.reduce((sum, { size }) => sum + size, 0);
    const { queries, lsn, counts } = state;
    const facts: [string, string][] = [
      ['log', `to ${lsn}`],
      ['rows', String(rows)],
      ['queries', `${queries.length} on ${counted(channels, 'channel')}`],
      ['commits', String(counts['commits'])],
    ];
    if (replicas.length > 0)
      facts.push(
        ['replicas behind', replicas.map((one) => String(one.behind)).join(' · ')],
        ['stale reads', String(counts['stale'])],
      );
    if ((counts['conflicts'] ?? 0) > 0) facts.push(['conflicts', String(counts['conflicts'])]);
    return {
      ...rest,
      kind: 'database',
      entryCount,
      channels,
      replicas,
      counts: { ...counts, behind },
      depth: Math.max(0, queries.length - channels),
      sub:
        queries.length > 0 ? `${counted(queries.length, 'query').replace('querys', 'queries')}` : counted(rows, 'row'),
      facts,
    };
  }

  #changed(state: DatabaseState, entry: TableWritten | TableDeleted): DatabaseState {
    const history = this.#history(entry.table);
    const known = state.tables.some(({ name }) => name === entry.table)
      ? state.tables
      : [...state.tables, emptyTable(entry.table)];
    const tables = known.map((table) => {
      if (table.name !== entry.table) return table;
      return entry.kind === 'table.written' ? tableAfter(table, entry, history) : tableWithout(table, entry, history);
    });
    if (state.held.length === 0) return { ...state, tables };
    const row = `${entry.table}/${entry.key}`;
    const newest = new Map(state.newest).set(row, (state.newest.get(row) ?? 0) + 1);
    // What is there from the start is on all replicas.
    const isInitial = entry.label === '' && this.#spec.initial.get(entry.table)?.some(({ key }) => key === entry.key);
    if (isInitial !== true) return { ...state, tables, newest };
    return { ...state, tables, newest, held: state.held.map((versions) => new Map(versions).set(row, 1)) };
  }

  #history(table: string): TableHistory {
    let history = this.#histories.get(table);
    if (history === undefined) this.#histories.set(table, (history = new TableHistory()));
    return history;
  }
}

const ABORTED = {
  conflict: { conflicts: 1 },
  duplicate: { duplicates: 1 },
  crash: { lost: 1 },
  rollback: {},
} as const;

function plus(state: DatabaseState, more: { readonly [outcome: string]: number }): DatabaseState {
  const counts = { ...state.counts };
  for (const [outcome, count] of Object.entries(more)) counts[outcome] = (counts[outcome] ?? 0) + count;
  return { ...state, counts };
}

function begun({ query, what, table, label, tUs, needUs }: QueryStarted): QueryView {
  return { query, what, table, label, sinceUs: tUs, needUs };
}

function finished(state: DatabaseState, { query, what }: QueryFinished): DatabaseState {
  const queries = state.queries.filter((one) => one.query !== query);
  return plus({ ...state, queries }, what === 'scan' ? { scans: 1 } : {});
}

function applied(state: DatabaseState, replica: number, row: string, version: number): DatabaseState {
  const held = state.held.map((versions, i) =>
    i === replica && (versions.get(row) ?? 0) < version ? new Map(versions).set(row, version) : versions,
  );
  return { ...state, held };
}
