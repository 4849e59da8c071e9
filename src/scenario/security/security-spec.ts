import type { Template } from '../expression.ts';

/** Who may do what with which channel and which field. */
export interface SecuritySpec {
  /** By channel; channels without rules are open to everybody. */
  readonly access: ReadonlyMap<string, AccessRule>;
  /** By component, where it acts under another name than its id. */
  readonly principals: ReadonlyMap<string, string>;
  /** By message. */
  readonly personal: ReadonlyMap<string, PersonalSpec>;
  /** Components that anybody can look into. */
  readonly publicChannels: ReadonlySet<string>;
  readonly taps: readonly { readonly ends: readonly [string, string]; readonly to: string }[];
}

/** The principals that may; null: everybody. */
export interface AccessRule {
  readonly write: ReadonlySet<string> | null;
  readonly read: ReadonlySet<string> | null;
}

/** The personal fields of a message. */
export interface PersonalSpec {
  readonly fields: readonly string[];
  /** Null: they are known to be personal, and travel readable. */
  readonly encryption: { readonly vault: string; readonly subject: Template } | null;
}
