import type { Distribution } from '../kernel/distribution.ts';
import type { FurtherIntervention } from './further-intervention.ts';

/** What a person does to a run; `atUs` says when. */
export interface TimedIntervention {
  readonly atUs: number;
  readonly what: Intervention;
}

export type Intervention =
  | { readonly kind: 'crash' | 'restart'; readonly component: string }
  /** The next message to the component can't be read, or the next of a name, or with a label. */
  | {
      readonly kind: 'poison';
      readonly component: string;
      readonly message?: string;
      readonly label?: string;
    }
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
    }
  | FurtherIntervention;

/** The components that an intervention is about. */
export function placesOf(what: Intervention): readonly string[] {
  if ('link' in what) return what.link;
  return 'component' in what ? [what.component] : [];
}

/** A run's input, whole: what a link carries. */
export interface RunInput {
  readonly seed: number;
  readonly variant: string | null;
  readonly parameters: { readonly [name: string]: number };
  readonly interventions: readonly TimedIntervention[];
}
