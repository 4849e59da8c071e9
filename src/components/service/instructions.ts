import { blocksOf } from '../../scenario/blocks.ts';
import type { Program, Statement } from '../../scenario/program.ts';

/** One place of a flat program: a statement, a boundary between its blocks, or a jump past a part that is not run. */
export interface Instruction {
  /** null: a jump. */
  readonly statement: Statement | null;
  /** A jump's goal; where an `if` that does not hold or a call that failed goes on; -1: nowhere, the handler fails. */
  readonly target: number;
  /** Which of the statement's boundaries this is: 0 before its first block, 1 after it, and so on. */
  readonly part: number;
  /** The indexes of all its boundaries; empty for statements without blocks of a general kind. */
  readonly boundaries: readonly number[];
}

const NO_BOUNDARIES: readonly number[] = [];

/** A program as a flat list, so that a task can be suspended anywhere by keeping one index. Its end is the list's length. */
export function flatten(program: Program): readonly Instruction[] {
  const list: { statement: Statement | null; target: number; part: number; boundaries: readonly number[] }[] = [];
  const emit = (statement: Statement | null, part = 0, boundaries = NO_BOUNDARIES): { target: number } => {
    const instruction = { statement, target: -1, part, boundaries };
    list.push(instruction);
    return instruction;
  };
  const block = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.op === 'if') branch(emit(statement), statement.then, statement.otherwise);
      else if (statement.op === 'call' && statement.fallback !== null) branch(emit(statement), [], statement.fallback);
      else around(statement, blocksOf(statement));
    }
  };
  /** A boundary before, between and after the blocks, at which the statement decides where to go on. */
  const around = (statement: Statement, blocks: readonly (readonly Statement[])[]): void => {
    if (blocks.length === 0) return void emit(statement);
    const boundaries: number[] = [];
    for (let part = 0; part <= blocks.length; part++) {
      boundaries.push(list.length);
      emit(statement, part, boundaries);
      block(blocks[part] ?? []);
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
