import type { RelaySpec } from '../../scenario/kinds/relay-spec.ts';
import type { ServiceView } from '../view.ts';

/** A gateway, a bus, a balancer, a cache or an external system: what a service shows, and what is its own. */
export interface RelayView extends Omit<ServiceView, 'kind' | 'counts'> {
  readonly kind: RelaySpec['kind'];
  readonly counts: { readonly [outcome: string]: number };
  /** Whom its open requests are with, in the order of its targets. */
  readonly busy: readonly { readonly target: string; readonly open: number; readonly ejected: boolean }[];
}
