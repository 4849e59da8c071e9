import type { Distribution } from '../kernel/distribution.ts';
import { US_PER_MS } from '../kernel/time.ts';
import type { Scope, Template } from '../scenario/expression.ts';
import type { Program, Statement } from '../scenario/program.ts';
import type {
  ClientSpec,
  ComponentSpec,
  LogSpec,
  MessageContract,
  RetrySpec,
  Scenario,
  ServiceSpec,
} from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';

/** For tests: an order is checked with Stock in a call, then announced to two consumer groups. It touches every kind of entry. */
export function sampleScenario(changes: Partial<Scenario> = {}): Scenario {
  return {
    id: 'sample',
    title: 'Sample',
    subtitle: 'Pizza shop',
    summary: '',
    takeaway: '',
    chapter: null,
    seed: 1,
    messages: new Map([
      contract('PlaceOrder', 'command'),
      contract('Reserve', 'query'),
      contract('OrderPlaced', 'event'),
    ]),
    components: new Map(components().map((spec) => [spec.id, spec])),
    links: [],
    network: { latency: between(2, 12), loss: 0, duplication: 0, reordering: 0, holdBack: constant(30) },
    fitness: [],
    steps: [],
    variants: [],
    variant: null,
    parameters: new Map(),
    speed: 1,
    windowUs: 1_000 * US_PER_MS,
    glossary: [],
    challenge: null,
    ...changes,
  };
}

function components(): readonly ComponentSpec[] {
  const customer: ClientSpec = {
    ...named('customer', 'Customer', 0),
    kind: 'client',
    sends: [
      {
        message: 'PlaceOrder',
        to: 'orders',
        arrivals: { kind: 'open', every: between(10, 40) },
        startUs: 0,
        stopUs: null,
        count: null,
        firstNumber: 11,
        data: data(({ n }) => ({ orderId: `o${String(n)}` })),
        key: null,
        timeoutUs: 300 * US_PER_MS,
        retry: retry(2),
        oneWay: false,
      },
    ],
  };
  const orders = service('orders', 'Orders', 1, 2, 'PlaceOrder', [
    { op: 'work', line: 2, duration: between(5, 15) },
    {
      op: 'call',
      line: 3,
      message: 'Reserve',
      to: 'stock',
      data: data(({ msg }) => ({ orderId: idOf(msg) })),
      timeoutUs: 40 * US_PER_MS,
      retry: retry(2),
      as: null,
      fallback: null,
    },
    write(4, 'orders'),
    {
      op: 'publish',
      line: 5,
      message: 'OrderPlaced',
      to: 'order-events',
      key: data(({ msg }) => idOf(msg)),
      data: data(({ msg }) => ({ orderId: idOf(msg) })),
      acks: true,
      timeoutUs: 50 * US_PER_MS,
      retry: retry(3),
    },
    { op: 'reply', line: 6, data: data(() => ({ accepted: true })) },
  ]);
  const stock = service('stock', 'Stock', 2, 1, 'Reserve', [{ op: 'work', line: 2, duration: between(5, 25) }]);
  const events: LogSpec = { ...named('order-events', 'Order events', 3), kind: 'log', partitions: 3 };
  const payment = service('payment', 'Payment', 4, 2, 'OrderPlaced', [
    { op: 'dedupe', line: 2, key: data(({ msg }) => idOf(msg)) },
    { op: 'work', line: 3, duration: between(10, 30) },
    write(4, 'charges'),
  ]);
  const kitchen = service('kitchen', 'Kitchen', 5, 1, 'OrderPlaced', [
    { op: 'work', line: 2, duration: between(5, 20) },
    write(3, 'pizzas'),
  ]);
  return [customer, orders, stock, events, consuming(payment, 'P', null), consuming(kitchen, 'K', 2)];
}

function named(id: string, name: string, column: number): Pick<ComponentSpec, 'id' | 'name' | 'at' | 'about'> {
  return { id, name, at: [column, 0], about: '' };
}

function service(
  id: string,
  name: string,
  column: number,
  workers: number,
  message: string,
  statements: readonly Statement[],
): ServiceSpec {
  const program: Program = { message, statements, lines: [] };
  return {
    ...named(id, name, column),
    kind: 'service',
    workers,
    queueLimit: 20,
    restartUs: 50 * US_PER_MS,
    handlers: new Map([[message, program]]),
    consumes: [],
  };
}

function consuming(spec: ServiceSpec, mark: string, maxAttempts: number | null): ServiceSpec {
  return {
    ...spec,
    consumes: [
      { source: 'log', from: 'order-events', group: spec.id, mark, retryDelayUs: 60 * US_PER_MS, maxAttempts },
    ],
  };
}

function write(line: number, table: string): Statement {
  const count = ({ row }: Scope): Data => ({ times: ((row as { times?: number } | null)?.times ?? 0) + 1 });
  return { op: 'write', line, table, key: data(({ msg }) => idOf(msg)), keyField: 'orderId', set: data(count) };
}

function idOf(message: unknown): Data {
  return (message as { orderId: string }).orderId;
}

function data(evaluate: (scope: Scope) => Data): Template {
  return { source: '', evaluate };
}

function contract(name: string, kind: MessageContract['kind']): [string, MessageContract] {
  return [name, { name, kind, version: 1, fields: new Map([['orderId', { type: 'string', optional: false }]]) }];
}

function retry(attempts: number): RetrySpec {
  return { attempts, backoff: 'fixed', delayUs: 20 * US_PER_MS, maxDelayUs: null, jitter: 'none' };
}

function constant(ms: number): Distribution {
  return { kind: 'constant', valueUs: ms * US_PER_MS };
}

function between(fromMs: number, toMs: number): Distribution {
  return { kind: 'uniform', minUs: fromMs * US_PER_MS, maxUs: toMs * US_PER_MS };
}
