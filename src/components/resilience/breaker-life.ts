import { createActor } from 'xstate';
import { invariant } from '../../kernel/invariant.ts';
import { breakerMachine } from './breaker-machine.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/** A change of a breaker's state, with its reason in words for the trace. */
export interface BreakerTransition {
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly why: string;
}

/** Runs a breaker's statechart and tells of each transition; the state is at hand for every call without asking the machine. */
export class BreakerLife {
  readonly #actor = createActor(breakerMachine);
  readonly #told: (transition: BreakerTransition) => void;
  #state: BreakerState = 'closed';

  constructor(told: (transition: BreakerTransition) => void) {
    this.#told = told;
    this.#actor.start();
  }

  get state(): BreakerState {
    return this.#state;
  }

  send(type: 'trip' | 'probe' | 'recover', why: string): void {
    const from = this.#state;
    this.#actor.send({ type });
    const to = this.#actor.getSnapshot().value;
    invariant(to !== from, () => `a breaker that is ${from} can't ${type}`);
    this.#state = to;
    this.#told({ from, to, why });
  }
}
