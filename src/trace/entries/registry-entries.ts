import type { Base } from '../entry.ts';

/** A schema registry has a schema for a subject: a new version, or the one that it had already. */
export interface SchemaRegistered extends Base {
  readonly kind: 'schema.registered';
  readonly subject: string;
  readonly version: number;
  readonly id: number;
  /** As JSON. */
  readonly schema: string;
  readonly isNew: boolean;
}

/** A schema registry does not take a schema. */
export interface SchemaRefused extends Base {
  readonly kind: 'schema.refused';
  readonly subject: string;
  /** The level that the schema breaks; null: it is no schema at all. */
  readonly level: string | null;
  /** The version that it doesn't fit. */
  readonly against: number | null;
  /** The verdict, word for word. */
  readonly why: string;
}

/** A schema registry says what it would do. */
export interface SchemaChecked extends Base {
  readonly kind: 'schema.checked';
  readonly subject: string;
  readonly level: string;
  readonly compatible: boolean;
  readonly against: number | null;
  /** The verdict, word for word. */
  readonly why: string;
}

/** Versions are no longer listed or compared with. */
export interface SchemaDeleted extends Base {
  readonly kind: 'schema.deleted';
  readonly subject: string;
  readonly versions: readonly number[];
}

/** What a schema registry asks of new schemas from now on. */
export interface SchemaLevelSet extends Base {
  readonly kind: 'schema.level-set';
  /** Null: of all subjects that have no level of their own. */
  readonly subject: string | null;
  /** Null: the subject has no level of its own any more. */
  readonly level: string | null;
}

export type RegistryEntry = SchemaRegistered | SchemaRefused | SchemaChecked | SchemaDeleted | SchemaLevelSet;
