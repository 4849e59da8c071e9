import { sampleUs } from '../../kernel/distribution.ts';
import { ExpressionFault } from '../../scenario/expression.ts';
import { aKind, isRecord } from '../../scenario/kind-words.ts';
import type { Row } from '../../scenario/scenario.ts';
import type {
  DeleteRowStatement,
  OutboxStatement,
  ReadRowStatement,
  ReadTableStatement,
  WriteRowStatement,
} from '../../scenario/statements/row-statements.ts';
import type { Data } from '../../trace/message.ts';
import type { CommitChange, CommitReply, CommitRequest, RowReply } from '../database-port.ts';
import { dataText } from '../data-text.ts';
import { openTransactionOf } from './database-transaction.ts';
import type { Instruction } from './instructions.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

/** What every statement that asks a database says of it. */
type Asks = Pick<ReadRowStatement, 'waitsFor' | 'timeoutUs' | 'retry'>;

type CommitAnswer = CommitReply | { readonly conflict: string };

/** Asks a database; `then` goes on, and its faults are those of the handler. */
export function ask(
  task: Task,
  { waitsFor, timeoutUs, retry }: Asks,
  name: 'ReadRow' | 'ReadTable' | 'Commit',
  data: Data,
  tools: VerbTools,
  then: (answer: Data, cause: number) => void,
): Flow {
  const { world, owner, exchanges } = tools;
  const kind = name === 'Commit' ? 'command' : 'query';
  exchanges.begin(
    {
      message: world.messages.following(task.hop.message, owner, name, kind, data, null, 1),
      to: waitsFor,
      passage: 'call',
      timeoutUs,
      retry,
      answered: (answer, cause) => {
        task.cause = cause;
        try {
          then(answer.data, cause);
        } catch (error) {
          if (!(error instanceof ExpressionFault)) throw error;
          tools.fail(task, error.message);
        }
      },
      failed: ({ why }, cause) => {
        task.cause = cause;
        tools.fail(task, why);
      },
    },
    task.cause,
  );
  return 'suspended';
}

/** Commits changes; `then` hears whether somebody else was faster. */
export function commit(
  task: Task,
  asks: Asks,
  request: CommitRequest,
  tools: VerbTools,
  then: (answer: CommitAnswer, cause: number) => void,
): Flow {
  return ask(task, asks, 'Commit', request as unknown as Data, tools, (answer, cause) =>
    then(answer as unknown as CommitAnswer, cause),
  );
}

/** `read` of a row of a database: see spec.md. */
export function runReadRow(task: Task, statement: ReadRowStatement, _: Instruction, tools: VerbTools): Flow {
  const { table, as } = statement;
  const key = dataText(statement.key.evaluate(task.scope));
  return readRow(task, statement, table, key, tools, (row, cause) => {
    task.scope[as] = row;
    tools.go(task, cause);
  });
}

/** `read` of a whole table of a database. */
export function runReadTable(
  task: Task,
  statement: ReadTableStatement & { readonly line: number },
  _: Instruction,
  tools: VerbTools,
): Flow {
  const { table, takes, as } = statement;
  const { world, owner } = tools;
  const takesUs =
    takes === null
      ? null
      : sampleUs(takes, world.random.stream(owner, `${task.handler.message} line ${statement.line}`));
  return ask(task, statement, 'ReadTable', { table, takesUs }, tools, (answer, cause) => {
    task.scope[as] = (answer as unknown as { readonly rows: readonly Row[] }).rows;
    tools.go(task, cause);
  });
}

/** `write` to a database. */
export function runWriteRow(task: Task, statement: WriteRowStatement, _: Instruction, tools: VerbTools): Flow {
  const { table, keyField, set } = statement;
  const keyData = statement.key.evaluate(task.scope);
  const key = dataText(keyData);
  const changeOf = (): CommitChange => {
    const fields = set.evaluate(task.scope);
    if (!isRecord(fields)) throw new ExpressionFault(`a row of ${table} is made of fields, not of ${aKind(fields)}`);
    return { op: 'write', table, key, keyField, keyData, set: fields };
  };
  if (!statement.readsRow) return change(task, statement, changeOf(), tools);
  return readRow(task, statement, table, key, tools, (row, cause) => {
    task.scope['row'] = row;
    if (change(task, statement, changeOf(), tools) === 'next') tools.go(task, cause);
  });
}

/** `delete` from a database. */
export function runDeleteRow(task: Task, statement: DeleteRowStatement, _: Instruction, tools: VerbTools): Flow {
  const key = dataText(statement.key.evaluate(task.scope));
  return change(task, statement, { op: 'delete', table: statement.table, key }, tools);
}

/** `outbox`: a message as a row, to be published by whoever reads the outbox. */
export function runOutbox(task: Task, statement: OutboxStatement, _: Instruction, tools: VerbTools): Flow {
  const { message: type } = statement;
  const key = statement.key.evaluate(task.scope);
  const payload = statement.data.evaluate(task.scope);
  return change(task, statement, { op: 'outbox', type, key, payload }, tools);
}

/** Part of the open transaction, or one of its own. */
function change(task: Task, statement: Asks, what: CommitChange, tools: VerbTools): Flow {
  const transaction = openTransactionOf(task);
  if (transaction?.database === statement.waitsFor) {
    transaction.change(what);
    return 'next';
  }
  return commit(task, statement, { changes: [what], checks: [], once: null }, tools, (_, cause) =>
    tools.go(task, cause),
  );
}

function readRow(
  task: Task,
  statement: Asks,
  table: string,
  key: string,
  tools: VerbTools,
  then: (row: Row | null, cause: number) => void,
): Flow {
  const transaction = openTransactionOf(task);
  const isOpen = transaction?.database === statement.waitsFor;
  // What is checked at the commit has to be the newest, not what some replica has.
  const data = { table, key, newest: isOpen && transaction.isOptimistic };
  return ask(task, statement, 'ReadRow', data, tools, (answer, cause) => {
    const reply = answer as unknown as RowReply;
    if (!isOpen) return then(reply.row, cause);
    transaction.noteRead(table, key, reply);
    then(transaction.seen(table, key, reply.row), cause);
  });
}
