import { AMQP_DEFAULTS } from '../../components/queue/amqp-settings.ts';
import { Queue } from '../../components/queue/queue.ts';
import { SQS_DEFAULTS, SQS_LIMITS, sqsProblems } from '../../components/queue/sqs-settings.ts';
import { AmqpConsumer } from '../../components/service/amqp-consumer.ts';
import { SqsConsumer } from '../../components/service/sqs-consumer.ts';
import { subscribesTo } from '../../components/service/subscriber.ts';
import { TopicPattern } from '../../components/topic/topic-pattern.ts';
import { compilesConsumption } from '../../scenario/consumption.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileQueue, compileQueueConsumption } from '../../scenario/kinds/queue.ts';
import { buildsKind } from '../kind.ts';

const products = {
  rabbitmq: AMQP_DEFAULTS,
  sqs: SQS_DEFAULTS,
  maxReceiveCount: SQS_LIMITS.maxReceiveCount.fallback,
  sqsProblems,
  matches: (key: string, routingKey: string) => new TopicPattern(key).matches(routingKey),
};

compilesKind('queue', (document, context) => compileQueue(document, context, products));
compilesConsumption('queue', compileQueueConsumption);
buildsKind('queue', (world, spec) => new Queue(world, spec));
subscribesTo('queue', (world, owner, spec, ports) =>
  spec.rules === 'sqs' ? new SqsConsumer(world, owner, spec, ports) : new AmqpConsumer(world, owner, spec, ports),
);
