import { avroText } from '../../scenario/compatibility/avro-text.ts';
import type { AvroType } from '../../scenario/compatibility/avro-type.ts';
import {
  incompatibilities,
  type Incompatibility,
  incompatibilityText,
} from '../../scenario/compatibility/check-compatibility.ts';
import type { CompatibilityLevel } from '../../scenario/compatibility/compatibility-level.ts';

/** One version of a subject. */
export interface SchemaVersion {
  readonly subject: string;
  /** From 1 in its subject, never given twice. */
  readonly version: number;
  /** From 1 in the registry, one for each schema, whatever its subjects. */
  readonly id: number;
  readonly schema: AvroType;
}

/** What a registry says of a schema for a subject. */
export interface RegistryVerdict {
  readonly compatible: boolean;
  readonly level: CompatibilityLevel;
  /** The version that it doesn't fit; null: it fits. */
  readonly against: number | null;
  /** Sentences; none where it fits. */
  readonly reasons: readonly string[];
  readonly differences: readonly Incompatibility[];
}

export type RegisterResult =
  | { readonly kind: 'registered'; readonly id: number; readonly version: number }
  /** The subject has this schema already. */
  | { readonly kind: 'known'; readonly id: number; readonly version: number }
  | { readonly kind: 'refused'; readonly verdict: RegistryVerdict };

/** Subjects, each with the versions of its schema, and the rule by which a new version is taken or refused. */
export class SchemaRegistry {
  #globalLevel: CompatibilityLevel;
  readonly #levels = new Map<string, CompatibilityLevel>();
  readonly #ids = new Map<string, number>();
  /** By id - 1. */
  readonly #schemas: AvroType[] = [];
  readonly #subjects = new Map<string, Subject>();

  /** `level` goes for every subject that has none of its own. */
  constructor(level: CompatibilityLevel = 'BACKWARD') {
    this.#globalLevel = level;
  }

  /** Subjects with a version that is not deleted, in the order of their first registration. */
  get subjects(): readonly string[] {
    return [...this.#subjects.keys()].filter((subject) => this.versions(subject).length > 0);
  }

  /** Versions that are not deleted, oldest first. */
  versions(subject: string): readonly SchemaVersion[] {
    return this.#subjects.get(subject)?.live() ?? [];
  }

  latest(subject: string): SchemaVersion | null {
    return this.versions(subject).at(-1) ?? null;
  }

  /** The version of a subject that has this schema; null: none that is not deleted. */
  find(subject: string, schema: AvroType): SchemaVersion | null {
    const id = this.#ids.get(avroText(schema));
    return this.versions(subject).find((version) => version.id === id) ?? null;
  }

  /** A schema by its id, also where every version of it is deleted; null: there is no such id. */
  schemaOf(id: number): AvroType | null {
    return this.#schemas[id - 1] ?? null;
  }

  levelOf(subject: string): CompatibilityLevel {
    return this.#levels.get(subject) ?? this.#globalLevel;
  }

  /** Sets the level of a subject, or (with null for the subject) of all that have none of their own; null for the level takes a subject's own away. Nothing that is registered is checked again. */
  setLevel(subject: string | null, level: CompatibilityLevel | null): void {
    if (subject === null) this.#globalLevel = level ?? 'BACKWARD';
    else if (level === null) this.#levels.delete(subject);
    else this.#levels.set(subject, level);
  }

  /** What registering would say, without registering; with a version, of that one alone. */
  check(subject: string, schema: AvroType, version: number | null = null): RegistryVerdict {
    const level = this.levelOf(subject);
    const earlier = this.versions(subject).filter((one) => version === null || one.version === version);
    const differences = incompatibilities(
      level,
      schema,
      earlier.map((one) => one.schema),
    );
    const [first] = differences;
    return {
      compatible: first === undefined,
      level,
      against: first === undefined ? null : (earlier[first.earlier]?.version ?? null),
      reasons: differences.map(incompatibilityText),
      differences,
    };
  }

  /** Adds a version, unless the subject has the schema already or its level refuses it. */
  register(subject: string, schema: AvroType): RegisterResult {
    const known = this.find(subject, schema);
    if (known !== null) return { kind: 'known', id: known.id, version: known.version };
    const verdict = this.check(subject, schema);
    if (!verdict.compatible) return { kind: 'refused', verdict };
    const id = this.#idOf(schema);
    const versions = this.#subjects.get(subject) ?? new Subject(subject);
    this.#subjects.set(subject, versions);
    return { kind: 'registered', id, version: versions.add(id, schema) };
  }

  /** Hides a version from lists and from checks; false: there is none. Its number stays taken. */
  deleteVersion(subject: string, version: number): boolean {
    return this.#subjects.get(subject)?.remove(version) ?? false;
  }

  /** Hides all versions and forgets the subject's own level; gives the versions that it hid. */
  deleteSubject(subject: string): readonly number[] {
    const hidden = this.versions(subject).map(({ version }) => version);
    for (const version of hidden) this.deleteVersion(subject, version);
    if (hidden.length > 0) this.#levels.delete(subject);
    return hidden;
  }

  #idOf(schema: AvroType): number {
    const text = avroText(schema);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#schemas.push(schema));
    return this.#schemas.length;
  }
}

class Subject {
  readonly #name: string;
  readonly #versions: SchemaVersion[] = [];
  readonly #deleted = new Set<number>();

  constructor(name: string) {
    this.#name = name;
  }

  live(): readonly SchemaVersion[] {
    return this.#versions.filter(({ version }) => !this.#deleted.has(version));
  }

  add(id: number, schema: AvroType): number {
    const version = this.#versions.length + 1;
    this.#versions.push({ subject: this.#name, version, id, schema });
    return version;
  }

  remove(version: number): boolean {
    if (this.#versions[version - 1] === undefined || this.#deleted.has(version)) return false;
    this.#deleted.add(version);
    return true;
  }
}
