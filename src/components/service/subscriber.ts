import { Registry } from '../../kernel/registry.ts';
import type { Consumption } from '../../scenario/scenario.ts';
import type { Transaction } from '../log-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { Consumer } from './consumer.ts';
import type { ConsumerPorts } from './consumer.ts';

/** A service's part in reading one source: a log, a queue, the streams of a store. */
export interface Subscriber {
  readonly spec: Consumption;
  /** How many of its messages wait their turn in the service. */
  readonly waiting: number;
  /** How many are in its memory and in no worker's hands or inbox. */
  readonly held: number;
  /** The service is up: it begins to read. */
  enter(cause: number): void;
  /** The process is gone, and with it all that was in its memory. */
  crash(cause: number): void;
  /** It never reads again; only readers of event stores can say so. */
  retire?(cause: number): void;
  /** Whether a delivery is for it. */
  takes(hop: Hop): boolean;
  /** A delivery arrived. */
  received(hop: Hop, cause: number): void;
  /** The handler is done with a delivery, or there is none for it. */
  handled(hop: Hop, cause: number): void;
  failed(hop: Hop, why: string, cause: number): void;
  /** The handler of a delivery commits it by hand; only consumers of logs can. */
  commit?(hop: Hop, cause: number): void;
  /** The transaction in which a delivery is handled; null where it may no longer be. */
  transaction?(hop: Hop): Transaction | null;
  /** A hop that the service sent to the source got lost. */
  undelivered(hop: Hop, cause: number): void;
}

type Subscribe = (world: World, owner: string, spec: never, ports: ConsumerPorts) => Subscriber;

const subscribes = new Registry<Subscribe>('kind of source');
subscribes.add('log', (world, owner, spec, ports) => new Consumer(world, owner, spec, ports));

/** Adds a kind of source that services can read. */
export function subscribesTo<S extends Consumption['source']>(
  source: S,
  make: (
    world: World,
    owner: string,
    spec: Extract<Consumption, { readonly source: S }>,
    ports: ConsumerPorts,
  ) => Subscriber,
): void {
  subscribes.add(source, make as unknown as Subscribe);
}

/** A service's subscriber to a source of a kind that was added. */
export function subscribe(world: World, owner: string, spec: Consumption, ports: ConsumerPorts): Subscriber {
  return subscribes.get(spec.source)(world, owner, spec as never, ports);
}
