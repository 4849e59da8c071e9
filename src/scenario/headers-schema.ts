import { z } from 'zod';
import { aKind } from './kind-words.ts';
import { parseDuration } from './durations.ts';
import { value } from './schema-parts.ts';
import { expressionIn } from './template.ts';

/** The most that RabbitMQ's priorities tell apart. */
const MOST_PRIORITY = 255;

const durationOrExpression = z
  .string({ error: ({ input }) => durationProblem(input) })
  .refine((text) => expressionIn(text) !== null || 'us' in parseDuration(text), {
    error: ({ input }) => durationProblem(input),
  })
  .meta({ description: 'A duration, or an =expression that gives one.' });

const priority = value.refine((input) => expressionIn(input) !== null || isPriority(input), {
  error: ({ input }) =>
    `a priority is a whole number from 0 to ${MOST_PRIORITY}, not ${typeof input === 'number' ? input : aKind(input)}`,
});

const textOrExpression = z.string().meta({ description: 'A text, or an =expression.' });

/** What senders may tell a broker beside the data. */
export const headerFields = {
  routingKey: textOrExpression.optional(),
  ttl: durationOrExpression.optional(),
  priority: priority.optional(),
  group: value.optional(),
  dedup: value.optional(),
  delay: durationOrExpression.optional(),
};

function isPriority(input: unknown): boolean {
  return typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= MOST_PRIORITY;
}

function durationProblem(input: unknown): string {
  const parsed = parseDuration(input);
  return 'problem' in parsed ? parsed.problem : 'not a duration';
}
