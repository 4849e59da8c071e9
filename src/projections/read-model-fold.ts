import type { ViewSpec } from '../scenario/kinds/view-spec.ts';
import type { Entry } from '../trace/entry.ts';
import { ServiceFolder, type ServiceState } from './service-fold.ts';
import { emptyTable, tableAfter, TableHistory, tableWithout } from './table-history.ts';
import type { TableView } from './view.ts';
import type { ReadModelView } from './views/read-model-view.ts';

export type ReadModelState = Omit<ReadModelView, 'entryCount' | 'sub' | 'facts'>;

/** Folds a read model's entries: what it does as a service does, its rows for each of its versions. */
export class ReadModelFolder {
  readonly initial: ReadModelState;
  readonly #service: ServiceFolder;
  readonly #tables: readonly string[];
  /** By version and table. */
  readonly #histories = new Map<string, TableHistory>();

  constructor(spec: ViewSpec) {
    const handlers = new Map([...spec.handlers, ...spec.nextHandlers]);
    this.#service = new ServiceFolder({ ...spec, kind: 'service', handlers, queueLimit: null });
    this.#tables = spec.tables ?? [];
    this.initial = {
      ...this.#service.initial,
      kind: 'view',
      tables: this.#tables.map(emptyTable),
      build: 1,
      position: -1,
      building: null,
      waiting: 0,
    };
  }

  /** Keeps what folding needs to look up; once per entry, before it is folded. */
  remember(entry: Entry): void {
    if (entry.kind === 'table.written' || entry.kind === 'table.deleted')
      this.#history(entry.build ?? 1, entry.table).take(entry);
  }

  readonly fold = (state: ReadModelState, entry: Entry): ReadModelState => {
    if (entry.at !== state.id) return state;
    switch (entry.kind) {
      case 'table.written':
      case 'table.deleted':
        return this.#ofBuild(state, entry.build ?? 1, (of) => ({
          ...of,
          tables: of.tables.map((table) => (table.name === entry.table ? this.#changed(table, entry) : table)),
        }));
      case 'view.applied':
      case 'view.advanced':
        return this.#ofBuild(state, entry.build, (of) => ({ ...of, position: entry.position }));
      case 'view.rebuilding':
        return { ...state, building: { build: entry.build, position: -1, tables: this.#tables.map(emptyTable) } };
      case 'view.switched': {
        const { building } = state;
        return building === null ? state : { ...state, ...building, building: null };
      }
      case 'view.awaited':
        return { ...state, waiting: state.waiting + 1 };
      case 'view.reached':
      case 'view.late':
        return { ...state, waiting: Math.max(0, state.waiting - 1) };
      case 'component.crashed':
        return { ...this.#asService(state, entry), waiting: 0 };
      default:
        return this.#asService(state, entry);
    }
  };

  #asService(state: ReadModelState, entry: Entry): ReadModelState {
    const before = { ...state, kind: 'service' } as unknown as ServiceState;
    const after = this.#service.fold(before, entry);
    return after === before ? state : { ...state, ...after, kind: 'view', tables: state.tables };
  }

  #ofBuild(
    state: ReadModelState,
    build: number,
    change: (of: { tables: readonly TableView[]; position: number }) => {
      tables: readonly TableView[];
      position: number;
    },
  ): ReadModelState {
    if (build === state.build) return { ...state, ...change({ tables: state.tables, position: state.position }) };
    const { building } = state;
    return building?.build === build ? { ...state, building: { build, ...change(building) } } : state;
  }

  #changed(table: TableView, entry: Extract<Entry, { readonly kind: 'table.written' | 'table.deleted' }>): TableView {
    const history = this.#history(entry.build ?? 1, entry.table);
    return entry.kind === 'table.written' ? tableAfter(table, entry, history) : tableWithout(table, entry, history);
  }

  #history(build: number, table: string): TableHistory {
    const name = `${build} ${table}`;
    let history = this.#histories.get(name);
    if (history === undefined) this.#histories.set(name, (history = new TableHistory()));
    return history;
  }
}
