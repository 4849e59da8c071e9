import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { fields, value } from '../schema-parts.ts';

/** Statements for each item of a list; `S` is any statement. */
export interface ForEachDocument<S> {
  readonly 'for each': Data;
  readonly as?: string | undefined;
  readonly do: readonly S[];
  readonly parallel?: boolean | undefined;
  readonly collect?: Data | undefined;
  readonly into?: string | undefined;
}

export function forEachSchema(block: z.ZodType, variable: z.ZodType): z.ZodType {
  return fields('`for each`', {
    'for each': value,
    as: variable.optional(),
    do: block,
    parallel: z.boolean().optional(),
    collect: value.optional(),
    into: variable.optional(),
  });
}
