import type { Component } from '../components/component.ts';
import type { LinkNetwork } from '../components/link/network.ts';
import type { World } from '../components/world.ts';
import type { VirtualClock } from '../kernel/virtual-clock.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';

/** What interventions can lay hands on. */
export interface RunControl {
  readonly world: World;
  readonly network: LinkNetwork;
  readonly components: ReadonlyMap<string, Component>;
  /** Of components whose time is not simply the run's. */
  readonly clocks: ReadonlyMap<string, VirtualClock>;
  /** Components that pause now. */
  readonly pauses: Map<string, Pause>;
}

/** A component that pauses. */
export interface Pause {
  /** Its process is gone: says so. */
  killed(cause: number): void;
  /** What waited for it happens. */
  release(): void;
}

/** Does it; returns why it changes nothing, or null. */
type Apply = (what: never, cause: number, control: RunControl) => string | null;

const appliers = new Map<string, Apply>();
const clockMakers = new Map<string, (clock: VirtualClock) => VirtualClock>();

/** Adds what an intervention does; `makeClock` where it needs the component to have a clock of its own from the start. */
export function appliesIntervention<K extends Intervention['kind']>(
  kind: K,
  apply: (what: Intervention & { readonly kind: K }, cause: number, control: RunControl) => string | null,
  makeClock?: (clock: VirtualClock) => VirtualClock,
): void {
  appliers.set(kind, apply as unknown as Apply);
  if (makeClock !== undefined) clockMakers.set(kind, makeClock);
}

/** Does what an added intervention says; undefined where none was added for it. */
export function applyFurther(what: Intervention, cause: number, control: RunControl): string | null | undefined {
  return appliers.get(what.kind)?.(what as never, cause, control);
}

/** Clocks for the components whose time a person will tamper with. Until then they show the run's. */
export function ownClocks(
  interventions: readonly TimedIntervention[],
  clock: VirtualClock,
): ReadonlyMap<string, VirtualClock> {
  const clocks = new Map<string, VirtualClock>();
  for (const { what } of interventions) {
    const make = clockMakers.get(what.kind);
    if (make !== undefined && 'component' in what && !clocks.has(what.component))
      clocks.set(what.component, make(clock));
  }
  return clocks;
}
