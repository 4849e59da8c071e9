import { invariant } from '../../kernel/invariant.ts';
import { listed } from '../did-you-mean.ts';
import {
  type AvroEnum,
  type AvroField,
  type AvroNamedType,
  type AvroRecord,
  type AvroType,
  isAvroNamed,
  unqualified,
} from './avro-type.ts';
import type { Difference, DifferenceKind } from './difference.ts';

/** What a value of a type may be read as, beside its own type: Avro's promotions. */
const PROMOTIONS: { readonly [writer: string]: readonly string[] } = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

/** Why a reader with one schema can't read everything that is written with another (Avro's schema resolution); empty where it can. */
export function readingDifferences(reader: AvroType, writer: AvroType): readonly Difference[] {
  return new Resolution().compare(reader, writer, '');
}

const FITS: readonly Difference[] = [];

class Resolution {
  /** Pairs of records found, or taken, to fit, in the order of beginning with them. */
  readonly #fitting = new Map<AvroRecord, Set<AvroRecord>>();
  readonly #begun: (readonly [AvroRecord, AvroRecord])[] = [];
  /** What is wrong with a pair of records, one thing of it: said in full where it was met first. */
  readonly #unfitting = new Map<AvroRecord, Map<AvroRecord, readonly Difference[]>>();

  compare(reader: AvroType, writer: AvroType, path: string): readonly Difference[] {
    if (writer.kind === 'union') return this.#eachBranch(reader, writer.branches, path);
    if (reader.kind === 'union') {
      if (reader.branches.some((branch) => this.compare(branch, writer, path).length === 0)) return FITS;
      return differs('MISSING_UNION_BRANCH', path, nameOf(writer));
    }
    if (reader.kind === 'array' && writer.kind === 'array')
      return this.compare(reader.items, writer.items, `${path}/items`);
    if (reader.kind === 'map' && writer.kind === 'map')
      return this.compare(reader.values, writer.values, `${path}/values`);
    if (isAvroNamed(reader) && isAvroNamed(writer) && reader.kind === writer.kind)
      return this.#named(reader, writer, path);
    if (reader.kind === writer.kind || PROMOTIONS[writer.kind]?.includes(reader.kind)) return FITS;
    return differs('TYPE_MISMATCH', path, nameOf(writer));
  }

  /** A writer's union may hold any of its branches, so that the reader has to read all of them. */
  #eachBranch(reader: AvroType, branches: readonly AvroType[], path: string): readonly Difference[] {
    return branches.flatMap((branch, i) =>
      this.compare(reader, branch, reader.kind === 'union' ? path : `${path}/${i}`),
    );
  }

  #named(reader: AvroNamedType, writer: AvroNamedType, path: string): readonly Difference[] {
    const named = answersTo(reader, writer) ? FITS : differs('NAME_MISMATCH', `${path}/name`, writer.name);
    switch (reader.kind) {
      case 'record':
        invariant(writer.kind === 'record', 'named types of one kind are compared');
        return [...named, ...this.#records(reader, writer, path)];
      case 'enum':
        invariant(writer.kind === 'enum', 'named types of one kind are compared');
        return [...named, ...missingSymbols(reader, writer, path)];
      case 'fixed':
        invariant(writer.kind === 'fixed', 'named types of one kind are compared');
        return reader.size === writer.size
          ? named
          : [...named, ...differs('FIXED_SIZE_MISMATCH', `${path}/size`, String(writer.size))];
    }
  }

  /** A pair that is met again inside itself is taken to fit: what does not fit shows on the way. */
  #records(reader: AvroRecord, writer: AvroRecord, path: string): readonly Difference[] {
    const fitting = this.#fitting.get(reader) ?? new Set();
    this.#fitting.set(reader, fitting);
    if (fitting.has(writer)) return FITS;
    const known = this.#unfitting.get(reader)?.get(writer);
    if (known !== undefined) return known;
    const before = this.#begun.length;
    fitting.add(writer);
    this.#begun.push([reader, writer]);
    const differences = reader.fields.flatMap((field, i) => this.#field(field, writer, `${path}/fields/${i}`));
    // Whatever was found to fit on the way may have leant on this pair.
    if (differences.length > 0) {
      for (const [one, other] of this.#begun.splice(before)) this.#fitting.get(one)?.delete(other);
      const unfitting = this.#unfitting.get(reader) ?? new Map();
      this.#unfitting.set(reader, unfitting.set(writer, differences.slice(0, 1)));
    }
    return differences;
  }

  #field(field: AvroField, writer: AvroRecord, path: string): readonly Difference[] {
    const written = writer.fields.filter(({ name }) => name === field.name || field.aliases.includes(name));
    const [source] = written;
    if (written.length > 1) return differs('AMBIGUOUS_ALIAS', path, listed(written.map(({ name }) => name)));
    if (source !== undefined) return this.compare(field.type, source.type, `${path}/type`);
    return field.default === undefined ? differs('READER_FIELD_MISSING_DEFAULT_VALUE', path, field.name) : FITS;
  }
}

/** Names are compared without their namespaces; aliases are whole names. */
function answersTo(reader: AvroNamedType, writer: AvroNamedType): boolean {
  return unqualified(reader.name) === unqualified(writer.name) || reader.aliases.includes(writer.name);
}

function missingSymbols(reader: AvroEnum, writer: AvroEnum, path: string): readonly Difference[] {
  const missing = writer.symbols.filter((symbol) => !reader.symbols.includes(symbol));
  if (missing.length === 0 || reader.default !== null) return FITS;
  return differs('MISSING_ENUM_SYMBOLS', `${path}/symbols`, listed(missing));
}

function nameOf(type: AvroType): string {
  return isAvroNamed(type) ? `\`${type.name}\`` : type.kind;
}

function differs(kind: DifferenceKind, path: string, subject: string): readonly Difference[] {
  return [{ kind, path: path === '' ? '/' : path, subject }];
}
