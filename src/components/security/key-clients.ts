import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import { KeyClient } from './key-client.ts';

/** The key libraries of all components, each made when it is needed. */
export class KeyClients {
  readonly #world: World;
  readonly #clients = new Map<string, KeyClient>();

  constructor(world: World) {
    this.#world = world;
  }

  of(component: string): KeyClient {
    let client = this.#clients.get(component);
    if (client === undefined) this.#clients.set(component, (client = new KeyClient(this.#world, component)));
    return client;
  }

  /** Takes an answer of a vault; false where no library waits for it. */
  takes(hop: Hop, cause: number): boolean {
    return this.#clients.get(hop.to)?.takes(hop, cause) ?? false;
  }

  crashed(component: string, cause: number): void {
    this.#clients.get(component)?.crash(cause);
  }
}
