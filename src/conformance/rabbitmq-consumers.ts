import { RabbitBroker } from './rabbitmq-broker.ts';
import type { Report } from './report.ts';

type Trace = Readonly<Record<string, unknown>>;

const bodies = (broker: RabbitBroker, channel: string): readonly string[] =>
  broker.delivered(channel).map(({ message }) => message.body);

/** One consumer with a prefetch, which acknowledges as the trace's fields say, in their order. */
export function checkPrefetch(name: string, trace: Trace, report: Report): void {
  const broker = new RabbitBroker();
  broker.declare('q');
  for (let i = 1; i <= (trace['n'] as number); i++) broker.publish('q', String(i));
  const consumer = { prefetch: trace['prefetch'] as number, autoAck: false };
  broker.act('q', (queue) => queue.consume('c', consumer, 0));
  for (const [field, expected] of Object.entries(trace)) {
    if (field === 'n' || field === 'prefetch' || field === 'desc') continue;
    if (field === 'readyLeft') report.case(`${name}: ${field}`, expected, broker.ready('q').length);
    else if (field === 'afterChannelClose_order') {
      broker.act('q', (queue) => queue.close('c', 0));
      const left = broker.drain('q').map(({ message, redelivered }) => [message.body, redelivered]);
      report.case(`${name}: ${field}`, expected, left);
    } else {
      const tag = tagOf(field);
      if (tag !== null) broker.act('q', (queue) => queue.ack('c', tag, field.includes('Multiple'), 0));
      report.case(`${name}: ${field}`, expected, bodies(broker, 'c'));
    }
  }
}

/** `afterAckFirst`, `afterAckMultipleUpTo3rd`: the delivery tag that is acknowledged; null: none. */
function tagOf(field: string): number | null {
  if (!field.startsWith('afterAck')) return null;
  const digits = /(\d+)/.exec(field)?.[1];
  if (digits !== undefined) return Number(digits);
  return ['First', 'Second', 'Third', 'Fourth', 'Fifth'].findIndex((word) => field.endsWith(word)) + 1;
}

/** Several consumers, as the trace's description has them: `prefetch 1, A never acks, B acks at once, msgs 1..6`. */
export function checkConsumers(name: string, trace: Trace, report: Report): void {
  const desc = String(trace['desc']);
  const prefetch = /prefetch (\d+)/.exec(desc)?.[1];
  const consumers = Object.keys(trace).flatMap((field) => /^consumer([A-Z])$/.exec(field)?.[1] ?? []);
  const broker = new RabbitBroker();
  broker.declare('q');
  const attach = (): void => {
    for (const id of consumers)
      broker.act('q', (queue) =>
        queue.consume(id, { prefetch: prefetch === undefined ? null : Number(prefetch), autoAck: false }, 0),
      );
  };
  const settle = (): void =>
    acknowledge(
      broker,
      consumers.filter((id) => new RegExp(`\\b${id} acks`).test(desc)),
    );
  const late = /attached after/.test(desc);
  if (!late) attach();
  const [, first = '1', last = '0'] = /msgs (\d+)\.\.(\d+)/.exec(desc) ?? [];
  for (let i = Number(first); i <= Number(last); i++) {
    broker.publish('q', String(i));
    settle();
  }
  if (late) attach();
  settle();
  for (const id of consumers) report.case(`${name}: consumer ${id}`, trace[`consumer${id}`], bodies(broker, id));
  for (const [field, expected] of Object.entries(trace)) {
    const [, closed, other] = /^afterChannel([A-Z])Closed_redeliveredTo([A-Z])$/.exec(field) ?? [];
    if (closed === undefined || other === undefined) continue;
    const before = broker.delivered(other).length;
    broker.act('q', (queue) => queue.close(closed, 0));
    settle();
    const again = broker
      .delivered(other)
      .slice(before)
      .filter(({ redelivered }) => redelivered);
    report.case(
      `${name}: ${field}`,
      expected,
      again.map(({ message }) => message.body),
    );
  }
}

/** Lets consumers acknowledge all they hold, and what comes in its place. */
function acknowledge(broker: RabbitBroker, consumers: readonly string[]): void {
  const done = consumers.map(() => -1);
  for (let busy = true; busy;) {
    busy = false;
    consumers.forEach((id, index) => {
      const held = broker.delivered(id).length;
      if (held === 0 || held === done[index]) return;
      done[index] = held;
      busy = true;
      broker.act('q', (queue) => queue.ack(id, 0, true, 0));
    });
  }
}
