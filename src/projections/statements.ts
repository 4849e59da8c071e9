import type { Statement } from '../scenario/program.ts';

/** All statements of a handler, also those inside others, in the order of their lines. */
export function* statementsOf(statements: readonly Statement[]): Generator<Statement> {
  for (const statement of statements) {
    yield statement;
    if (statement.op === 'if') {
      yield* statementsOf(statement.then);
      yield* statementsOf(statement.otherwise);
    } else if (statement.op === 'call' && statement.fallback !== null) yield* statementsOf(statement.fallback);
  }
}
