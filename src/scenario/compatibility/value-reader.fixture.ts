import { unqualified } from './avro-type.ts';
import type { AvroNamedType, AvroType } from './avro-type.ts';

/** A value as it lies in a file: each part knows the type with which it was written. */
type Written =
  | { readonly type: AvroType; readonly parts: readonly (readonly [name: string, part: Written])[] }
  | { readonly type: AvroType; readonly symbol: string };

/** Whether each of a set of values with everything that a writer can write is read: the long way round. */
export function readsEverything(reader: AvroType, writer: AvroType): boolean {
  return samples(writer).every((value) => reads(reader, value));
}

/** Values that between them show each branch, each symbol and each field. */
function samples(type: AvroType): readonly Written[] {
  switch (type.kind) {
    case 'union':
      return type.branches.flatMap(samples);
    case 'enum':
      return type.symbols.map((symbol) => ({ type, symbol }));
    case 'array':
      return samples(type.items).map((item) => ({ type, parts: [['item', item]] }));
    case 'map':
      return samples(type.values).map((value) => ({ type, parts: [['key', value]] }));
    case 'record': {
      const all = type.fields.map((field) => [field.name, samples(field.type)] as const);
      const most = Math.max(1, ...all.map(([, values]) => values.length));
      return Array.from({ length: most }, (_, i) => ({
        type,
        parts: all.map(([name, values]) => [name, values[i % values.length] as Written] as const),
      }));
    }
    default:
      return [{ type, parts: [] }];
  }
}

function reads(reader: AvroType, value: Written): boolean {
  const { type } = value;
  if (reader.kind === 'union') return reader.branches.some((branch) => reads(branch, value));
  const parts = 'parts' in value ? value.parts : [];
  const sameName = () =>
    unqualified((reader as AvroNamedType).name) === unqualified((type as AvroNamedType).name) ||
    (reader as AvroNamedType).aliases.includes((type as AvroNamedType).name);
  switch (reader.kind) {
    case 'record':
      return (
        type.kind === 'record' &&
        sameName() &&
        reader.fields.every((field) => {
          const found = parts.filter(([name]) => [field.name, ...field.aliases].includes(name));
          const [part] = found;
          return part === undefined ? field.default !== undefined : found.length === 1 && reads(field.type, part[1]);
        })
      );
    case 'enum':
      return (
        type.kind === 'enum' &&
        sameName() &&
        'symbol' in value &&
        (reader.symbols.includes(value.symbol) || reader.default !== null)
      );
    case 'fixed':
      return type.kind === 'fixed' && sameName() && type.size === reader.size;
    case 'array':
      return type.kind === 'array' && parts.every(([, part]) => reads(reader.items, part));
    case 'map':
      return type.kind === 'map' && parts.every(([, part]) => reads(reader.values, part));
    case 'double':
      return ['int', 'long', 'float', 'double'].includes(type.kind);
    case 'float':
      return ['int', 'long', 'float'].includes(type.kind);
    case 'long':
      return ['int', 'long'].includes(type.kind);
    case 'string':
    case 'bytes':
      return ['string', 'bytes'].includes(type.kind);
    default:
      return type.kind === reader.kind;
  }
}
