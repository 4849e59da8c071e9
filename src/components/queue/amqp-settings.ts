import type { RabbitmqSettings } from '../../scenario/kinds/queue-spec.ts';

/** A queue's arguments under RabbitMQ's rules. */
export type AmqpSettings = RabbitmqSettings;

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
