import type { Base } from '../entry.ts';

/** A service has another number of workers from now on. */
export interface ComponentScaled extends Base {
  readonly kind: 'component.scaled';
  readonly from: number;
  readonly to: number;
}

/** The component's own clock differs from the true time from now on; below 0 it is behind. */
export interface ClockSkewed extends Base {
  readonly kind: 'clock.skewed';
  readonly byUs: number;
}

/** A parameter of the run has another value from now on. */
export interface ParameterChanged extends Base {
  readonly kind: 'parameter.changed';
  readonly parameter: string;
  readonly from: number;
  readonly to: number;
}

export type ControlEntry = ComponentScaled | ClockSkewed | ParameterChanged;
