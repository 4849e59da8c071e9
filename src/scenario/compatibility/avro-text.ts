import type { Data } from '../../trace/message.ts';
import { type AvroField, type AvroType, isAvroNamed } from './avro-type.ts';

/** A schema as JSON that is the same for equal schemas, however they were written: a named type is whole where it comes first, then only named. */
export function avroText(type: AvroType): string {
  return JSON.stringify(jsonOf(type, new Set()));
}

function jsonOf(type: AvroType, said: Set<string>): Data {
  if (isAvroNamed(type)) {
    if (said.has(type.name)) return type.name;
    said.add(type.name);
  }
  switch (type.kind) {
    case 'array':
      return { type: 'array', items: jsonOf(type.items, said) };
    case 'map':
      return { type: 'map', values: jsonOf(type.values, said) };
    case 'union':
      return type.branches.map((branch) => jsonOf(branch, said));
    case 'record':
      return { type: 'record', ...headOf(type), fields: type.fields.map((field) => fieldJson(field, said)) };
    case 'enum':
      return {
        type: 'enum',
        ...headOf(type),
        symbols: type.symbols,
        ...(type.default === null ? {} : { default: type.default }),
      };
    case 'fixed':
      return { type: 'fixed', ...headOf(type), size: type.size };
    default:
      return type.kind;
  }
}

function fieldJson(field: AvroField, said: Set<string>): Data {
  const { type, default: value } = field;
  return {
    ...headOf(field),
    type: jsonOf(type, said),
    ...(value === undefined ? {} : { default: sorted(value) }),
  };
}

function headOf({ name, aliases }: { readonly name: string; readonly aliases: readonly string[] }): {
  readonly [field: string]: Data;
} {
  return aliases.length === 0 ? { name } : { name, aliases };
}

/** The order of an object's fields says nothing. */
function sorted(value: Data): Data {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Data[]).map(sorted);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, sorted(part)]));
}
