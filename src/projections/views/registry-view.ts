import type { ComponentViewBase } from '../view.ts';

/** A schema registry as it is at one instant. */
export interface RegistryView extends ComponentViewBase {
  readonly kind: 'registry';
  /** Of subjects without a level of their own. */
  readonly level: string;
  /** In the order of their first registration. */
  readonly subjects: readonly SubjectView[];
  /** The last verdict against a schema, word for word; null: none so far. */
  readonly refusal: { readonly subject: string; readonly why: string; readonly atUs: number } | null;
  readonly counts: { readonly [outcome in 'registered' | 'known' | 'refused' | 'checked']: number };
}

export interface SubjectView {
  readonly subject: string;
  /** Its own or the registry's. */
  readonly level: string;
  /** Without deleted ones, oldest first. */
  readonly versions: readonly {
    readonly version: number;
    readonly id: number;
    /** As JSON. */
    readonly schema: string;
    readonly registeredUs: number;
  }[];
}
