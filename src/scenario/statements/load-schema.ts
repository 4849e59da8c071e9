import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { duration, fields, value } from '../schema-parts.ts';
import type { RetryDocument } from '../statement-schema.ts';

/** A stream's events, folded into a state. */
export interface LoadDocument {
  readonly load: Data;
  readonly from: string;
  readonly as: string;
  readonly fold: { readonly initial?: Data | undefined; readonly on: { readonly [event: string]: Data } };
  readonly upTo?: Data | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
}

export function loadSchema(variable: z.ZodType, retry: z.ZodType): z.ZodType {
  return fields('`load`', {
    load: value,
    from: z.string(),
    as: variable,
    fold: fields(
      '`fold`',
      { initial: value.optional(), on: z.record(z.string(), value) },
      '{ initial: { balance: 0 }, on: { Deposited: { balance: =state.balance + event.amount } } }',
    ),
    upTo: value.optional(),
    timeout: duration.optional(),
    retry: retry.optional(),
  });
}
