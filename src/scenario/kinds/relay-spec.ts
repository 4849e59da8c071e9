import type { ServiceSpec } from '../scenario.ts';

/** What lives as a service does and is drawn as what it is: its handlers are made of its configuration. */
interface Relay extends Omit<ServiceSpec, 'kind'> {}

/** One front door for many services. */
export interface GatewaySpec extends Relay {
  readonly kind: 'gateway';
  /** Whom it hands requests on to, in the order of its routes. */
  readonly targets: readonly string[];
}

/** An enterprise service bus: routes by content and transforms. */
export interface BusSpec extends Relay {
  readonly kind: 'esb';
  readonly targets: readonly string[];
}

/** Shares requests out among services that do the same. */
export interface BalancerSpec extends Relay {
  readonly kind: 'balancer';
  readonly targets: readonly string[];
}

/** Keeps answers of one service for a while. */
export interface CacheSpec extends Relay {
  readonly kind: 'cache';
  readonly origin: string;
}

/** A system of somebody else, which behaves as its script says. */
export interface ExternalSpec extends Relay {
  readonly kind: 'external';
}

export type RelaySpec = GatewaySpec | BusSpec | BalancerSpec | CacheSpec | ExternalSpec;
