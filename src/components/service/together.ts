import type { Statement } from '../../scenario/program.ts';
import type { TogetherStatement } from '../../scenario/statements/together.ts';
import { Fork } from './fork.ts';
import type { Instruction } from './instructions.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

/** `together`: see spec.md. What the blocks find is for all. */
export function runTogether(
  task: Task,
  _: TogetherStatement<Statement>,
  { part, boundaries }: Instruction,
  tools: VerbTools,
): Flow {
  if (part > 0) {
    task.join?.ended(task.cause);
    return 'suspended';
  }
  task.next = (boundaries.at(-1) as number) + 1;
  new Fork(task, tools).begin(boundaries.slice(0, -1).map((from) => ({ scope: task.scope, from: from + 1 })));
  return 'suspended';
}
