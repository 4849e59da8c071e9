import type { Program, Statement } from '../../scenario/program.ts';

/** One place of a flat program: a statement, or a jump past a part that is not run. */
export interface Instruction {
  /** null: a jump. */
  readonly statement: Statement | null;
  /** A jump's goal; where an `if` that does not hold or a call that failed goes on; -1: nowhere, the handler fails. */
  readonly target: number;
}

/** A program as a flat list, so that a task can be suspended anywhere by keeping one index. Its end is the list's length. */
export function flatten(program: Program): readonly Instruction[] {
  const list: { statement: Statement | null; target: number }[] = [];
  const emit = (statement: Statement | null): { target: number } => {
    const instruction = { statement, target: -1 };
    list.push(instruction);
    return instruction;
  };
  const block = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      const instruction = emit(statement);
      if (statement.op === 'if') branch(instruction, statement.then, statement.otherwise);
      else if (statement.op === 'call' && statement.fallback !== null) branch(instruction, [], statement.fallback);
    }
  };
  const branch = (
    instruction: { target: number },
    onward: readonly Statement[],
    otherwise: readonly Statement[],
  ): void => {
    block(onward);
    const jump = emit(null);
    instruction.target = list.length;
    block(otherwise);
    jump.target = list.length;
  };
  block(program.statements);
  return list;
}
