import type { Intervention } from '../../scenario/intervention.ts';
import type { ServiceSpec } from '../../scenario/scenario.ts';
import type { Interfaces } from '../interfaces.ts';
import type { World } from '../world.ts';
import type { Handler } from './handler.ts';
import type { Interpreter } from './interpreter.ts';
import type { Workers } from './workers.ts';

/** What interventions that are fetched can lay hands on in a service. */
export interface ServiceInside {
  readonly world: World;
  readonly spec: ServiceSpec;
  /** By message; a changed one counts from the next message on. */
  readonly handlers: Map<string, Handler>;
  readonly interfaces: Interfaces;
  readonly interpreter: Interpreter;
  readonly crash: (cause: number) => void;
  readonly workers: Workers;
  /** Free workers take what waits. */
  readonly serve: () => void;
}

type Deed = (inside: ServiceInside, what: never, cause: number) => string | null;

const deeds = new Map<string, Deed>();

/** Adds what an intervention does to a service. */
export function doesToService<K extends Intervention['kind']>(
  kind: K,
  deed: (inside: ServiceInside, what: Intervention & { readonly kind: K }, cause: number) => string | null,
): void {
  deeds.set(kind, deed as unknown as Deed);
}

/** Does it; null also where it changed something. */
export function doToService(inside: ServiceInside, what: Intervention, cause: number): string | null {
  const deed = deeds.get(what.kind);
  return deed === undefined ? 'that is nothing that a service knows' : deed(inside, what as never, cause);
}
