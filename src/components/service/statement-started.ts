import type { Statement } from '../../scenario/program.ts';
import type { StatementStarted } from '../../trace/entry.ts';
import type { World } from '../world.ts';
import type { Task } from './task.ts';

/** The entry that says at which line a task is now. */
export function statementStarted(
  { trace, clock }: World,
  at: string,
  { id, worker, cause, branch }: Task,
  { line, op }: Statement,
  untilUs: number | null,
): StatementStarted {
  const tUs = clock.nowUs;
  const seq = trace.next;
  const kind = 'statement.started';
  // Spelled out twice: this runs for every line of every task, and a spread is several times slower.
  return branch === undefined
    ? { seq, tUs, at, cause, kind, task: id, worker, line, op, untilUs }
    : { seq, tUs, at, cause, kind, task: id, worker, line, op, untilUs, branch };
}
