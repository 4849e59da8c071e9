import { statementsIn } from './blocks.ts';
import type { Statement } from './program.ts';
import type { ComponentSpec, Sending } from './scenario.ts';

/** Everything that a component can send, in the order of its definition. */
export function sendingsOf(spec: ComponentSpec): readonly Sending[] {
  if (spec.kind === 'client') return spec.sends.map(({ message, to }) => ({ message, to }));
  const configured = spec.sendings ?? [];
  if (!('handlers' in spec)) return configured;
  const handled = [...spec.handlers.values()].flatMap(({ statements }) =>
    [...statementsIn(statements)].flatMap(sendingsIn),
  );
  return [...configured, ...handled];
}

function sendingsIn(statement: Statement): readonly Sending[] {
  if ('sendings' in statement) return statement.sendings as readonly Sending[];
  const sends = statement.op === 'call' || statement.op === 'send' || statement.op === 'publish';
  return sends ? [{ message: statement.message, to: statement.to }] : [];
}

/** Who sends to whom, as pairs of sender and receiver without repetition; what is consumed from sends to its consumers. */
export function talksOf(components: ReadonlyMap<string, ComponentSpec>): readonly (readonly [string, string])[] {
  const talks = new Map<string, readonly [string, string]>();
  const add = (from: string, to: string): void => {
    talks.set(`${from} ${to}`, [from, to]);
  };
  for (const spec of components.values()) {
    for (const { to } of sendingsOf(spec)) add(spec.id, to);
    if (spec.tails !== undefined) add(spec.tails, spec.id);
    if ('consumes' in spec) for (const { from } of spec.consumes) add(from, spec.id);
  }
  return [...talks.values()];
}

/** Tables that a component's handlers read or write, in the order of first mention. */
export function tablesOf(spec: ComponentSpec): readonly string[] {
  const tables = new Set<string>(spec.tables);
  if (!('handlers' in spec)) return [...tables];
  for (const { statements } of spec.handlers.values()) {
    for (const statement of statementsIn(statements)) {
      if (statement.op === 'read' || statement.op === 'write' || statement.op === 'delete') tables.add(statement.table);
    }
  }
  return [...tables];
}
