import type { FieldType, MessageContract } from '../scenario.ts';
import type { AvroField, AvroType } from './avro-type.ts';

/**
 * The Avro schema that says of a message contract what its readers check: a field that may be left out is one that may
 * be null and has a default, and a reader takes no notice of fields that it doesn't know.
 */
export function contractSchema({ name, fields }: Pick<MessageContract, 'name' | 'fields'>): AvroType {
  return {
    kind: 'record',
    name,
    aliases: [],
    fields: [...fields].map(([field, { type, optional }]) => fieldOf(field, type, optional)),
  };
}

function fieldOf(name: string, type: FieldType, optional: boolean): AvroField {
  const inner = TYPES[type];
  if (!optional) return { name, aliases: [], type: inner, default: undefined };
  const branches = inner.kind === 'union' ? inner.branches : [inner];
  return { name, aliases: [], type: { kind: 'union', branches: [{ kind: 'null' }, ...branches] }, default: null };
}

const TYPES: Readonly<Record<FieldType, AvroType>> = {
  string: { kind: 'string' },
  boolean: { kind: 'boolean' },
  integer: { kind: 'long' },
  number: { kind: 'double' },
  // Lists and objects too, but no contract tells them from the rest.
  any: { kind: 'union', branches: [{ kind: 'boolean' }, { kind: 'long' }, { kind: 'double' }, { kind: 'string' }] },
};
