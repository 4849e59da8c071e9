import { z } from 'zod';
import { BRANCH, common, distribution, duration, fields, name, whole, word } from '../schema-parts.ts';

const MOST_REPLICAS = 20;

const io = fields(
  '`io`',
  {
    channels: whole(1, 100).optional(),
    read: distribution.optional(),
    write: distribution.optional(),
    scan: duration.optional(),
  },
  '{ channels: 4, read: 2ms, write: 4ms }',
);

const legs = fields('the delays of replicas', {
  write: distribution.optional(),
  ack: distribution.optional(),
  read: distribution.optional(),
  answer: distribution.optional(),
});

const LEGS = ['write', 'ack', 'read', 'answer'];

/** One distribution for all ways, or one for each. */
const delay = z.union([distribution, legs], {
  error: ({ input }) => {
    const isLegs = typeof input === 'object' && input !== null && Object.keys(input).some((key) => LEGS.includes(key));
    return `${BRANCH}${isLegs ? 1 : 0}`;
  },
});

const replicas = fields(
  '`replicas`',
  {
    count: whole(1, MOST_REPLICAS),
    read: whole(1, MOST_REPLICAS).optional(),
    write: whole(1, MOST_REPLICAS).optional(),
    delay: delay.optional(),
    remote: duration.optional(),
  },
  '{ count: 3, read: 1, write: 1, delay: { exponential: 10ms } }',
);

export const databaseSchema = fields('a database', {
  kind: z.literal('database'),
  ...common,
  restart: duration.optional(),
  io: io.optional(),
  replicas: replicas.optional(),
  identity: word('what the log has from before a change', ['default', 'full']).optional(),
  tables: z.record(name('a table'), z.array(z.record(z.string(), z.unknown())).max(1_000)).optional(),
});

export type DatabaseDocument = z.infer<typeof databaseSchema>;
