/** What a registry asks of a new schema, as Confluent's registry names it. */
export const COMPATIBILITY_LEVELS = [
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
  'NONE',
] as const;

export type CompatibilityLevel = (typeof COMPATIBILITY_LEVELS)[number];

/** What a level means in practice. */
export interface LevelRules {
  /** Whether the new schema has to read what the earlier one wrote. */
  readonly backward: boolean;
  /** Whether the earlier schema has to read what the new one writes. */
  readonly forward: boolean;
  /** Which earlier schemas the new one is compared with. */
  readonly checks: 'last' | 'all' | 'none';
  /** Who goes first, so that nobody gets what it can't read. */
  readonly upgradeFirst: 'consumers' | 'producers' | 'any' | 'depends';
}

const BACKWARD = { backward: true, forward: false, upgradeFirst: 'consumers' } as const;
const FORWARD = { backward: false, forward: true, upgradeFirst: 'producers' } as const;
const FULL = { backward: true, forward: true, upgradeFirst: 'any' } as const;

const RULES: Readonly<Record<CompatibilityLevel, LevelRules>> = {
  BACKWARD: { ...BACKWARD, checks: 'last' },
  BACKWARD_TRANSITIVE: { ...BACKWARD, checks: 'all' },
  FORWARD: { ...FORWARD, checks: 'last' },
  FORWARD_TRANSITIVE: { ...FORWARD, checks: 'all' },
  FULL: { ...FULL, checks: 'last' },
  FULL_TRANSITIVE: { ...FULL, checks: 'all' },
  NONE: { backward: false, forward: false, checks: 'none', upgradeFirst: 'depends' },
};

export function levelRules(level: CompatibilityLevel): LevelRules {
  return RULES[level];
}

export function isCompatibilityLevel(text: string): text is CompatibilityLevel {
  return Object.hasOwn(RULES, text);
}
