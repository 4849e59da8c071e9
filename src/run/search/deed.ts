import type { TimedIntervention } from '../../scenario/intervention.ts';

/** Interventions that belong together: a fault and its end, or one that stands alone. */
export type Deed = readonly TimedIntervention[];

/** All of them in the order in which they take effect. */
export function interventionsOf(deeds: readonly Deed[]): readonly TimedIntervention[] {
  return deeds.flat().sort((a, b) => a.atUs - b.atUs);
}
