import { z } from 'zod';
import { common, distribution, duration, fields, name, value, whole } from '../schema-parts.ts';

const upcastStep = fields(
  'a step of an upcaster',
  {
    from: whole(1, 1_000),
    to: whole(2, 1_000),
    event: name('an event').optional(),
    rename: z.record(name('a field'), name('a field')).optional(),
    default: z.record(name('a field'), value).optional(),
    remove: z.array(name('a field')).max(50).optional(),
    set: z.record(name('a field'), value).optional(),
  },
  '{ from: 1, to: 2, rename: { sum: amount } }',
);

const streamRules = fields('the rules of a stream', {
  maxCount: whole(1, 1_000_000).optional(),
  retention: duration.optional(),
});

const personal = fields(
  'personal data',
  { fields: z.array(name('a field')).min(1).max(50), subject: value },
  '{ fields: [address], subject: =event.customerId }',
);

export const eventStoreSchema = fields('an event store', {
  kind: z.literal('event-store'),
  ...common,
  restart: duration.optional(),
  append: distribution.optional(),
  read: duration.optional(),
  snapshots: fields('`snapshots`', { every: whole(1, 1_000_000) }, '{ every: 10 }').optional(),
  upcasters: z.record(z.string(), z.array(upcastStep).max(50)).optional(),
  streams: z.record(z.string().min(1).max(80), streamRules).optional(),
  vault: z.string().optional(),
  personal: z.record(z.string(), personal).optional(),
});

export type EventStoreDocument = z.infer<typeof eventStoreSchema>;

/** What a consumption of an event store has beside what all consumptions have. */
export const storeConsumptionFields = {
  stream: z.string().min(1).max(80).optional(),
  after: z
    .union([z.enum(['start', 'end']), whole(0, 1_000_000_000)], {
      error: '`after` is `start`, `end` or a position in the store, as in `after: 12`',
    })
    .optional(),
  checkpoint: fields('`checkpoint`', { every: whole(1, 100_000) }, '{ every: 10 }').optional(),
  strategy: z
    .enum(['round-robin', 'dispatch-to-single', 'pinned'], {
      error: 'the strategy of a group is `round-robin`, `dispatch-to-single` or `pinned`',
    })
    .optional(),
  maxRetries: whole(0, 1_000).optional(),
  timeout: duration.optional(),
  room: whole(1, 10_000).optional(),
};

const conflictRetry = fields('`onConflict`', { retry: whole(1, 100) }, '{ retry: 3 }');

/** What becomes of an append whose expected version is wrong: `block` is a list of statements. */
export const conflictSchema = (block: z.ZodType): z.ZodType =>
  z.union([conflictRetry, block], {
    error: '`onConflict` is `{ retry: 3 }`, which goes back to the `load` before it, or a list of statements',
  });

export const newEventSchema = fields(
  'an event to append',
  { event: z.string(), version: whole(1, 1_000).optional(), data: value.optional() },
  '{ event: Deposited, data: { amount: 100 } }',
);
