import type { Statement } from './program.ts';

/** The blocks inside a statement, in the order of their lines. */
export function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  if (statement.op === 'if') return [statement.then, statement.otherwise];
  if (statement.op === 'call') return statement.fallback === null ? [] : [statement.fallback];
  return 'blocks' in statement ? (statement.blocks as readonly (readonly Statement[])[]) : [];
}

/** A block's statements with those inside them, in the order of their lines. */
export function* statementsIn(block: readonly Statement[]): Generator<Statement> {
  for (const statement of block) {
    yield statement;
    for (const inner of blocksOf(statement)) yield* statementsIn(inner);
  }
}
