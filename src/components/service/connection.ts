import type { World } from '../world.ts';

/** Writes down how a consumer's connection to a broker changes. */
export class Connection {
  readonly #world: World;
  readonly #owner: string;
  readonly #broker: string;
  #state = 'closed';

  constructor(world: World, owner: string, broker: string) {
    this.#world = world;
    this.#owner = owner;
    this.#broker = broker;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Returns the seq, or the cause where nothing changes. */
  turn(to: 'open' | 'closed', why: string, cause: number): number {
    if (to === this.#state) return cause;
    const from = this.#state;
    this.#state = to;
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'state.changed',
      chart: `connection ${this.#broker}`,
      from,
      to,
      why,
    });
  }
}
