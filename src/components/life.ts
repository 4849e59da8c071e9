import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import { msFromUs } from '../kernel/time.ts';
import { lifeMachine } from './life-machine.ts';
import type { World } from './world.ts';

export type LifeState = 'up' | 'slow' | 'crashed' | 'restarting';

/** Runs a component's life statechart and writes each transition into the trace. */
export class Life {
  readonly #world: World;
  readonly #id: string;
  readonly #restartUs: number;
  readonly #onUp: (cause: number) => void;
  /** Made with the first event: most components of most runs live undisturbed, and searches make many runs. */
  #actor: Actor<typeof lifeMachine> | null = null;
  #state: LifeState = 'up';
  #factor = 1;
  #cause = 0;
  #lost = 0;

  /** `onUp` is called when it is up again after a restart. */
  constructor(world: World, id: string, restartUs: number, onUp: (cause: number) => void) {
    this.#world = world;
    this.#id = id;
    this.#restartUs = restartUs;
    this.#onUp = onUp;
  }

  get running(): boolean {
    return this.#state === 'up' || this.#state === 'slow';
  }

  get state(): LifeState {
    return this.#state;
  }

  /** How many times longer work takes now. */
  get factor(): number {
    return this.#factor;
  }

  /** `lost` says how many messages were only in memory. Returns why nothing changes, or null. */
  crash(cause: number, lost: number): string | null {
    if (this.#state === 'crashed') return 'it is down already';
    this.#lost = lost;
    return this.#send({ type: 'crash' }, cause);
  }

  restart(cause: number): string | null {
    if (this.#state === 'restarting') return 'it is restarting already';
    if (this.#state !== 'crashed') return 'it is up already';
    return this.#send({ type: 'restart' }, cause);
  }

  slow(factor: number, cause: number): string | null {
    if (!this.running) return 'it is down';
    if (factor === this.#factor) return factor === 1 ? 'it has its normal speed already' : 'it is that slow already';
    return this.#send({ type: 'slow', factor }, cause);
  }

  #send(event: { type: 'crash' } | { type: 'restart' } | { type: 'slow'; factor: number }, cause: number): null {
    this.#cause = cause;
    this.#actor ??= this.#startActor();
    this.#actor.send(event);
    return null;
  }

  #startActor(): Actor<typeof lifeMachine> {
    const input = { restartMs: msFromUs(this.#restartUs) };
    const actor = createActor(lifeMachine, { clock: this.#world.clock, input });
    actor.subscribe((snapshot) => this.#moved(snapshot.value as LifeState, snapshot.context.factor));
    return actor.start();
  }

  #moved(state: LifeState, factor: number): void {
    const from = this.#state;
    if (state === from && factor === this.#factor) return;
    this.#state = state;
    this.#factor = factor;
    const { trace, clock } = this.#world;
    const base = {
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause: this.#cause,
      chart: 'life',
      from,
      to: state,
    } as const;
    if (state === 'crashed') {
      this.#cause = trace.append({ ...base, kind: 'component.crashed', lost: this.#lost });
      this.#world.guard?.crashed(this.#id, this.#cause);
    } else if (state === 'restarting')
      this.#cause = trace.append({ ...base, kind: 'component.restarting', untilUs: clock.nowUs + this.#restartUs });
    else if (from === 'restarting') {
      this.#cause = trace.append({ ...base, kind: 'component.restarted' });
      this.#onUp(this.#cause);
    } else this.#cause = trace.append({ ...base, kind: 'component.slowed', factor });
  }
}
