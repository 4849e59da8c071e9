import type { Data } from '../../trace/message.ts';

/** Changes to the fields of an event's data, as a document can state them; they are made in this order. */
export interface FieldEdits {
  /** Old names to new ones. */
  readonly rename?: { readonly [field: string]: string };
  readonly remove?: readonly string[];
  /** Values for fields that aren't there. */
  readonly add?: { readonly [field: string]: Data };
}

/** Data with its fields changed; data that has no fields stays as it is. */
export function editFields(data: Data, { rename = {}, remove = [], add = {} }: FieldEdits): Data {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const renamed = Object.entries(data).map(
    ([field, value]) => [Object.hasOwn(rename, field) ? (rename[field] as string) : field, value] as const,
  );
  const fields = new Map<string, Data>(renamed);
  for (const field of remove) fields.delete(field);
  for (const [field, value] of Object.entries(add)) if (!fields.has(field)) fields.set(field, value);
  return Object.fromEntries(fields);
}
