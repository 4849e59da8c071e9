import type { ConsumptionDocument } from '../document.ts';
import { listed } from '../did-you-mean.ts';
import { usOf } from '../distributions.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import { type KeyMatch, trafficTo } from './broker-traffic.ts';
import type { QueueDocument } from './queue-schema.ts';
import type { QueueConsumption, QueueSpec, RabbitmqSettings, SqsSettings } from './queue-spec.ts';

/** What the products set where the scenario says nothing, and what they refuse; the components know it. */
interface QueueProducts {
  readonly rabbitmq: RabbitmqSettings;
  readonly sqs: SqsSettings;
  /** SQS's receive count where there is a dead-letter queue. */
  readonly maxReceiveCount: number;
  /** What SQS refuses in a queue's attributes, in sentences. */
  sqsProblems(settings: SqsSettings): readonly string[];
  readonly matches: KeyMatch;
}

const RABBITMQ_FIELDS = ['ttl', 'maxLength', 'overflow', 'maxPriority', 'deliveryLimit', 'durable'] as const;
const SQS_FIELDS = [
  'fifo',
  'visibilityTimeout',
  'delay',
  'retention',
  'contentBasedDeduplication',
  'deduplicationScope',
] as const;

/** What `count` can ask a queue for. */
const QUEUE_OUTCOMES = [
  'ready',
  'unacked',
  'delayed',
  'enqueued',
  'delivered',
  'acknowledged',
  'requeued',
  'dead-lettered',
  'discarded',
  'refused',
  'deduplicated',
  'redriven',
] as const;

/** A queue's spec; what its product would refuse is told. */
export function compileQueue(
  document: QueueDocument,
  context: KindContext,
  products: QueueProducts,
): OwnSpec<QueueSpec> {
  const rules = document.rules ?? 'rabbitmq';
  refuseForeign(document, rules, context);
  const deadLetterTo = document.deadLetter?.to ?? null;
  if (document.deadLetter !== undefined) checkDeadLetter(document, rules, context);
  return {
    kind: 'queue',
    rules,
    settings: rules === 'sqs' ? sqs(document, context, products) : rabbitmq(document, context, products),
    deadLetterTo,
    sendings:
      deadLetterTo === null
        ? []
        : trafficTo(context.id, context.references.components, products.matches).map((message) => ({
            message,
            to: deadLetterTo,
          })),
    outcomes: QUEUE_OUTCOMES,
  };
}

/** How a service takes messages from a queue. */
export function compileQueueConsumption(document: ConsumptionDocument, context: KindContext): QueueConsumption {
  const { from, mark, prefetch, autoAck = false, batch = 1, visibilityTimeout, onFailure } = document;
  const { findings, components } = context.references;
  const queue = components.get(from);
  const rules = (queue?.kind === 'queue' ? queue.rules : undefined) ?? 'rabbitmq';
  if (rules === 'sqs' && onFailure === 'reject')
    findings.add(
      [...context.path, 'onFailure'],
      'SQS knows no `reject`: what is not deleted comes back, and moves to the dead-letter queue in the end; write `leave` or `requeue`',
    );
  if (autoAck && prefetch !== undefined)
    findings.add(
      [...context.path, 'prefetch'],
      '`prefetch` bounds what is unacknowledged, and with `autoAck` nothing is',
    );
  if (autoAck && onFailure !== undefined)
    findings.add(
      [...context.path, 'onFailure'],
      'with `autoAck` the broker has forgotten the message before the handler can fail',
    );
  return {
    source: 'queue',
    from,
    group: context.id,
    mark: mark ?? context.id.slice(0, 1).toUpperCase(),
    rules,
    prefetch: prefetch ?? null,
    autoAck,
    batch,
    visibilityTimeoutUs: visibilityTimeout === undefined ? null : usOf(visibilityTimeout),
    onFailure: onFailure ?? (rules === 'sqs' ? 'leave' : 'requeue'),
  };
}

