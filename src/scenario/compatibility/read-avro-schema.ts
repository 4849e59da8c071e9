import type { Data } from '../../trace/message.ts';
import { isNotA, listed, shortened } from '../did-you-mean.ts';
import { aKind, isRecord } from '../kind-words.ts';
import type { Findings, Path } from '../problem.ts';
import { isAvroValue } from './avro-default.ts';
import {
  AVRO_PRIMITIVES,
  type AvroField,
  type AvroNamedType,
  type AvroRecord,
  type AvroType,
  isAvroNamed,
  isAvroPrimitive,
} from './avro-type.ts';

/** Nobody nests types deeper, and a deeper nesting could exhaust the stack. */
const DEEPEST = 192;

const NAME = /^[A-Za-z_]\w*$/;

type Json = { readonly [field: string]: Data };

/** Reads an Avro schema written as JSON; null where it says to `findings` what is wrong with it. */
export function readAvroSchema(schema: unknown, findings: Findings, path: Path = []): AvroType | null {
  return new AvroReader(findings, path.length).read(schema as Data, path);
}

/** Reads the types of one schema, which know each other by their names. */
class AvroReader {
  readonly #findings: Findings;
  readonly #depth: number;
  readonly #named = new Map<string, AvroNamedType>();
  /** A default of a record that is not read to its end can only be checked later. */
  readonly #later: (() => void)[] = [];

  constructor(findings: Findings, depth: number) {
    this.#findings = findings;
    this.#depth = depth;
  }

  read(schema: Data, path: Path): AvroType | null {
    const type = this.#type(schema, '', path);
    const found = this.#findings.all.length;
    for (const check of this.#later) check();
    return this.#findings.all.length > found ? null : type;
  }

  #type(schema: Data, namespace: string, path: Path): AvroType | null {
    if (path.length - this.#depth > DEEPEST) return this.#refuse(path, `a schema is at most ${DEEPEST} levels deep`);
    if (typeof schema === 'string') return this.#byName(schema, namespace, path);
    if (Array.isArray(schema)) return this.#union(schema, namespace, path);
    if (!isRecord(schema)) return this.#refuse(path, `${aKind(schema)} is not a schema; write a type's name or object`);
    const { type } = schema;
    switch (type) {
      case 'record':
      case 'error':
        return this.#record(schema, namespace, path);
      case 'enum':
        return this.#enum(schema, namespace, path);
      case 'fixed':
        return this.#fixed(schema, namespace, path);
      case 'array':
      case 'map': {
        const part = type === 'array' ? 'items' : 'values';
        const inner = this.#type(schema[part] ?? null, namespace, [...path, part]);
        if (inner === null) return null;
        return type === 'array' ? { kind: 'array', items: inner } : { kind: 'map', values: inner };
      }
      default:
        if (type === undefined) return this.#refuse(path, 'a schema has a `type`');
        return this.#type(type, namespace, [...path, 'type']);
    }
  }

  /** Says what is wrong; gives null, for the caller to return. */
  #refuse(path: Path, message: string): null {
    this.#findings.add(path, message);
    return null;
  }

