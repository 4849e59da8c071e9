import { check as amqpTopicMatching } from './amqp-topic-matching.ts';
import { check as backoffJitter } from './backoff-jitter.ts';
import { check as cdcCloudEventsSaga } from './cdc-cloudevents-saga.ts';
import { check as circuitBreaker } from './circuit-breaker.ts';
import { check as eventStore } from './event-store.ts';
import { check as eventbridgePatterns } from './eventbridge-patterns.ts';
import { check as kafkaAssignors } from './kafka-assignors.ts';
import { check as kafkaIdempotentProducer } from './kafka-idempotent-producer.ts';
import { check as kafkaLogSemantics } from './kafka-log-semantics.ts';
import { check as kafkaPartitioner } from './kafka-partitioner.ts';
import { check as kafkaReplication } from './kafka-replication.ts';
import { check as pbsStaleness } from './pbs-staleness.ts';
import { check as queueing } from './queueing.ts';
import { check as rabbitmqQueueSemantics } from './rabbitmq-queue-semantics.ts';
import type { Report } from './report.ts';
import { check as schemaCompatibility } from './schema-compatibility.ts';
import { check as sqsSemantics } from './sqs-semantics.ts';
import { check as streamWindows } from './stream-windows.ts';
import { check as vectorClocks } from './vector-clocks.ts';

/** Drives the simulator's components with every case of one file of outside references. */
export type Driver = (document: unknown, report: Report) => void;

/** By the file's name, without `.json`. */
export const drivers: ReadonlyMap<string, Driver> = new Map<string, Driver>([
  ['amqp-topic-matching', amqpTopicMatching],
  ['backoff-jitter', backoffJitter],
  ['cdc-cloudevents-saga', cdcCloudEventsSaga],
  ['circuit-breaker', circuitBreaker],
  ['event-store', eventStore],
  ['eventbridge-patterns', eventbridgePatterns],
  ['kafka-assignors', kafkaAssignors],
  ['kafka-idempotent-producer', kafkaIdempotentProducer],
  ['kafka-log-semantics', kafkaLogSemantics],
  ['kafka-partitioner', kafkaPartitioner],
  ['kafka-replication', kafkaReplication],
  ['pbs-staleness', pbsStaleness],
  ['queueing', queueing],
  ['rabbitmq-queue-semantics', rabbitmqQueueSemantics],
  ['schema-compatibility', schemaCompatibility],
  ['sqs-semantics', sqsSemantics],
  ['stream-windows', streamWindows],
  ['vector-clocks', vectorClocks],
]);
