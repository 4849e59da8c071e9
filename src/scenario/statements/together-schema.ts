import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { fields } from '../schema-parts.ts';

/** Blocks of statements at the same time; `S` is any statement. */
export interface TogetherDocument<S> {
  readonly together: readonly (readonly S[])[];
}

export function togetherSchema(block: z.ZodType): z.ZodType {
  return fields('`together`', { together: z.array(block).min(1).max(LIMITS.together) });
}
