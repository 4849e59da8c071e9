import type { DeleteStatement } from '../../scenario/statements/delete.ts';
import { dataText } from '../data-text.ts';
import { deleteRow } from './transaction.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

/** Removes a row: at once, or at the end of the task where it runs in a transaction. */
export function runDelete(
  task: Task,
  { table, key }: DeleteStatement,
  _: unknown,
  { world, owner, tables }: VerbTools,
): Flow {
  deleteRow(world, owner, tables, task, table, dataText(key.evaluate(task.scope)));
  return 'next';
}
