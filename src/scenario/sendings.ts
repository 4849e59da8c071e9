import type { Statement } from './program.ts';
import type { ComponentSpec } from './scenario.ts';

/** A message that a component's definition says it sends, and to whom. */
export interface Sending {
  readonly message: string;
  readonly to: string;
}

/** Everything that a component can send, in the order of its definition. */
export function sendingsOf(spec: ComponentSpec): readonly Sending[] {
  if (spec.kind === 'client') return spec.sends.map(({ message, to }) => ({ message, to }));
  if (spec.kind === 'log') return [];
  return [...spec.handlers.values()].flatMap(({ statements }) =>
    [...statementsIn(statements)].flatMap((statement) =>
      statement.op === 'call' || statement.op === 'send' || statement.op === 'publish'
        ? [{ message: statement.message, to: statement.to }]
        : [],
    ),
  );
}

/** Who sends to whom, as pairs of sender and receiver without repetition; a log sends to its consumers. */
export function talksOf(components: ReadonlyMap<string, ComponentSpec>): readonly (readonly [string, string])[] {
  const talks = new Map<string, readonly [string, string]>();
  const add = (from: string, to: string): void => {
    talks.set(`${from} ${to}`, [from, to]);
  };
  for (const spec of components.values()) {
    for (const { to } of sendingsOf(spec)) add(spec.id, to);
    if (spec.kind === 'service') for (const { from } of spec.consumes) add(from, spec.id);
  }
  return [...talks.values()];
}

/** Tables that a component's handlers read or write, in the order of first mention. */
export function tablesOf(spec: ComponentSpec): readonly string[] {
  if (spec.kind !== 'service') return [];
  const tables = new Set<string>();
  for (const { statements } of spec.handlers.values()) {
    for (const statement of statementsIn(statements)) {
      if (statement.op === 'read' || statement.op === 'write') tables.add(statement.table);
    }
  }
  return [...tables];
}

/** A block's statements with those inside them, in the order of their lines. */
export function* statementsIn(block: readonly Statement[]): Generator<Statement> {
  for (const statement of block) {
    yield statement;
    if (statement.op === 'if') {
      yield* statementsIn(statement.then);
      yield* statementsIn(statement.otherwise);
    }
    if (statement.op === 'call' && statement.fallback !== null) yield* statementsIn(statement.fallback);
  }
}
