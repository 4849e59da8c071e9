import type { Statement } from '../../scenario/program.ts';
import { DEFAULT_PUBLISH_RETRY } from '../../scenario/retries.ts';
import type { RetrySpec } from '../../scenario/scenario.ts';
import type { Message } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import type { Exchanges } from '../exchanges.ts';
import type { LogPort, Transaction } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { ProduceOrder } from '../produce-order.ts';
import { ProducerLine } from './producer-line.ts';
import type { Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

type PublishStatement = Extract<Statement, { readonly op: 'publish' }>;

const PUBLISH_TIMEOUT_US = 1_000_000;
/** Where the document says nothing, an idempotent producer tries for 120 s, as Kafka's. */
const PATIENT: RetrySpec = { attempts: 600, backoff: 'fixed', delayUs: 200_000, maxDelayUs: null, jitter: 'none' };

/** Who numbers what it sends: a service's process, or a transaction. */
interface Producer {
  readonly producerId: number;
  epoch: number;
  /** By log and partition. */
  readonly lines: Map<string, ProducerLine>;
}

/** The idempotent producer of each service, with the process that it belongs to: another one after each crash. */
const producers = new WeakMap<Exchanges, Producer & { readonly session: number }>();
/** The transactions of records that are handled; each attempt to handle one has its own. */
const transactions = new WeakMap<Hop, Producer & { readonly task: number; readonly transaction: string }>();

/** Publishes as the whole broker lets producers ask: acks of nobody, the leader or all; once; in a transaction. */
export function produce(task: Task, statement: PublishStatement, tools: VerbTools): Flow {
  const { world, owner, messenger, exchanges } = tools;
  const { to, producing } = statement;
  const key = statement.key?.evaluate(task.scope) ?? null;
  const data = statement.data.evaluate(task.scope);
  const message = messenger.make(task, statement.message, data, key === null ? null : dataText(key));
  const { acks = 'all', idempotent = false } = producing ?? {};
  const log = world.port('log', to);
  const partition = log.partitionFor(message.key);
  if (isInTransaction(task, tools)) {
    const producer = transactionOf(task, tools);
    if (producer === null) {
      tools.fail(task, 'the partition of the record that it handles has gone to somebody else');
      return 'suspended';
    }
    numbered(task, statement, tools, message, partition, producer, producer.transaction);
    return 'suspended';
  }
  if (idempotent) {
    numbered(task, statement, tools, message, partition, producerOf(exchanges, log), null);
    return 'suspended';
  }
  const order: ProduceOrder = { acks, partition, stamp: null, transaction: null };
  if (acks !== 0) {
    send(task, statement, tools, message, order, () => {});
    return 'suspended';
  }
  world.network.ship({
    message,
    from: owner,
    to,
    passage: 'publish',
    attempt: 1,
    final: true,
    expectsAnswer: false,
    timeoutAtUs: null,
    record: null,
    produce: order,
    cause: task.cause,
  });
  return 'next';
}

/** Sends a record with its number, after those before it. */
function numbered(
  task: Task,
  statement: PublishStatement,
  tools: VerbTools,
  message: Message,
  partition: number,
  producer: Producer,
  transaction: string | null,
): void {
  const place = `${statement.to} ${partition}`;
  let line = producer.lines.get(place);
  if (line === undefined) producer.lines.set(place, (line = new ProducerLine()));
  const own = line;
  own.take((baseSequence) => {
    const { producerId, epoch } = producer;
    const stamp = { producerId, epoch, baseSequence };
    const order: ProduceOrder = { acks: 'all', partition, stamp, transaction };
    send(task, statement, tools, message, order, (stored) => {
      if (!stored && transaction === null) beginAnew(producer, epoch);
      own.done();
    });
  });
}

function send(
  task: Task,
  { to, timeoutUs, retry }: PublishStatement,
  tools: VerbTools,
  message: Message,
  order: ProduceOrder,
  over: (stored: boolean) => void,
): void {
  tools.exchanges.begin(
    {
      message,
      to,
      passage: 'publish',
      timeoutUs: timeoutUs ?? PUBLISH_TIMEOUT_US,
      retry: order.stamp !== null && retry === DEFAULT_PUBLISH_RETRY ? PATIENT : retry,
      produce: order,
      answered: (_, cause) => {
        over(true);
        tools.go(task, cause);
      },
      failed: (failure, cause) => {
        over(false);
        task.cause = cause;
        tools.fail(task, failure.why, failure.code === 'timeout' ? 'timeout' : 'failed');
      },
    },
    task.cause,
  );
}

/** Whether what the task publishes is part of a transaction with the offset of its record. */
function isInTransaction({ hop }: Task, { world, owner }: VerbTools): boolean {
  const { record } = hop;
  const spec = world.scenario.components.get(owner);
  if (record === null || spec?.kind !== 'service') return false;
  return spec.consumes.some(
    (one) => one.source === 'log' && one.from === record.log && one.group === record.group && one.exactlyOnce === true,
  );
}

function transactionOf({ hop, id: task }: Task, tools: VerbTools) {
  let known = transactions.get(hop);
  if (known?.task === task) return known;
  const begun: Transaction | null = tools.subscriberOf(hop)?.transaction?.(hop) ?? null;
  if (begun === null) return null;
  const { id: transaction, producerId, epoch } = begun;
  transactions.set(hop, (known = { task, transaction, producerId, epoch, lines: new Map() }));
  return known;
}

function producerOf(exchanges: Exchanges, log: LogPort): Producer {
  const { session } = exchanges;
  let producer = producers.get(exchanges);
  if (producer?.session !== session) {
    producer = { session, producerId: log.producerId(), epoch: 0, lines: new Map() };
    producers.set(exchanges, producer);
  }
  return producer;
}

/** A record that may not have arrived leaves a gap in the numbers: the producer begins a new epoch, as Kafka's does. */
function beginAnew(producer: Producer, epoch: number): void {
  if (producer.epoch !== epoch) return;
  producer.epoch++;
  for (const line of producer.lines.values()) line.reset();
}
