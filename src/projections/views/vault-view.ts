import type { ComponentViewBase } from '../view.ts';

/** A key vault as it is at one instant. Keys themselves are in no view. */
export interface VaultView extends ComponentViewBase {
  readonly kind: 'vault';
  /** In the order of their making. */
  readonly keys: readonly KeyView[];
  readonly counts: { readonly [outcome in VaultOutcome]: number };
}

export type VaultOutcome = 'created' | 'rotated' | 'destroyed' | 'served' | 'denied' | 'missing' | 'rewrapped';

/** One person's key. */
export interface KeyView {
  readonly subject: string;
  /** How many versions were made. */
  readonly versions: number;
  readonly state: 'active' | 'destroyed';
  readonly changedUs: number;
}
