import type { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { duration, fields, name, value } from '../schema-parts.ts';
import type { RetryDocument } from '../statement-schema.ts';

/** Fields of a row: of an own table, or of one that a database has. */
export interface WriteDocument {
  readonly write: string;
  readonly key: Data;
  readonly set: Data;
  /** The database that has the table; left out: the service itself. */
  readonly to?: string | undefined;
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
}

export const writeSchema = (retry: z.ZodType): z.ZodType =>
  fields('`write`', {
    write: name('a table'),
    key: value,
    set: value,
    to: name('a component').optional(),
    timeout: duration.optional(),
    retry: retry.optional(),
  });
