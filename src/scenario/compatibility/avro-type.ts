import type { Data } from '../../trace/message.ts';

export const AVRO_PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;

type Primitive = (typeof AVRO_PRIMITIVES)[number];

/** What a named type has: its full name (with the namespace), and the full names that it had before. */
interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Its fields are known only after it, since a record may hold itself. */
export interface AvroRecord extends Named {
  readonly kind: 'record';
  fields: readonly AvroField[];
}

export interface AvroEnum extends Named {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  /** Stands for symbols that the reader doesn't know; null: none does. */
  readonly default: string | null;
}

export interface AvroFixed extends Named {
  readonly kind: 'fixed';
  /** In bytes. */
  readonly size: number;
}

export interface AvroField {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroType;
  /** What a reader takes where the writer has no such field; undefined: nothing, so the field is required. */
  readonly default: Data | undefined;
}

/** A parsed Avro schema; names in it are resolved to the types themselves. */
export type AvroType =
  | { readonly kind: Primitive }
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[] }
  | AvroNamedType;

export type AvroNamedType = AvroRecord | AvroEnum | AvroFixed;

export function isAvroPrimitive(name: string): name is Primitive {
  return (AVRO_PRIMITIVES as readonly string[]).includes(name);
}

/** Whether a type has a name of its own, which tells it apart from others of its kind. */
export function isAvroNamed(type: AvroType): type is AvroNamedType {
  return type.kind === 'record' || type.kind === 'enum' || type.kind === 'fixed';
}

/** "shop.Order" without its namespace: "Order". */
export function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
