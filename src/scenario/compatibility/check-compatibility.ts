import type { AvroType } from './avro-type.ts';
import { readingDifferences } from './can-read.ts';
import { type CompatibilityLevel, levelRules } from './compatibility-level.ts';
import { differenceText, type Difference, type Direction } from './difference.ts';

/** A difference that breaks a promise, and with which of the earlier schemas. */
export interface Incompatibility extends Difference {
  readonly direction: Direction;
  /** Its place among the earlier schemas, from 0. */
  readonly earlier: number;
}

/** What speaks against a new schema after the earlier ones, given oldest first; empty: nothing. The latest is compared first, and the first that does not fit is the last that is looked at. */
export function incompatibilities(
  level: CompatibilityLevel,
  schema: AvroType,
  earlier: readonly AvroType[],
): readonly Incompatibility[] {
  const { backward, forward, checks } = levelRules(level);
  const first = checks === 'all' ? 0 : checks === 'last' ? Math.max(0, earlier.length - 1) : earlier.length;
  for (let i = earlier.length - 1; i >= first; i--) {
    const old = earlier[i] as AvroType;
    const found = [
      ...(backward ? told(readingDifferences(schema, old), 'backward', i) : []),
      ...(forward ? told(readingDifferences(old, schema), 'forward', i) : []),
    ];
    if (found.length > 0) return found;
  }
  return [];
}

/** Its sentence. */
export function incompatibilityText(incompatibility: Incompatibility): string {
  return differenceText(incompatibility, incompatibility.direction);
}

function told(differences: readonly Difference[], direction: Direction, earlier: number): readonly Incompatibility[] {
  return differences.map((difference) => ({ ...difference, direction, earlier }));
}

/** How far two schemas understand each other: in both directions, in one, or in none. */
export type Verdict = 'FULL' | 'BACKWARD' | 'FORWARD' | 'NONE';

/** The strongest level that a change from an old schema to a new one keeps. */
export function verdictOf(schema: AvroType, old: AvroType): Verdict {
  const backward = readingDifferences(schema, old).length === 0;
  const forward = readingDifferences(old, schema).length === 0;
  if (backward) return forward ? 'FULL' : 'BACKWARD';
  return forward ? 'FORWARD' : 'NONE';
}
