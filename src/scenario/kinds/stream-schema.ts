import { z } from 'zod';
import { choice, common, duration, expression, fields, name, value, whole, word } from '../schema-parts.ts';

const windowSchema = choice('a window', {
  tumbling: fields('a tumbling window', { tumbling: duration, offset: duration.optional() }),
  hopping: fields('a hopping window', { hopping: duration, every: duration, offset: duration.optional() }),
  session: fields('a session window', { session: duration }),
  global: fields('the global window', { global: z.literal(true) }),
});

const pulse = choice('when a pane comes', {
  count: fields('`count`', { count: whole(1, 1_000_000) }),
  every: fields('`every`', { every: duration }),
});

const triggerSchema = choice('a trigger', {
  early: fields('a trigger', { early: pulse, late: pulse.optional() }),
  late: fields('a trigger', { late: pulse, early: pulse.optional() }),
  count: fields('`count`', { count: whole(1, 1_000_000) }),
  every: fields('`every`', { every: duration }),
});

const aggregateSchema = choice('an aggregate', {
  count: fields('`count`', { count: z.literal(true) }),
  sum: fields('`sum`', { sum: value }),
  mean: fields('`mean`', { mean: value }),
  least: fields('`least`', { least: value }),
  greatest: fields('`greatest`', { greatest: value }),
  list: fields('`list`', { list: value }),
});

const stepSchema = choice('a step of a stream', {
  filter: fields('`filter`', { filter: expression }),
  map: fields('`map`', { map: value }),
  flatMap: fields('`flatMap`', { flatMap: value }),
  keyBy: fields('`keyBy`', { keyBy: value }),
});

const FOLLOWS = ['next', 'followedBy', 'followedByAny'] as const;

const patternStep = fields('a step of a pattern', {
  name: name('a step'),
  event: z.string().optional(),
  where: expression.optional(),
  follows: word('a contiguity', FOLLOWS).optional(),
  times: whole(1, 100).optional(),
  between: word('a contiguity', FOLLOWS).optional(),
  absent: z.boolean().optional(),
});

export const streamSchema = fields('a stream processor', {
  kind: z.literal('stream'),
  ...common,
  restart: duration.optional(),
  rules: word('a product whose rules windows follow', ['beam', 'flink']).optional(),
  consumes: z
    .array(
      fields('a consumption', {
        from: z.string(),
        group: name('a consumer group').optional(),
        mark: z.string().min(1).max(2).optional(),
      }),
    )
    .min(1)
    .max(20),
  events: z.array(z.string()).min(1).max(50),
  time: value.optional(),
  watermark: fields('`watermark`', {
    behind: duration.optional(),
    follows: word('what a watermark follows', ['events', 'clock']).optional(),
  }).optional(),
  steps: z.array(stepSchema).max(20).optional(),
  window: windowSchema.optional(),
  trigger: triggerSchema.optional(),
  accumulation: word('an accumulation', ['discarding', 'accumulating', 'retracting']).optional(),
  lateness: duration.optional(),
  aggregate: aggregateSchema.optional(),
  join: fields('`join`', {
    left: z.string(),
    right: z.string(),
    kind: word('a join', ['inner', 'left', 'full']).optional(),
    from: z.string().optional(),
    to: z.string().optional(),
  }).optional(),
  pattern: fields('a pattern', {
    steps: z.array(patternStep).min(1).max(10),
    within: duration.optional(),
    after: word('what follows a match', ['keep-all', 'skip-past-last']).optional(),
  }).optional(),
  publish: z.string().optional(),
  to: z.string().optional(),
  key: value.optional(),
  data: value.optional(),
  results: name('a table').optional(),
});

export type StreamDocument = z.infer<typeof streamSchema>;
