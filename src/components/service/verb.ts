import { Registry } from '../../kernel/registry.ts';
import type { Statement } from '../../scenario/program.ts';
import type { FailureCode } from '../failure.ts';
import type { Instruction } from './instructions.ts';
import type { InterpreterPorts } from './interpreter.ts';
import type { Task } from './task.ts';

/** `next`: goes on at `task.next`; `suspended`: somebody will call `go`, `callFailed` or `fail` later. */
export type Flow = 'next' | 'suspended';

/** What a statement can do with the task that runs it. */
export interface VerbTools extends InterpreterPorts {
  /** Goes on with the task; `cause` is the seq of what made it go on. */
  go(task: Task, cause: number): void;
  /** Ends the task as failed; the code is for whoever waits for its answer. */
  fail(task: Task, why: string, code?: FailureCode): void;
}

/** Runs one statement at one of its boundaries; it may change `task.next`. Its `statement.started` is in the trace, as `task.cause`. */
export type Verb = (task: Task, instruction: Instruction, tools: VerbTools) => Flow;

const verbs = new Registry<Verb>('statement');

/** Adds a statement. */
export function runsVerb<O extends Statement['op']>(
  op: O,
  run: (
    task: Task,
    statement: Extract<Statement, { readonly op: O }>,
    instruction: Instruction,
    tools: VerbTools,
  ) => Flow,
): void {
  verbs.add(op, (task, instruction, tools) =>
    run(task, instruction.statement as Extract<Statement, { readonly op: O }>, instruction, tools),
  );
}

/** The statement that was added under this name. */
export const verbOf = (op: string): Verb => verbs.get(op);
