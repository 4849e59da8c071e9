import { z } from 'zod';
import { choice, distribution, duration, expression, fields, value, whole, word } from './schema-parts.ts';
import type { DistributionDocument } from './distributions.ts';
import { budgetSchema, guardFields, type GuardsDocument } from './guards/guard-schema.ts';
import type { HeadersDocument } from './headers.ts';
import { headerFields } from './headers-schema.ts';
import type { Data } from '../trace/message.ts';
import { LIMITS } from './limits.ts';
import { acksSchema } from './kinds/log-schema.ts';
import { type AppendDocument, appendSchema } from './statements/append-schema.ts';
import { type CommitDocument, commitSchema } from './statements/commit-schema.ts';
import { type DeleteDocument, deleteSchema } from './statements/delete-schema.ts';
import { type ForEachDocument, forEachSchema } from './statements/for-each-schema.ts';
import { type LoadDocument, loadSchema } from './statements/load-schema.ts';
import { type ReadDocument, readSchema } from './statements/read-schema.ts';
import {
  type CancelDocument,
  cancelSchema,
  type ScheduleDocument,
  scheduleSchema,
} from './statements/schedule-schema.ts';
import { type TogetherDocument, togetherSchema } from './statements/together-schema.ts';
import {
  type OutboxDocument,
  outboxSchema,
  type TransactionDocument,
  transactionSchema,
} from './statements/transaction-schema.ts';
import { type SagaDocument, sagaSchema } from './statements/saga-schema.ts';
import { type WriteDocument, writeSchema } from './statements/write-schema.ts';

export const retrySchema = fields(
  'a retry',
  {
    attempts: whole(1, LIMITS.attempts),
    delay: duration,
    backoff: word('a backoff', ['none', 'fixed', 'exponential']).optional(),
    max: duration.optional(),
    jitter: word('a jitter', ['none', 'full', 'equal', 'decorrelated']).optional(),
    budget: budgetSchema.optional(),
  },
  '{ attempts: 3, delay: 200ms }',
).meta({ id: 'Retry', description: 'All attempts, the first included, and the pause between them.' });

export type RetryDocument = z.infer<typeof retrySchema>;

/** A statement as documents write it: one verb, and what belongs to it. */
export type StatementDocument =
  | { readonly work: DistributionDocument }
  | { readonly wait: DistributionDocument }
  | CallDocument
  | SendDocument
  | PublishDocument
  | ReadDocument
  | WriteDocument
  | { readonly reply: Data }
  | { readonly refuse: Data }
  | { readonly fail: Data }
  | {
      readonly if: string;
      readonly then: readonly StatementDocument[];
      readonly else?: readonly StatementDocument[] | undefined;
    }
  | { readonly dedupe: Data }
  | AppendDocument<StatementDocument>
  | DeleteDocument
  | LoadDocument
  | ForEachDocument<StatementDocument>
  | TogetherDocument<StatementDocument>
  | ScheduleDocument
  | CancelDocument
  | TransactionDocument<StatementDocument>
  | OutboxDocument
  | SagaDocument<StatementDocument>
  | CommitDocument;

export interface CallDocument extends GuardsDocument {
  readonly call: string;
  readonly to: string;
  readonly data?: Data | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
  readonly idempotencyKey?: Data | undefined;
  readonly as?: string | undefined;
  readonly fallback?: readonly StatementDocument[] | undefined;
}

/** `acks`, `timeout` and `retry` are for brokers. */
export interface SendDocument extends HeadersDocument {
  readonly send: string;
  readonly to: string;
  readonly data?: Data | undefined;
  readonly acks?: boolean | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
}

export interface PublishDocument extends HeadersDocument {
  readonly publish: string;
  readonly to: string;
  readonly key?: Data | undefined;
  readonly data?: Data | undefined;
  readonly acks?: boolean | 0 | 1 | 'all' | undefined;
  readonly idempotent?: boolean | undefined;
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
      ...guardFields,
      idempotencyKey: value.optional(),
      as: variable.optional(),
      fallback: block.optional(),
    }),
    send: fields('`send`', {
      send: z.string(),
      to: z.string(),
      data: value.optional(),
      ...headerFields,
      acks: z.boolean().optional(),
      timeout: duration.optional(),
      retry: retrySchema.optional(),
    }),
    publish: fields('`publish`', {
      publish: z.string(),
      to: z.string(),
      key: value.optional(),
      data: value.optional(),
      ...headerFields,
      acks: acksSchema.optional(),
      idempotent: z.boolean().optional(),
      timeout: duration.optional(),
      retry: retrySchema.optional(),
    }),
    read: readSchema(variable),
    write: writeSchema(retrySchema),
    reply: fields('`reply`', { reply: value }),
    refuse: fields('`refuse`', { refuse: value }),
    fail: fields('`fail`', { fail: value }),
    if: fields('`if`', { if: expression, then: block, else: block.optional() }),
    dedupe: fields('`dedupe`', { dedupe: value }),
    append: appendSchema(block, variable, retrySchema),
    delete: deleteSchema,
    load: loadSchema(variable, retrySchema),
    commit: commitSchema,
    'for each': forEachSchema(block, variable),
    together: togetherSchema(block),
    schedule: scheduleSchema,
    cancel: cancelSchema,
    transaction: transactionSchema(block, retrySchema),
    outbox: outboxSchema,
    saga: sagaSchema(block),
  }) as unknown as z.ZodType<StatementDocument>
).meta({ id: 'Statement', description: 'One step of a handler.' });

export const blockSchema = z.array(statementSchema);