  /** A list of different names; null where it is none. */
  #names(list: Data | undefined, noun: string, path: Path): readonly string[] | null {
    if (list === undefined) return [];
    if (!Array.isArray(list)) return this.#refuse(path, `${noun} are a list of names`);
    for (const name of list as readonly Data[]) {
      const parts = typeof name === 'string' ? name.split('.') : [''];
      if (!parts.every((part) => NAME.test(part)))
        return this.#refuse(path, `${noun} are names, ${JSON.stringify(name)} is none`);
    }
    if (new Set(list).size < list.length) return this.#refuse(path, `${noun} are all different`);
    return list as readonly string[];
  }

  #byName(name: string, namespace: string, path: Path): AvroType | null {
    if (isAvroPrimitive(name)) return { kind: name };
    const known = this.#named.get(fullName(name, namespace)) ?? this.#named.get(name);
    return known ?? this.#refuse(path, isNotA(name, 'a type', [...AVRO_PRIMITIVES, ...this.#named.keys()]));
  }

  #union(schema: readonly Data[], namespace: string, path: Path): AvroType | null {
    const branches: AvroType[] = [];
    const seen = new Set<string>();
    for (const [i, one] of schema.entries()) {
      const branch = this.#type(one, namespace, [...path, i]);
      if (branch === null) return null;
      if (branch.kind === 'union') return this.#refuse([...path, i], 'a union holds no union directly');
      const identity = isAvroNamed(branch) ? branch.name : branch.kind;
      if (seen.has(identity)) return this.#refuse([...path, i], `the union has ${listed([identity])} twice`);
      seen.add(identity);
      branches.push(branch);
    }
    return { kind: 'union', branches };
  }

  #record(schema: Json, namespace: string, path: Path): AvroType | null {
    const head = this.#head(schema, namespace, path);
    if (head === null) return null;
    const record: AvroRecord = { kind: 'record', name: head.name, aliases: head.aliases, fields: [] };
    this.#named.set(record.name, record);
    const fields = this.#fields(schema['fields'], head.namespace, [...path, 'fields']);
    if (fields === null) return null;
    record.fields = fields;
    return record;
  }

  #fields(fields: Data | undefined, namespace: string, path: Path): readonly AvroField[] | null {
    if (!Array.isArray(fields)) return this.#refuse(path, 'a record has a list of fields');
    const read: AvroField[] = [];
    for (const [i, field] of (fields as readonly Data[]).entries()) {
      const here = [...path, i];
      if (!isRecord(field))
        return this.#refuse(here, `a field is an object with a name and a type, not ${aKind(field)}`);
      const { name } = field;
      if (typeof name !== 'string' || !NAME.test(name))
        return this.#refuse([...here, 'name'], 'a field has a name of letters, digits and `_`');
      if (read.some((other) => other.name === name))
        return this.#refuse([...here, 'name'], `the record has two fields named ${listed([name])}`);
      const aliases = this.#names(field['aliases'], 'aliases', [...here, 'aliases']);
      const type = this.#type(field['type'] ?? null, namespace, [...here, 'type']);
      if (aliases === null || type === null) return null;
      const value = field['default'];
      if (value !== undefined) {
        this.#later.push(() => {
          if (!isAvroValue(type, value))
            this.#refuse([...here, 'default'], `${shortened(JSON.stringify(value))} is no value of the field's type`);
        });
      }
      read.push({ name, aliases, type, default: value });
    }
    return read;
  }

  #enum(schema: Json, namespace: string, path: Path): AvroType | null {
    const head = this.#head(schema, namespace, path);
    const symbols = this.#names(schema['symbols'] ?? null, 'symbols', [...path, 'symbols']);
    if (head === null || symbols === null) return null;
    const fallback = schema['default'] ?? null;
    if (fallback !== null && !symbols.includes(fallback as string))
      return this.#refuse([...path, 'default'], `the default is one of the symbols, ${listed(symbols, 'or')}`);
    const type: AvroNamedType = {
      kind: 'enum',
      name: head.name,
      aliases: head.aliases,
      symbols,
      default: fallback as string | null,
    };
    this.#named.set(type.name, type);
    return type;
  }

  #fixed(schema: Json, namespace: string, path: Path): AvroType | null {
    const head = this.#head(schema, namespace, path);
    if (head === null) return null;
    const { size } = schema;
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0)
      return this.#refuse([...path, 'size'], 'the size is a whole number of bytes');
    const type: AvroNamedType = { kind: 'fixed', name: head.name, aliases: head.aliases, size };
    this.#named.set(type.name, type);
    return type;
  }

  /** The full names of a type, and the namespace in which names inside it are meant. */
  #head(
    schema: Json,
    around: string,
    path: Path,
  ): { readonly name: string; readonly namespace: string; readonly aliases: readonly string[] } | null {
    const { name } = schema;
    const own = typeof schema['namespace'] === 'string' ? schema['namespace'] : around;
    if (typeof name !== 'string' || !name.split('.').every((part) => NAME.test(part)))
      return this.#refuse([...path, 'name'], `a ${String(schema['type'])} has a name of letters, digits and \`_\``);
    const full = fullName(name, own);
    const namespace = full.slice(0, Math.max(0, full.lastIndexOf('.')));
    if (isAvroPrimitive(full))
      return this.#refuse([...path, 'name'], `${listed([full])} is the name of a type already`);
    if (this.#named.has(full))
      return this.#refuse([...path, 'name'], `${listed([full])} is defined twice; use its name`);
    const aliases = this.#names(schema['aliases'], 'aliases', [...path, 'aliases']);
    return aliases && { name: full, namespace, aliases: aliases.map((alias) => fullName(alias, namespace)) };
  }
}

function fullName(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}
