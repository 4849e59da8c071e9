import type { ClientSpec, Scenario, Sending, ServiceSpec } from '../scenario/scenario.ts';
import type { Statement } from '../scenario/program.ts';
import { statementsIn } from '../scenario/blocks.ts';

/** A way that messages take between two components, as the stage draws it: in the direction in which they set out. */
export interface Edge {
  /** Unique in its topology. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `call`: somebody waits for an answer; `send`: nobody does, but for the ack of a log; `subscribe`: the receiver pulls. */
  readonly mode: 'call' | 'send' | 'subscribe';
  /** The names of the messages, in the order of the document. */
  readonly messages: readonly string[];
  /** Which call this is of a handler that makes several, from 1; null for all else. */
  readonly order: number | null;
  /** Subscriptions: the consumer group and the letters of its pin. */
  readonly group: string | null;
  readonly mark: string | null;
}

/** All ways that a scenario's messages can take, in the order of its components. */
export function topologyOf(scenario: Scenario): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const add = (edge: Omit<Edge, 'id' | 'messages'>, message: string | null): void => {
    const id = [edge.mode, edge.from, edge.to, ...(edge.group === null ? [] : [edge.group])].join(' ');
    const known = edges.get(id);
    const messages = known?.messages ?? [];
    const isNew = message !== null && !messages.includes(message);
    edges.set(id, {
      ...edge,
      id,
      order: known?.order ?? edge.order,
      messages: isNew ? [...messages, message] : messages,
    });
  };
  for (const component of scenario.components.values()) {
    if (component.kind === 'client') addWorkloads(component, add);
    if ('handlers' in component) addHandlers(component, add);
    for (const { to, message, mode = 'send' } of component.sendings ?? [])
      add({ from: component.id, to, mode, ...NO_GROUP }, message);
  }
  for (const component of scenario.components.values()) {
    if (component.tails !== undefined)
      add({ from: component.tails, to: component.id, mode: 'subscribe', ...NO_GROUP }, null);
    if ('consumes' in component) addSubscriptions(component, [...edges.values()], add);
  }
  return [...edges.values()];
}

type Add = (edge: Omit<Edge, 'id' | 'messages'>, message: string | null) => void;

const NO_GROUP = { order: null, group: null, mark: null } as const;

function addWorkloads({ id, sends }: ClientSpec, add: Add): void {
  for (const { to, message, oneWay } of sends) {
    add({ from: id, to, mode: oneWay ? 'send' : 'call', ...NO_GROUP }, message);
  }
}

function addHandlers({ id, handlers }: Pick<ServiceSpec, 'id' | 'handlers'>, add: Add): void {
  for (const { statements } of handlers.values()) {
    const all = [...statementsIn(statements)];
    const callees = [...new Set(all.filter(isCall).map(({ to }) => to))];
    for (const statement of all) {
      const { op } = statement;
      if (op === 'call') {
        const order = callees.length > 1 ? callees.indexOf(statement.to) + 1 : null;
        add({ from: id, to: statement.to, mode: 'call', ...NO_GROUP, order }, statement.message);
      } else if (op === 'send' || op === 'publish') {
        add({ from: id, to: statement.to, mode: 'send', ...NO_GROUP }, statement.message);
      } else if ('sendings' in statement) {
        for (const { to, message, mode = 'send' } of statement.sendings as readonly Sending[])
          add({ from: id, to, mode, ...NO_GROUP }, message);
      }
    }
  }
}

/** What a consumer gets of a log is what others put into it and it has a handler for. */
function addSubscriptions(
  { id, consumes, handlers }: Pick<ServiceSpec, 'id' | 'consumes'> & Partial<Pick<ServiceSpec, 'handlers'>>,
  edges: readonly Edge[],
  add: Add,
): void {
  for (const { from, group, mark } of consumes) {
    const edge = { from, to: id, mode: 'subscribe', order: null, group, mark } as const;
    const published = new Set(
      edges.filter(({ to, mode }) => to === from && mode !== 'subscribe').flatMap(({ messages }) => messages),
    );
    const handled = [...published].filter((message) => handlers?.has(message) ?? true);
    if (handled.length === 0) add(edge, null);
    for (const message of handled) add(edge, message);
  }
}

function isCall(statement: Statement): statement is Extract<Statement, { op: 'call' }> {
  return statement.op === 'call';
}
