import type { Findings } from './problem.ts';

const changed = new WeakMap<Findings, Set<string>>();

/**
 * Fields that the interventions looked at so far have made or taken away, each after the name of its message: a later
 * intervention may be about them.
 */
export function changedFields(findings: Findings): Set<string> {
  let names = changed.get(findings);
  if (names === undefined) changed.set(findings, (names = new Set()));
  return names;
}
