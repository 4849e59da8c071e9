import type { Distribution } from '../kernel/distribution.ts';

/** What a person does to a run; `atUs` says when. */
export interface TimedIntervention {
  readonly atUs: number;
  readonly what: Intervention;
}

export type Intervention =
  | { readonly kind: 'crash' | 'restart' | 'poison'; readonly component: string }
  /** Work takes `factor` times as long; 1 is normal again. */
  | { readonly kind: 'slow'; readonly component: string; readonly factor: number }
  | { readonly kind: 'latency'; readonly link: readonly [string, string]; readonly latency: Distribution }
  /** Probability 0 to 1 per message. */
  | {
      readonly kind: 'loss' | 'duplication' | 'reordering';
      readonly link: readonly [string, string];
      readonly probability: number;
    }
  | { readonly kind: 'partition' | 'heal'; readonly link: readonly [string, string] }
  /** `component` sends `message` with the field renamed from now on; receivers stay at the version they know. */
  | {
      readonly kind: 'rename';
      readonly component: string;
      readonly message: string;
      readonly field: string;
      readonly to: string;
    };

/** A run's input, whole: what a link carries. */
export interface RunInput {
  readonly seed: number;
  readonly variant: string | null;
  readonly parameters: { readonly [name: string]: number };
  readonly interventions: readonly TimedIntervention[];
}
