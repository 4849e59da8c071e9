import { z } from 'zod';
import { duration, fields, orDuration, whole, word } from '../schema-parts.ts';
import { GUARD_LAYERS } from './guard-spec.ts';

const MOST = 1_000_000;
const percent = z.number().gt(0).max(100);

const window = z.union([whole(1, MOST), orDuration], {
  error: '`window` is a number of calls, or a time such as `10s`',
});

/** What a call, and a client's workload, can say of its guards. */
export const guardFields = {
  breaker: fields('a circuit breaker', {
    product: word('a product', ['resilience4j', 'opossum']).optional(),
    failureRate: percent.optional(),
    slowRate: percent.optional(),
    slowCall: duration.optional(),
    window: window.optional(),
    buckets: whole(1, 1_000).optional(),
    minimum: whole(0, MOST).optional(),
    trials: whole(1, MOST).optional(),
    wait: duration.optional(),
    automatic: z.boolean().optional(),
    patience: duration.optional(),
  }).optional(),
  bulkhead: fields('a bulkhead', { places: whole(1, MOST), wait: duration.optional() }, '{ places: 5 }').optional(),
  rateLimit: fields(
    'a rate limit',
    { limit: whole(1, MOST), per: duration, wait: duration.optional() },
    '{ limit: 10, per: 1s }',
  ).optional(),
  order: z.array(word('a guard', GUARD_LAYERS)).min(1).max(GUARD_LAYERS.length).optional(),
};

/** What bounds the retries of all calls to one receiver together. */
export const budgetSchema = fields('a retry budget', {
  product: word('a product', ['aws', 'grpc']).optional(),
  capacity: whole(1, MOST).optional(),
  cost: whole(0, MOST).optional(),
  timeoutCost: whole(0, MOST).optional(),
  refund: whole(0, MOST).optional(),
  tokens: whole(1, 1_000).optional(),
  ratio: z.number().min(0.001).max(1_000).optional(),
});

const guards = z.object(guardFields);
export type GuardsDocument = z.infer<typeof guards>;
export type BudgetDocument = z.infer<typeof budgetSchema>;
