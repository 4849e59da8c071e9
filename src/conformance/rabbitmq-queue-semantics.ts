import { US_PER_MS } from '../kernel/time.ts';
import type { DeathReason } from '../components/queue/amqp-message.ts';
import { DEAD_LETTERS, RabbitBroker } from './rabbitmq-broker.ts';
import type { Delivered } from './rabbitmq-broker.ts';
import { checkConsumers, checkPrefetch } from './rabbitmq-consumers.ts';
import type { Report } from './report.ts';

type Trace = Readonly<Record<string, unknown>>;
type Check = (name: string, trace: Trace, report: Report) => void;

const { exchange, routingKey } = DEAD_LETTERS;
const deadLetter = { exchange, routingKey };

/** The forms of a trace, each known by a field that only it has. */
const FORMS: readonly (readonly [field: string, check: Check])[] = [
  ['deliveredBeforeAck', checkPrefetch],
  ['consumerA', checkConsumers],
  ['drain', checkRequeue],
  ['xdeath', checkDeathHeaders],
  ['kept', checkMaxLength],
  ['dlqWhileUnacked', checkTtlUnacked],
  ['limit', checkDeliveryLimit],
  ['deliveries', checkRetryLoop],
  ['order', checkPriority],
];

/** Holds the queue's RabbitMQ rules against recorded traces of a RabbitMQ broker. */
export function check(document: unknown, report: Report): void {
  const { traces } = document as { readonly traces: Readonly<Record<string, Trace>> };
  for (const [name, trace] of Object.entries(traces)) {
    const form = FORMS.find(([field]) => field in trace);
    if (form === undefined) report.case(`${name}: a form that this check knows`, Object.keys(trace), null);
    else form[1](name, trace, report);
  }
}

const pair = ({ message, redelivered }: Delivered): readonly [string, boolean] => [message.body, redelivered];

/** `get 1,2,3 then nack(3,multiple,requeue)`, then what is left. */
function checkRequeue(name: string, trace: Trace, report: Report): void {
  const { desc, drain } = trace as { readonly desc: string; readonly drain: readonly [string, boolean][] };
  const got = /get ([\d,\s]+)/.exec(desc)?.[1]?.split(',').map(Number) ?? [];
  const broker = new RabbitBroker();
  broker.declare('q');
  const last = (trace['n'] as number | undefined) ?? Math.max(...got, ...drain.map(([body]) => Number(body)));
  for (let i = 1; i <= last; i++) broker.publish('q', String(i));
  for (const _ of got) broker.get('q', 'c');
  for (const [, verb, list = ''] of desc.matchAll(/\b(ack|nack|reject)\(([^)]*)\)/g)) {
    const [tag = '', ...flags] = list.split(',').map((text) => text.trim());
    const multiple = flags.includes('multiple');
    broker.act('q', (queue) =>
      verb === 'ack'
        ? queue.ack('c', Number(tag), multiple, 0)
        : queue.nack('c', Number(tag), multiple, flags.includes('requeue'), 0),
    );
  }
  if (/\bclose/.test(desc)) broker.act('q', (queue) => queue.close('c', 0));
  report.case(`${name}: drain`, drain, broker.drain('q').map(pair));
}

interface DeathHeader {
  readonly queue: string;
  readonly reason: DeathReason;
  readonly exchange: string;
  readonly 'routing-keys': readonly string[];
}

/** A chain of queues in which a message dies, oldest death last, and the headers that it then has. */
function checkDeathHeaders(name: string, trace: Trace, report: Report): void {
  const chain = [...(trace['xdeath'] as readonly DeathHeader[])].reverse();
  const broker = new RabbitBroker();
  chain.forEach(({ queue, reason }, index) => {
    const next = chain[index + 1];
    const to = {
      exchange: (next?.exchange ?? trace['exchange']) as string,
      routingKey: next?.['routing-keys'][0] ?? null,
    };
    broker.bind(to.exchange, next?.queue ?? DEAD_LETTERS.queue);
    broker.declare(queue, {
      deadLetter: to,
      ttlUs: reason === 'expired' ? US_PER_MS : null,
      maxLength: reason === 'maxlen' ? 0 : null,
      deliveryLimit: reason === 'delivery_limit' ? 0 : null,
    });
  });
  const [first] = chain;
  if (first === undefined) return;
  const [key = first.queue] = first['routing-keys'];
  broker.publish(first.queue, 'm', { exchange: first.exchange, routingKey: key });
  for (const { queue, reason } of chain) {
    if (reason === 'expired') broker.wait(US_PER_MS);
    else if (reason !== 'maxlen') {
      const tag = broker.get(queue, queue)?.tag ?? 0;
      broker.act(queue, (it) => it.nack(queue, tag, false, reason === 'delivery_limit', broker.nowUs));
    }
  }
  const [dead] = broker.drain(DEAD_LETTERS.queue);
  const deaths = dead?.message.deaths.map((death) => ({
    count: death.count,
    reason: death.reason,
    queue: death.queue,
    exchange: death.exchange,
    'routing-keys': death.routingKeys,
  }));
  report.case(`${name}: x-death`, trace['xdeath'], deaths);
  report.case(`${name}: first death reason`, trace['firstDeathReason'], dead?.message.firstDeath?.reason);
  report.case(`${name}: routing key`, trace['routingKey'], dead?.message.routingKey);
  report.case(`${name}: exchange`, trace['exchange'], dead?.message.exchange);
}

