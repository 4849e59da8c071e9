import { check as amqpTopicMatching } from './amqp-topic-matching.ts';
import { check as eventbridgePatterns } from './eventbridge-patterns.ts';
import { check as rabbitmqQueueSemantics } from './rabbitmq-queue-semantics.ts';
import type { Report } from './report.ts';
import { check as sqsSemantics } from './sqs-semantics.ts';

/** Drives the simulator's components with every case of one file of outside references. */
export type Driver = (document: unknown, report: Report) => void;

/** By the file's name, without `.json`. */
export const drivers: ReadonlyMap<string, Driver> = new Map<string, Driver>([
  ['amqp-topic-matching', amqpTopicMatching],
  ['eventbridge-patterns', eventbridgePatterns],
  ['rabbitmq-queue-semantics', rabbitmqQueueSemantics],
  ['sqs-semantics', sqsSemantics],
]);
