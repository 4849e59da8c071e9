import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { duration, fields, name, value, whole, word } from '../schema-parts.ts';
import type { RetryDocument } from '../statement-schema.ts';

/** Statements whose changes of a database take effect together; `S` is any statement. */
export interface TransactionDocument<S> {
  readonly transaction: readonly S[];
  readonly in?: string | undefined;
  readonly isolation?: 'read-committed' | 'optimistic' | undefined;
  /** A key that is handled once: the second transaction with it does nothing. */
  readonly once?: Data | undefined;
  readonly onConflict?: { readonly retry: number } | readonly S[] | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
}

/** A message that is written into a database, to be published later. */
export interface OutboxDocument {
  readonly outbox: string;
  readonly key?: Data | undefined;
  readonly data?: Data | undefined;
  readonly in?: string | undefined;
}

export const outboxSchema: z.ZodType = fields('`outbox`', {
  outbox: z.string(),
  key: value.optional(),
  data: value.optional(),
  in: name('a component').optional(),
});

export function transactionSchema(block: z.ZodType, retry: z.ZodType): z.ZodType {
  const again = fields('`onConflict`', { retry: whole(1, 100) }, '{ retry: 3 }');
  return fields('`transaction`', {
    transaction: block,
    in: name('a component').optional(),
    isolation: word('an isolation', ['read-committed', 'optimistic']).optional(),
    once: value.optional(),
    onConflict: z
      .union([again, block], {
        error: '`onConflict` is `{ retry: 3 }`, which does the transaction again, or a list of statements',
      })
      .optional(),
    timeout: duration.optional(),
    retry: retry.optional(),
  });
}
