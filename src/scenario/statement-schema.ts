import { z } from 'zod';
import { choice, distribution, duration, expression, fields, name, value, whole, word } from './schema-parts.ts';
import type { DistributionDocument } from './distributions.ts';
import type { Data } from '../trace/message.ts';
import { LIMITS } from './limits.ts';

export const retrySchema = fields(
  'a retry',
  {
    attempts: whole(1, LIMITS.attempts),
    delay: duration,
    backoff: word('a backoff', ['fixed', 'exponential']).optional(),
    max: duration.optional(),
    jitter: word('a jitter', ['none', 'full']).optional(),
  },
  '{ attempts: 3, delay: 200ms }',
).meta({ id: 'Retry', description: 'All attempts, the first included, and the pause between them.' });

export type RetryDocument = z.infer<typeof retrySchema>;

/** A statement as documents write it: one verb, and what belongs to it. */
export type StatementDocument =
  | { readonly work: DistributionDocument }
  | { readonly wait: DistributionDocument }
  | CallDocument
  | { readonly send: string; readonly to: string; readonly data?: Data | undefined }
  | PublishDocument
  | { readonly read: string; readonly key: Data; readonly as?: string | undefined }
  | { readonly write: string; readonly key: Data; readonly set: Data }
  | { readonly reply: Data }
  | { readonly refuse: Data }
  | { readonly fail: Data }
  | {
      readonly if: string;
      readonly then: readonly StatementDocument[];
      readonly else?: readonly StatementDocument[] | undefined;
    }
  | { readonly dedupe: Data };

export interface CallDocument {
  readonly call: string;
  readonly to: string;
  readonly data?: Data | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
  readonly as?: string | undefined;
  readonly fallback?: readonly StatementDocument[] | undefined;
}

export interface PublishDocument {
  readonly publish: string;
  readonly to: string;
  readonly key?: Data | undefined;
  readonly data?: Data | undefined;
  readonly acks?: boolean | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
}

const block = z.lazy(() => z.array(statementSchema));
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,39}$/, {
  error: ({ input }) =>
    `\`${String(input).slice(0, 40)}\` cannot be a name for expressions: write letters, digits and \`_\`, a letter first`,
});

export const statementSchema: z.ZodType<StatementDocument> = (
  choice('a statement', {
    work: fields('`work`', { work: distribution }),
    wait: fields('`wait`', { wait: distribution }),
    call: fields('`call`', {
      call: z.string(),
      to: z.string(),
      data: value.optional(),
      timeout: duration.optional(),
      retry: retrySchema.optional(),
      as: variable.optional(),
      fallback: block.optional(),
    }),
    send: fields('`send`', { send: z.string(), to: z.string(), data: value.optional() }),
    publish: fields('`publish`', {
      publish: z.string(),
      to: z.string(),
      key: value.optional(),
      data: value.optional(),
      acks: z.boolean().optional(),
      timeout: duration.optional(),
      retry: retrySchema.optional(),
    }),
    read: fields('`read`', { read: name('a table'), key: value, as: variable.optional() }),
    write: fields('`write`', { write: name('a table'), key: value, set: value }),
    reply: fields('`reply`', { reply: value }),
    refuse: fields('`refuse`', { refuse: value }),
    fail: fields('`fail`', { fail: value }),
    if: fields('`if`', { if: expression, then: block, else: block.optional() }),
    dedupe: fields('`dedupe`', { dedupe: value }),
  }) as unknown as z.ZodType<StatementDocument>
).meta({ id: 'Statement', description: 'One step of a handler.' });

export const blockSchema = z.array(statementSchema);
