import type { TimeUs } from '../../kernel/time.ts';
import type { DeadLetterExchange } from './death.ts';

/** A queue's arguments under RabbitMQ's rules. */
export interface AmqpSettings {
  readonly rules: 'rabbitmq';
  /** How long a message may be ready; null: for ever. */
  readonly ttlUs: TimeUs | null;
  /** The most messages that may be ready; null: no bound. */
  readonly maxLength: number | null;
  /** What gives way where the queue is full: its oldest message, or the new one. */
  readonly overflow: 'drop-head' | 'reject-publish' | 'reject-publish-dlx';
  /** The highest priority that the queue tells apart; null: it knows none. */
  readonly maxPriority: number | null;
  readonly deadLetter: DeadLetterExchange | null;
  /** How often a message may come back before it is given up (quorum queues); null: as often as it likes. */
  readonly deliveryLimit: number | null;
  /** Messages survive a crash of the broker. */
  readonly durable: boolean;
}

export const AMQP_DEFAULTS: AmqpSettings = {
  rules: 'rabbitmq',
  ttlUs: null,
  maxLength: null,
  overflow: 'drop-head',
  maxPriority: null,
  deadLetter: null,
  deliveryLimit: null,
  durable: true,
};
