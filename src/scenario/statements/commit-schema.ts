import type { z } from 'zod';
import { fields, word } from '../schema-parts.ts';

/** Commits the offset of the record that is handled, for a consumer that commits by hand. */
export interface CommitDocument {
  readonly commit: 'offset';
}

export const commitSchema: z.ZodType = fields('`commit`', { commit: word('what a handler commits', ['offset']) });
