import type { AvroType } from '../compatibility/avro-type.ts';
import type { CompatibilityLevel } from '../compatibility/compatibility-level.ts';
import type { ComponentBase } from '../scenario.ts';

/** What a message to a registry asks for. */
export type RegistryOperation = 'register' | 'check' | 'latest' | 'level' | 'delete';

/** A schema registry. */
export interface RegistrySpec extends ComponentBase {
  readonly kind: 'registry';
  /** Of the subjects that have none of their own. */
  readonly level: CompatibilityLevel;
  /** By the message's name. */
  readonly operations: ReadonlyMap<string, RegistryOperation>;
  /** Messages whose contracts it holds, after what their subjects have, and whose changes it has to agree to. */
  readonly contracts: readonly string[];
  readonly subjects: readonly RegistrySubject[];
}

/** A subject that is there from the start. */
export interface RegistrySubject {
  readonly name: string;
  readonly level: CompatibilityLevel | null;
  /** Oldest first. */
  readonly versions: readonly AvroType[];
}
