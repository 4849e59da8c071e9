import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import {
  common,
  distribution,
  duration,
  expression,
  fields,
  name,
  probability,
  value,
  whole,
  word,
} from '../schema-parts.ts';
import { blockSchema, retrySchema } from '../statement-schema.ts';

const process = {
  ...common,
  workers: whole(1, LIMITS.workers).optional(),
  queue: whole(0, 1_000_000).optional(),
  restart: duration.optional(),
};

const route = fields('a route', {
  message: z.string(),
  to: z.string(),
  when: expression.optional(),
  as: z.string().optional(),
  data: value.optional(),
  key: value.optional(),
  work: distribution.optional(),
  timeout: duration.optional(),
  retry: retrySchema.optional(),
  fallback: blockSchema.optional(),
});

const routing = {
  ...process,
  routes: z.array(route).max(200).optional(),
  on: z.record(z.string(), blockSchema).optional(),
};

export const gatewaySchema = fields('a gateway', { kind: z.literal('gateway'), ...routing });
export const busSchema = fields('a service bus', { kind: z.literal('esb'), ...routing });

export const balancerSchema = fields('a load balancer', {
  kind: z.literal('balancer'),
  ...process,
  messages: z.array(z.string()).min(1).max(50),
  targets: z.array(z.string()).min(1).max(50),
  policy: word('a policy', ['round-robin', 'random', 'least-connections']).optional(),
  timeout: duration.optional(),
  attempts: whole(1, LIMITS.attempts).optional(),
  eject: fields('`eject`', { failures: whole(1, 1_000), for: duration }).optional(),
});

const cached = fields('what is cached', { key: value, ttl: duration.optional() });

export const cacheSchema = fields('a cache', {
  kind: z.literal('cache'),
  ...process,
  of: z.string(),
  caches: z.record(z.string(), cached),
  passes: z.array(z.string()).max(50).optional(),
  capacity: whole(1, 1_000_000).optional(),
  staleIfError: z.boolean().optional(),
  coalesce: z.boolean().optional(),
  timeout: duration.optional(),
  consumes: z
    .array(
      fields('a consumption', {
        from: z.string(),
        group: name('a consumer group').optional(),
        mark: z.string().min(1).max(2).optional(),
      }),
    )
    .max(20)
    .optional(),
  invalidates: z.record(z.string(), value).optional(),
});

const behaviour = {
  takes: distribution.optional(),
  fails: probability.optional(),
  refuses: probability.optional(),
  why: z.string().max(300).optional(),
};

export const externalSchema = fields('an external system', {
  kind: z.literal('external'),
  ...process,
  answers: z.record(z.string(), fields('an answer', { ...behaviour, reply: value.optional() })),
  script: z
    .array(
      fields('a phase of the script', {
        from: duration,
        to: duration.optional(),
        ...behaviour,
        silent: z.boolean().optional(),
      }),
    )
    .max(100)
    .optional(),
});

export type GatewayDocument = z.infer<typeof gatewaySchema>;
export type BusDocument = z.infer<typeof busSchema>;
export type BalancerDocument = z.infer<typeof balancerSchema>;
export type CacheDocument = z.infer<typeof cacheSchema>;
export type ExternalDocument = z.infer<typeof externalSchema>;