function checkMaxLength(name: string, trace: Trace, report: Report): void {
  const broker = new RabbitBroker();
  const rejects = /reject/i.test(`${name} ${String(trace['overflow'] ?? '')}`);
  const toDeadLetters = ((trace['deadLettered'] as readonly unknown[] | undefined) ?? []).length > 0;
  const overflow = !rejects ? 'drop-head' : toDeadLetters ? 'reject-publish-dlx' : 'reject-publish';
  broker.declare('q', { maxLength: trace['maxLength'] as number, overflow, deadLetter });
  for (const body of trace['published'] as readonly (string | number)[]) broker.publish('q', String(body));
  report.case(
    `${name}: kept`,
    trace['kept'],
    broker.ready('q').map(({ body }) => body),
  );
  if ('deadLettered' in trace) {
    const dead = broker.ready(DEAD_LETTERS.queue).map(({ body, deaths }) => [body, deaths[0]?.reason]);
    report.case(`${name}: dead-lettered`, trace['deadLettered'], dead);
  }
  for (const field of ['rejected', 'refused', 'nacked'])
    if (field in trace) report.case(`${name}: ${field}`, (trace[field] as unknown[]).map(String), broker.refused());
}

/** `ttl 200ms, message held unacked 500ms then requeued` */
function checkTtlUnacked(name: string, trace: Trace, report: Report): void {
  const [ttlUs = 0, heldUs = 0] = [...String(trace['desc']).matchAll(/(\d+) ?ms/g)].map(
    ([, ms]) => Number(ms) * US_PER_MS,
  );
  const broker = new RabbitBroker();
  broker.declare('q', { ttlUs, deadLetter });
  broker.publish('q', 'm');
  const tag = broker.get('q', 'c')?.tag ?? 0;
  broker.wait(heldUs);
  report.case(`${name}: while unacknowledged`, trace['dlqWhileUnacked'], broker.ready(DEAD_LETTERS.queue).length);
  broker.act('q', (queue) => queue.nack('c', tag, false, true, broker.nowUs));
  report.case(`${name}: after the requeue`, trace['dlqAfterRequeue'], broker.ready(DEAD_LETTERS.queue).length);
}

function checkDeliveryLimit(name: string, trace: Trace, report: Report): void {
  const broker = new RabbitBroker();
  broker.declare('q', { deliveryLimit: trace['limit'] as number, deadLetter });
  broker.publish('q', 'm');
  const deliveries: [number, boolean][] = [];
  for (let next = broker.get('q', 'c'); next !== null; next = broker.get('q', 'c')) {
    const { tag, returns, redelivered } = next;
    deliveries.push([returns, redelivered]);
    broker.act('q', (queue) => queue.nack('c', tag, false, true, 0));
  }
  report.case(`${name}: deliveries`, trace['deliveries'], deliveries);
  const [dead] = broker.ready(DEAD_LETTERS.queue);
  report.case(`${name}: reason`, trace['dlqReason'], dead?.deaths[0]?.reason);
}

/** `work --reject--> retry(ttl 100ms) --expired--> work`: round and round. */
function checkRetryLoop(name: string, trace: Trace, report: Report): void {
  const hops = [...String(trace['desc']).matchAll(/(\w+)(?:\(ttl (\d+) ?ms\))? --(\w+)--> (?=(\w+))/g)].map(
    ([, queue = '', ttl, reason = '', to = '']) => ({
      queue,
      ttlUs: ttl === undefined ? null : Number(ttl) * US_PER_MS,
      reason,
      to,
    }),
  );
  const broker = new RabbitBroker();
  for (const { queue, ttlUs, to } of hops)
    broker.declare(queue, { ttlUs, deadLetter: { exchange: '', routingKey: to } });
  const start = hops[0]?.queue ?? '';
  broker.publish(start, 'm');
  const expected = trace['deliveries'] as readonly unknown[];
  const deliveries = expected.map(() => {
    let seen: Delivered | null = null;
    for (const { queue, ttlUs, reason } of hops) {
      if (reason === 'expired') {
        broker.wait(ttlUs ?? 0);
        continue;
      }
      const got = broker.get(queue, queue);
      seen ??= got;
      broker.act(queue, (it) => it.nack(queue, got?.tag ?? 0, false, false, broker.nowUs));
    }
    return seen?.message.deaths.map((death) => [death.queue, death.reason, death.count]);
  });
  report.case(`${name}: x-death on deliveries`, expected, deliveries);
}

function checkPriority(name: string, trace: Trace, report: Report): void {
  const broker = new RabbitBroker();
  broker.declare('q', { maxPriority: (trace['maxPriority'] as number | undefined) ?? null });
  for (const [body, priority] of trace['published'] as readonly (readonly [string, number | null])[])
    broker.publish('q', body, { priority });
  report.case(
    `${name}: order`,
    trace['order'],
    broker.drain('q').map(({ message }) => message.body),
  );
}
