import type { Intervention } from '../../scenario/intervention.ts';
import type { Interfaces } from '../interfaces.ts';
import type { World } from '../world.ts';
import type { Series } from './client.ts';

/** What interventions that are fetched can lay hands on in a client. */
export interface ClientInside {
  readonly world: World;
  readonly interfaces: Interfaces;
  readonly series: readonly Series[];
  /** False while nobody sends. */
  readonly running: boolean;
  /** One message more, now; false where its workload has ended. */
  readonly send: (series: Series) => boolean;
}

type Deed = (inside: ClientInside, what: never, cause: number) => string | null;

const deeds = new Map<string, Deed>();

/** Adds what an intervention does to a client. */
export function doesToClient<K extends Intervention['kind']>(
  kind: K,
  deed: (inside: ClientInside, what: Intervention & { readonly kind: K }, cause: number) => string | null,
): void {
  deeds.set(kind, deed as unknown as Deed);
}

/** Does it; null also where it changed something. */
export function doToClient(inside: ClientInside, what: Intervention, cause: number): string | null {
  const deed = deeds.get(what.kind);
  return deed === undefined ? 'that is nothing that a client knows' : deed(inside, what as never, cause);
}
