import { z } from 'zod';
import { common, fields, value, word } from '../schema-parts.ts';

/** What a subscriber asks for: binding keys, or a JSON event pattern. */
export const interestFields = {
  keys: z.array(z.string().max(255)).min(1).max(50).optional(),
  pattern: value.optional(),
};

export const topicSchema = fields('a topic', {
  kind: z.literal('topic'),
  ...common,
  exchange: word('a kind of exchange', ['topic', 'fanout', 'direct']).optional(),
  unroutable: word('what becomes of messages that nobody asks for', ['drop', 'return']).optional(),
  subscribers: z
    .array(fields('a subscriber', { to: z.string(), ...interestFields }, '{ to: kitchen }'))
    .max(60)
    .optional(),
});

export type TopicDocument = z.infer<typeof topicSchema>;
