import { topologyOf } from '../../projections/topology.ts';
import type { Statement } from '../../scenario/program.ts';
import type { ComponentSpec, Scenario } from '../../scenario/scenario.ts';
import { linkId } from '../../trace/link-id.ts';

/** A message that a component sends to another of its own accord, so that somebody depends on its form. */
export interface SentMessage {
  readonly message: string;
  readonly to: string;
}

/** The messages that a component sends, in the order of its document; each pair of message and receiver once. */
export function sentMessages(spec: ComponentSpec): readonly SentMessage[] {
  const sent = sendsOf(spec);
  return sent.filter(
    (one, index) => sent.findIndex((other) => other.message === one.message && other.to === one.to) === index,
  );
}

function sendsOf(spec: ComponentSpec): readonly SentMessage[] {
  switch (spec.kind) {
    case 'client':
      return spec.sends.map(({ message, to }) => ({ message, to }));
    case 'service':
      return [...spec.handlers.values()].flatMap((program) => sendsIn(program.statements));
    default:
      return [];
  }
}

function sendsIn(statements: readonly Statement[]): readonly SentMessage[] {
  return statements.flatMap((statement): readonly SentMessage[] => {
    switch (statement.op) {
      case 'call':
        return [{ message: statement.message, to: statement.to }, ...sendsIn(statement.fallback ?? [])];
      case 'send':
      case 'publish':
        return [{ message: statement.message, to: statement.to }];
      case 'if':
        return [...sendsIn(statement.then), ...sendsIn(statement.otherwise)];
      default:
        return [];
    }
  });
}

/** The ids of the links that a component uses. */
export function linksOf(scenario: Scenario, component: string): readonly string[] {
  const edges = topologyOf(scenario).filter(({ from, to }) => from === component || to === component);
  return [...new Set(edges.map(({ from, to }) => linkId(from, to)))];
}