function rabbitmq(
  document: QueueDocument,
  { path, references }: KindContext,
  { rabbitmq: defaults }: QueueProducts,
): RabbitmqSettings {
  const { ttl, maxLength, overflow, maxPriority, deliveryLimit, durable, deadLetter } = document;
  const { findings, components } = references;
  const refuse = (field: keyof QueueDocument, why: string): void => findings.add([...path, field], why);
  if (overflow !== undefined && maxLength === undefined)
    refuse('overflow', '`overflow` says what a full queue does; say with `maxLength` when it is full');
  if (overflow === 'reject-publish-dlx' && deadLetter === undefined)
    refuse('overflow', '`reject-publish-dlx` sends what it turns away to a dead-letter exchange; give `deadLetter`');
  if (deliveryLimit !== undefined) {
    const quorum = 'a queue with a `deliveryLimit` is a quorum queue, which';
    if (maxPriority !== undefined) refuse('maxPriority', `${quorum} knows no priorities`);
    if (durable === false) refuse('durable', `${quorum} is always durable`);
    if (overflow === 'reject-publish-dlx') refuse('overflow', `${quorum} does not know \`reject-publish-dlx\``);
  }
  const toTopic = components.get(deadLetter?.to ?? '')?.kind === 'topic';
  return {
    ...defaults,
    ...(ttl !== undefined && { ttlUs: usOf(ttl) }),
    ...(maxLength !== undefined && { maxLength }),
    ...(overflow !== undefined && { overflow }),
    ...(maxPriority !== undefined && { maxPriority }),
    ...(deliveryLimit !== undefined && { deliveryLimit }),
    ...(durable !== undefined && { durable }),
    ...(deadLetter !== undefined && {
      // A queue is reached through the default exchange, by its name.
      deadLetter: toTopic
        ? { exchange: deadLetter.to, routingKey: deadLetter.routingKey ?? null }
        : { exchange: '', routingKey: deadLetter.to },
    }),
  };
}

function sqs(document: QueueDocument, { path, references }: KindContext, products: QueueProducts): SqsSettings {
  const { fifo, visibilityTimeout, delay, retention, contentBasedDeduplication, deduplicationScope, deadLetter } =
    document;
  const settings: SqsSettings = {
    ...products.sqs,
    ...(fifo !== undefined && { fifo }),
    ...(visibilityTimeout !== undefined && { visibilityTimeoutUs: usOf(visibilityTimeout) }),
    ...(delay !== undefined && { delayUs: usOf(delay) }),
    ...(retention !== undefined && { retentionUs: usOf(retention) }),
    ...(contentBasedDeduplication !== undefined && { contentBasedDeduplication }),
    ...(deduplicationScope !== undefined && { deduplicationScope }),
    ...(deadLetter !== undefined && { maxReceiveCount: deadLetter.maxReceiveCount ?? products.maxReceiveCount }),
  };
  for (const problem of products.sqsProblems(settings)) references.findings.add(path, problem, { on: 'key' });
  return settings;
}

function refuseForeign(document: QueueDocument, rules: QueueSpec['rules'], { path, references }: KindContext): void {
  const [foreign, whose] =
    rules === 'sqs'
      ? [RABBITMQ_FIELDS, "RabbitMQ's queues; this one follows SQS's rules"]
      : [SQS_FIELDS, "SQS's queues; write `rules: sqs`"];
  for (const field of foreign) {
    if (document[field] !== undefined)
      references.findings.add([...path, field], `\`${field}\` is for ${whose}`, { on: 'key' });
  }
}

function checkDeadLetter(
  document: QueueDocument,
  rules: QueueSpec['rules'],
  { id, path, references }: KindContext,
): void {
  const { to, routingKey, maxReceiveCount } = document.deadLetter as NonNullable<QueueDocument['deadLetter']>;
  const at = [...path, 'deadLetter'];
  const refuse = (field: string, why: string): void => references.findings.add([...at, field], why);
  const target = references.component(to, [...at, 'to']);
  if (target === null) return;
  if (maxReceiveCount !== undefined && rules === 'rabbitmq')
    refuse('maxReceiveCount', '`maxReceiveCount` is for SQS; RabbitMQ counts with `deliveryLimit`');
  if (routingKey !== undefined && (rules === 'sqs' || target.kind === 'queue'))
    refuse('routingKey', 'a `routingKey` matters where dead letters go to a topic');
  if (to === id) return refuse('to', 'a queue cannot be its own dead-letter queue here; write a second queue');
  if (target.kind === 'topic' && rules === 'rabbitmq') return;
  if (target.kind !== 'queue') {
    const able = rules === 'rabbitmq' ? ['queue', 'topic'] : ['queue'];
    return refuse(
      'to',
      `\`${to}\` is a ${target.kind}; dead letters go to a ${listed(able, 'or').replaceAll('`', '')}`,
    );
  }
  if ((target.rules ?? 'rabbitmq') !== rules)
    return refuse('to', `\`${id}\` and \`${to}\` follow the rules of two products, which know nothing of each other`);
  if (rules === 'sqs' && (target.fifo ?? false) !== (document.fifo ?? false))
    refuse(
      'to',
      'the dead-letter queue of a FIFO queue is a FIFO queue, and that of a standard queue a standard queue',
    );
}
