import type { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { fields, name, value } from '../schema-parts.ts';

/** A row of an own table goes. */
export interface DeleteDocument {
  readonly delete: string;
  readonly key: Data;
  /** The database that has the table; left out: an own one. */
  readonly from?: string | undefined;
}

export const deleteSchema: z.ZodType = fields('`delete`', {
  delete: name('a table'),
  key: value,
  from: name('a component').optional(),
});
