import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import type { World } from '../world.ts';
import { subscriptionMachine } from './subscription-machine.ts';

const whys: { readonly [state: string]: string } = {
  'catching up': 'reads what is there already',
  live: 'has read all and waits for more',
  out: 'its process is gone',
};

/** Runs a subscription's statechart and writes each transition into the trace. */
export class SubscriptionLife {
  readonly #world: World;
  readonly #id: string;
  readonly #chart: string;
  readonly #actor: Actor<typeof subscriptionMachine>;
  #state = 'out';
  #cause = 0;

  /** `chart` names the subscription among those of the component. */
  constructor(world: World, id: string, chart: string) {
    this.#world = world;
    this.#id = id;
    this.#chart = chart;
    this.#actor = createActor(subscriptionMachine, { clock: world.clock });
    this.#actor.subscribe((snapshot) => this.#moved(snapshot.value));
    this.#actor.start();
  }

  get isLive(): boolean {
    return this.#state === 'live';
  }

  send(type: 'enter' | 'caughtUp' | 'behind' | 'leave', cause: number | null = null): void {
    if (cause !== null) this.#cause = cause;
    this.#actor.send({ type });
  }

  #moved(state: string): void {
    const from = this.#state;
    if (state === from) return;
    this.#state = state;
    const { trace, clock } = this.#world;
    this.#cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause: this.#cause,
      kind: 'state.changed',
      chart: `subscription ${this.#chart}`,
      from,
      to: state,
      why: whys[state] ?? '',
    });
  }
}
