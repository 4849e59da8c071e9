import type { ComponentBase } from '../scenario.ts';

/** What a message to a vault asks for. */
export type VaultOperation = 'rotate' | 'forget' | 'rewrap';

/** A key vault. */
export interface VaultSpec extends ComponentBase {
  readonly kind: 'vault';
  /** The principals that get keys to encrypt with; null: all. */
  readonly encrypt: ReadonlySet<string> | null;
  /** The principals that get keys to decrypt with; null: all. */
  readonly decrypt: ReadonlySet<string> | null;
  /** How long others may keep a key; 0: they ask each time. */
  readonly cacheUs: number;
  readonly timeoutUs: number;
  /** How often a message's sender asks before it gives up; null: for ever. */
  readonly attempts: number | null;
  readonly restartUs: number;
  /** By the message's name. */
  readonly operations: ReadonlyMap<string, VaultOperation>;
}
