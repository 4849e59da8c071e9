import type { ComponentBase, ConsumptionBase } from '../scenario.ts';

/** A queue's arguments under RabbitMQ's rules. */
export interface RabbitmqSettings {
  readonly rules: 'rabbitmq';
  /** How long a message may be ready; null: for ever. */
  readonly ttlUs: number | null;
  /** The most messages that may be ready; null: no bound. */
  readonly maxLength: number | null;
  /** What gives way where the queue is full: its oldest message, or the new one. */
  readonly overflow: 'drop-head' | 'reject-publish' | 'reject-publish-dlx';
  /** The highest priority that the queue tells apart; null: it knows none. */
  readonly maxPriority: number | null;
  /** RabbitMQ's `x-dead-letter-exchange` and `x-dead-letter-routing-key` (null: dead letters keep their own). */
  readonly deadLetter: { readonly exchange: string; readonly routingKey: string | null } | null;
  /** How often a message may come back before it is given up (quorum queues); null: as often as it likes. */
  readonly deliveryLimit: number | null;
  /** Messages survive a crash of the broker. */
  readonly durable: boolean;
}

/** A queue's attributes under SQS's rules. */
export interface SqsSettings {
  readonly rules: 'sqs';
  readonly fifo: boolean;
  /** How long a received message is hidden from others. */
  readonly visibilityTimeoutUs: number;
  /** How long a sent message is hidden at first. */
  readonly delayUs: number;
  /** How long a message is kept. */
  readonly retentionUs: number;
  /** After so many receives a message goes to the dead-letter queue; null: there is none. */
  readonly maxReceiveCount: number | null;
  /** FIFO: a message without a deduplication id is known by its content. */
  readonly contentBasedDeduplication: boolean;
  /** FIFO: where a deduplication id counts. */
  readonly deduplicationScope: 'queue' | 'messageGroup';
}

/** A queue of a broker. */
export interface QueueSpec extends ComponentBase {
  readonly kind: 'queue';
  readonly rules: 'rabbitmq' | 'sqs';
  readonly settings: RabbitmqSettings | SqsSettings;
  /** The component that gets its dead letters: a queue, or a topic; null: they are gone. */
  readonly deadLetterTo: string | null;
}

/** What a service does with a message that its handler failed on. */
type OnFailure = 'requeue' | 'reject' | 'leave';

/** How a service takes messages from a queue. */
export interface QueueConsumption extends ConsumptionBase {
  readonly source: 'queue';
  readonly rules: 'rabbitmq' | 'sqs';
  /** RabbitMQ: the most deliveries that it may hold unacknowledged; null: no bound. */
  readonly prefetch: number | null;
  /** RabbitMQ: the broker counts a message as acknowledged as soon as it is sent. */
  readonly autoAck: boolean;
  /** SQS: the most messages that one receive asks for. */
  readonly batch: number;
  /** SQS: instead of the queue's; null: the queue's. */
  readonly visibilityTimeoutUs: number | null;
  readonly onFailure: OnFailure;
}
