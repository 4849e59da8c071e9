import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { conflictSchema, newEventSchema } from '../kinds/event-store-schema.ts';
import { duration, fields, value } from '../schema-parts.ts';
import type { RetryDocument } from '../statement-schema.ts';

/** Events at the end of a stream; `S` is any statement. */
export interface AppendDocument<S> {
  readonly append: Data;
  readonly to: string;
  readonly expected?: Data | undefined;
  readonly events: readonly {
    readonly event: string;
    readonly version?: number | undefined;
    readonly data?: Data | undefined;
  }[];
  readonly onConflict?: { readonly retry: number } | readonly S[] | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
  readonly as?: string | undefined;
}

export function appendSchema(block: z.ZodType, variable: z.ZodType, retry: z.ZodType): z.ZodType {
  return fields('`append`', {
    append: value,
    to: z.string(),
    expected: value.optional(),
    events: z.array(newEventSchema).min(1).max(50),
    onConflict: conflictSchema(block).optional(),
    timeout: duration.optional(),
    retry: retry.optional(),
    as: variable.optional(),
  });
}
