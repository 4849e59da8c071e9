import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import type { LogConsumption } from '../../scenario/scenario.ts';
import type { GroupMember } from '../log-port.ts';
import type { World } from '../world.ts';
import { membershipMachine } from './membership-machine.ts';

const whys: { readonly [state: string]: string } = {
  joining: 'asks to join the group',
  assigned: 'has its partitions',
  out: 'its process is gone',
};

/** Runs a consumer's membership statechart and writes each transition into the trace. */
export class Membership {
  readonly #world: World;
  readonly #spec: LogConsumption;
  readonly #member: GroupMember;
  readonly #actor: Actor<typeof membershipMachine>;
  #state = 'out';
  #cause = 0;
  #then: () => void = () => {};

  constructor(world: World, spec: LogConsumption, member: GroupMember) {
    this.#world = world;
    this.#spec = spec;
    this.#member = member;
    const machine = membershipMachine.provide({
      actions: { ask: () => world.port('log', spec.from).join(spec.group, member, this.#cause) },
    });
    this.#actor = createActor(machine, { clock: world.clock });
    this.#actor.subscribe((snapshot) => this.#moved(snapshot.value));
    this.#actor.start();
  }

  enter(cause: number): void {
    this.#cause = cause;
    this.#actor.send({ type: 'enter' });
  }

  /** The log has answered; `then` begins to read, once the trace says that it may. */
  assigned(cause: number, then: () => void): void {
    if (this.#state === 'assigned') return then();
    this.#cause = cause;
    this.#then = then;
    this.#actor.send({ type: 'assigned' });
  }

  leave(cause: number): void {
    if (this.#state === 'out') return;
    this.#cause = cause;
    this.#actor.send({ type: 'leave' });
    this.#world.port('log', this.#spec.from).silence(this.#spec.group, this.#member.id, this.#cause);
  }

  #moved(state: string): void {
    const from = this.#state;
    if (state === from) return;
    this.#state = state;
    const { trace, clock } = this.#world;
    this.#cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#member.id,
      cause: this.#cause,
      kind: 'state.changed',
      chart: `consumer ${this.#spec.group}`,
      from,
      to: state,
      why: whys[state] ?? '',
    });
    if (state === 'assigned') this.#then();
  }
}
