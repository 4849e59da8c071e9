import { z } from 'zod';
import { choice, fields, name } from '../schema-parts.ts';

const fieldNames = z.array(name('a field')).min(1).max(50);

/** Which fields of a message are personal, and how they are encrypted. */
export const personalSchema = choice(
  '`personal`',
  {
    fields: fields('`personal`', { fields: fieldNames, subject: z.unknown(), vault: z.string() }),
  },
  fieldNames,
) as unknown as z.ZodType<PersonalDocument>;

export type PersonalDocument =
  | readonly string[]
  | { readonly fields: readonly string[]; readonly subject: unknown; readonly vault: string };

const principals = z.array(z.string().min(1).max(40)).max(100);

export const accessSchema = z
  .array(fields('an access rule', { channel: z.string(), write: principals.optional(), read: principals.optional() }))
  .max(200);
