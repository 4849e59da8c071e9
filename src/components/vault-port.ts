import type { DataKey } from './sealed-text.ts';

/** What a component does with a key. */
export type KeyPurpose = 'encrypt' | 'decrypt';

/** What asks a vault for a key, as the data of `GetKey`. */
export interface KeyRequest {
  readonly subject: string;
  readonly purpose: KeyPurpose;
  /** Null: the newest, made if there is none. */
  readonly version: number | null;
}

/** What a vault answers to that; the key itself is not in the trace, as it travels encrypted to who asked for it. */
export interface KeyAnswer {
  readonly subject: string;
  /** Null: the key was thrown away, or never made. */
  readonly version: number | null;
}

/** How the libraries of a vault's users meet it beside messages. */
export interface VaultPort {
  /** How long a user may keep a key in memory; 0: it asks each time. */
  readonly cacheUs: number;
  /** How long a user waits for an answer before it asks again. */
  readonly timeoutUs: number;
  /** How often it asks before it gives up; null: for ever. */
  readonly attempts: number | null;
  /** The key behind an answer; null where it was thrown away since. */
  key(subject: string, version: number): DataKey | null;
}
