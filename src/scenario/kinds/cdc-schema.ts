import { z } from 'zod';
import { common, duration, fields, name, whole, word } from '../schema-parts.ts';

const events = z.union([z.string(), z.record(name('a table'), z.string())], {
  error: '`as` is an event for all tables, or one for each, as in `as: { orders: OrderChanged }`',
});

export const cdcSchema = fields('a connector', {
  kind: z.literal('cdc'),
  ...common,
  source: name('a component'),
  tables: z.array(name('a table')).min(1).max(100).optional(),
  to: name('a component'),
  as: events.optional(),
  outbox: z.union([z.boolean(), name('a table')], { error: '`outbox` is `true`, or the name of the table' }).optional(),
  snapshot: word('when a snapshot is taken', ['initial', 'never']).optional(),
  tombstones: z.boolean().optional(),
  transactions: z.boolean().optional(),
  store: duration.optional(),
  restart: duration.optional(),
});

export type CdcDocument = z.infer<typeof cdcSchema>;

export const outboxRelaySchema = fields('a relay', {
  kind: z.literal('outbox-relay'),
  ...common,
  source: name('a component'),
  table: name('a table').optional(),
  to: name('a component'),
  every: duration.optional(),
  batch: whole(1, 1_000).optional(),
  restart: duration.optional(),
});

export type OutboxRelayDocument = z.infer<typeof outboxRelaySchema>;
