import type { ServiceSpec } from '../scenario/scenario.ts';
import type { Statement } from '../scenario/program.ts';
import type {
  Entry,
  HandlerFinished,
  HandlerStarted,
  MessageRejected,
  RecordPlace,
  StatementStarted,
  TableWritten,
} from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import { statementsIn } from '../scenario/blocks.ts';
import { emptyTable, tableAfter, TableHistory, tableWithout } from './table-history.ts';
import type { ServiceView, TableView, TaskView } from './view.ts';

/** A service without what indexes of their own know. */
export type ServiceState = Omit<ServiceView, 'queue' | 'entryCount'>;

/** Operations whose line can wait for another component. */
const WAITING: ReadonlySet<string> = new Set(['call', 'publish', 'append', 'load', 'read at']);
/** Operations at which the paths of a task meet. */
const JOINING: ReadonlySet<string> = new Set(['for each', 'together', 'waits for the others']);

/** Folds one service's entries, and keeps the history of its tables. */
export class ServiceFolder {
  readonly initial: ServiceState;
  /** Whom a line of a handler waits for: by message, then by line. */
  readonly #callees: ReadonlyMap<string, ReadonlyMap<number, string>>;
  readonly #histories = new Map<string, TableHistory>();

  constructor(spec: ServiceSpec) {
    this.#callees = new Map([...spec.handlers].map(([message, program]) => [message, calleesIn(program.statements)]));
    this.initial = {
      ...newborn(spec.id),
      kind: 'service',
      tasks: [],
      tables: tableNamesOf(spec).map(emptyTable),
      counts: { done: 0, refused: 0, failed: 0, deduplicated: 0, rejected: 0, crashed: 0 },
      lastTask: null,
      retrying: null,
    };
  }

  /** Keeps what folding needs to look up; once per entry, before it is folded. */
  remember(entry: Entry): void {
    if (entry.kind === 'table.written' || entry.kind === 'table.deleted') this.#history(entry.table).take(entry);
  }

  readonly fold = (state: ServiceState, entry: Entry): ServiceState => {
    const next = foldCommon(state, entry);
    if (entry.at !== state.id) return next;
    switch (entry.kind) {
      case 'handler.started':
        return {
          ...next,
          tasks: [...state.tasks, begun(entry)],
          retrying: retryingAfter(state.retrying, entry.record),
        };
      case 'statement.started':
        return {
          ...next,
          tasks: state.tasks.map((task) => (task.task === entry.task ? this.#atLine(task, entry) : task)),
        };
      case 'handler.finished':
        return finished(next, entry);
      case 'component.crashed':
        return { ...next, tasks: [], retrying: null };
      case 'message.rejected':
        return rejected(next, entry);
      case 'consumer.retrying': {
        const { message, record, attempt, resumeUs, why } = entry;
        return { ...next, retrying: { message, record, attempt, resumeUs, why } };
      }
      case 'table.written':
        return { ...next, tables: this.#written(state.tables, entry) };
      case 'table.deleted': {
        const history = this.#history(entry.table);
        const tables = state.tables.map((table) =>
          table.name === entry.table ? tableWithout(table, entry, history) : table,
        );
        return { ...next, tables };
      }
      default:
        return next;
    }
  };

  #history(table: string): TableHistory {
    let history = this.#histories.get(table);
    if (history === undefined) this.#histories.set(table, (history = new TableHistory()));
    return history;
  }

  #atLine(task: TaskView, { line, op, tUs, untilUs, branch }: StatementStarted): TaskView {
    // One of several paths has come to where it waits for the others, which the task is still busy with.
    if (branch !== undefined && JOINING.has(op)) return task;
    const { message, record, startedUs } = task;
    const waitingFor = WAITING.has(op) ? (this.#callees.get(message.name)?.get(line) ?? null) : null;
    // Spelled out, because this runs for every line of every task and a spread is several times slower.
    return {
      task: task.task,
      worker: task.worker,
      message,
      record,
      startedUs,
      line,
      op,
      lineSinceUs: tUs,
      lineUntilUs: untilUs,
      waitingFor,
    };
  }

  #written(tables: readonly TableView[], entry: TableWritten): readonly TableView[] {
    const history = this.#history(entry.table);
    if (!tables.some((table) => table.name === entry.table)) {
      return [...tables, tableAfter(emptyTable(entry.table), entry, history)];
    }
    return tables.map((table) => (table.name === entry.table ? tableAfter(table, entry, history) : table));
  }
}

function begun({ task, worker, message, record, tUs }: HandlerStarted): TaskView {
  return {
    task,
    worker,
    message,
    record,
    startedUs: tUs,
    line: 1,
    op: 'on',
    lineSinceUs: tUs,
    lineUntilUs: null,
    waitingFor: null,
  };
}

function finished(state: ServiceState, { task, message, outcome, line, why, tUs }: HandlerFinished): ServiceState {
  return {
    ...state,
    tasks: state.tasks.filter((running) => running.task !== task),
    counts: { ...state.counts, [outcome]: state.counts[outcome] + 1 },
    lastTask: { message, outcome, line, why, atUs: tUs },
  };
}

/** A message that its contract refuses never gets a task; people still see it as a handler that ended at its first line. */
function rejected(state: ServiceState, { message, why, tUs }: MessageRejected): ServiceState {
  return {
    ...state,
    counts: { ...state.counts, rejected: state.counts.rejected + 1 },
    lastTask: { message, outcome: 'rejected', line: 1, why, atUs: tUs },
    retrying: state.retrying?.message.id === message.id ? null : state.retrying,
  };
}

/** What it will read again is being read: it no longer waits for that. */
function retryingAfter(retrying: ServiceState['retrying'], record: RecordPlace | null): ServiceState['retrying'] {
  if (retrying === null || record === null) return retrying;
  const { log, partition, offset } = retrying.record;
  return record.log === log && record.partition === partition && record.offset === offset ? null : retrying;
}

function calleesIn(statements: readonly Statement[]): ReadonlyMap<number, string> {
  const callees = new Map<number, string>();
  for (const statement of statementsIn(statements)) {
    const waits = statement.op === 'call' || (statement.op === 'publish' && statement.acks);
    if (waits) callees.set(statement.line, statement.to);
    else if ('waitsFor' in statement) callees.set(statement.line, statement.waitsFor);
  }
  return callees;
}

/** Every table that a handler names, so that a table is there, empty, before its first row. */
function tableNamesOf(spec: ServiceSpec): readonly string[] {
  const names = new Set<string>();
  for (const { statements } of spec.handlers.values()) {
    for (const statement of statementsIn(statements)) {
      if (statement.op === 'write' || statement.op === 'read' || statement.op === 'delete') names.add(statement.table);
    }
  }
  return [...names];
}
