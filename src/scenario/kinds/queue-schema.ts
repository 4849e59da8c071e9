import { z } from 'zod';
import { common, duration, fields, whole, word } from '../schema-parts.ts';

const MOST_MESSAGES = 1_000_000;
const BATCH = 'one receive of SQS takes between 1 and 10 messages';

const deadLetter = fields(
  '`deadLetter`',
  { to: z.string(), routingKey: z.string().optional(), maxReceiveCount: z.int().optional() },
  '{ to: dead-letters }',
);

/** A queue; which fields belong to whose rules is for the loader to say. */
export const queueSchema = fields('a queue', {
  kind: z.literal('queue'),
  ...common,
  rules: word('a broker whose rules a queue follows', ['rabbitmq', 'sqs']).optional(),
  ttl: duration.optional(),
  maxLength: whole(0, MOST_MESSAGES).optional(),
  overflow: word('what a full queue does', ['drop-head', 'reject-publish', 'reject-publish-dlx']).optional(),
  maxPriority: whole(1, 255).optional(),
  deliveryLimit: whole(0, 1_000).optional(),
  durable: z.boolean().optional(),
  deadLetter: deadLetter.optional(),
  fifo: z.boolean().optional(),
  visibilityTimeout: duration.optional(),
  delay: duration.optional(),
  retention: duration.optional(),
  contentBasedDeduplication: z.boolean().optional(),
  deduplicationScope: word('a deduplication scope', ['queue', 'messageGroup']).optional(),
});

export type QueueDocument = z.infer<typeof queueSchema>;

/** How a service takes messages from a queue; the loader says where they don't belong. */
export const queueConsumptionFields = {
  prefetch: z
    .int()
    .min(1, { error: '`prefetch: 0` means no bound to RabbitMQ; leave `prefetch` out for that, or write 1 or more' })
    .max(65_535)
    .optional(),
  autoAck: z.boolean().optional(),
  batch: z.int().min(1, { error: BATCH }).max(10, { error: BATCH }).optional(),
  visibilityTimeout: duration.optional(),
  onFailure: word('what to do with a message whose handler failed', ['requeue', 'reject', 'leave']).optional(),
};
