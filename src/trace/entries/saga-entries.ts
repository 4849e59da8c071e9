import type { Base } from '../entry.ts';

/** The director of a saga gives a command, or is at its end. */
export interface SagaMoved extends Base {
  readonly kind: 'saga.moved';
  /** The service's handler and the saga's id. */
  readonly saga: string;
  readonly to: 'do' | 'compensate' | 'completed' | 'compensated';
  /** '' at the end. */
  readonly step: string;
  /** Of this command, from 1. */
  readonly attempt: number;
  readonly label: string;
}

/** After a crash a saga that isn't at its end is taken up again. */
export interface SagaResumed extends Base {
  readonly kind: 'saga.resumed';
  readonly saga: string;
  readonly label: string;
}

export type SagaEntry = SagaMoved | SagaResumed;
