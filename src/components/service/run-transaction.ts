import type { Statement } from '../../scenario/program.ts';
import type { TransactionStatement } from '../../scenario/statements/row-statements.ts';
import { dataText } from '../data-text.ts';
import { commit } from './database-client.ts';
import { closeTransaction, DatabaseTransaction, openTransaction, openTransactionOf } from './database-transaction.ts';
import type { Instruction } from './instructions.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

type Transaction = TransactionStatement<Statement> & { readonly line: number };

/** `transaction`: see spec.md. Its boundaries: before its block, behind it, and behind what runs after a conflict. */
export function runTransaction(task: Task, statement: Transaction, instruction: Instruction, tools: VerbTools): Flow {
  const { part } = instruction;
  if (part === 0) return begin(task, statement, 1);
  if (part === 1) return end(task, statement, instruction, tools);
  return 'next';
}

function begin(task: Task, { waitsFor, isolation }: Transaction, attempt: number): Flow {
  openTransaction(task, new DatabaseTransaction(waitsFor, isolation === 'optimistic', attempt));
  return 'next';
}

function end(task: Task, statement: Transaction, instruction: Instruction, tools: VerbTools): Flow {
  const { boundaries } = instruction;
  const transaction = openTransactionOf(task) as DatabaseTransaction;
  closeTransaction(task);
  const behind = (boundaries.at(-1) as number) + 1;
  if (transaction.isEmpty && statement.once === null) {
    task.next = behind;
    return 'next';
  }
  const once = statement.once === null ? null : dataText(statement.once.evaluate(task.scope));
  return commit(task, statement, transaction.request(once), tools, (answer, cause) => {
    if (!('conflict' in answer)) {
      if (answer.duplicate) deduplicated(task, once ?? '', tools);
      task.next = behind;
      return tools.go(task, answer.duplicate ? task.cause : cause);
    }
    if (transaction.attempt <= statement.conflictRetries) {
      begin(task, statement, transaction.attempt + 1);
      task.next = (boundaries[0] as number) + 1;
      return tools.go(task, cause);
    }
    if (statement.blocks.length === 1) return tools.fail(task, answer.conflict);
    task.next = (boundaries[1] as number) + 1;
    tools.go(task, cause);
  });
}

function deduplicated(task: Task, key: string, { world, owner }: VerbTools): void {
  const { trace, clock } = world;
  const base = { seq: trace.next, tUs: clock.nowUs, at: owner, cause: task.cause };
  task.cause = trace.append({ ...base, kind: 'message.deduplicated', message: task.hop.message, key });
}
