import { z } from 'zod';
import { choice, distribution, duration, fields, whole, word } from '../schema-parts.ts';

/** The most brokers that a log's partitions are copied to. */
const MOST_REPLICAS = 9;

/** What a log says beside its partitions. */
export const keepingFields = {
  replicas: whole(1, MOST_REPLICAS).optional(),
  minInsyncReplicas: whole(1, MOST_REPLICAS).optional(),
  uncleanElection: z.boolean().optional(),
  replicaLag: duration.optional(),
  brokerTimeout: duration.optional(),
  replication: distribution.optional(),
  retention: fields('a retention', { time: duration.optional(), bytes: whole(0, 1_000_000_000).optional() }).optional(),
  segment: fields('a segment', {
    time: duration.optional(),
    bytes: whole(1, 1_000_000_000).optional(),
  }).optional(),
  compact: z
    .union(
      [
        z.literal(true),
        fields('a compaction', {
          tombstones: duration.optional(),
          lag: duration.optional(),
          dirty: z.number().min(0).max(1).optional(),
        }),
      ],
      { error: '`compact` is true, or says how: `{ tombstones: 1h, lag: 0ms, dirty: 0.5 }`' },
    )
    .optional(),
};

type CommitDocument = { readonly after: number } | { readonly every: string } | 'before' | 'manual';

/** What a consumption of a log says beside the log and the group. */
export const readingFields = {
  assignor: word('an assignor', ['range', 'roundrobin', 'sticky', 'cooperative-sticky']).optional(),
  commit: (
    choice(
      'a way to commit',
      {
        after: fields('a way to commit', { after: whole(1, 1_000_000) }),
        every: fields('a way to commit', { every: duration }),
      },
      word('a way to commit', ['before', 'manual']),
    ) as unknown as z.ZodType<CommitDocument>
  ).optional(),
  reset: word('a place to begin', ['earliest', 'latest']).optional(),
  sessionTimeout: duration.optional(),
  isolation: word('an isolation', ['read-uncommitted', 'read-committed']).optional(),
  exactlyOnce: z.boolean().optional(),
};

export const acksSchema = z.union([z.boolean(), z.literal(0), z.literal(1), z.literal('all')], {
  error: '`acks` is 0, 1 or all; true is the same as all, false the same as 0',
});
