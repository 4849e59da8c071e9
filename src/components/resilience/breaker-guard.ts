import type { TimerId } from '../../kernel/heap.ts';
import type { BreakerSpec } from '../../scenario/guards/guard-spec.ts';
import type { World } from '../world.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';
import type { GuardNotes } from './guard-notes.ts';
import { type Abort, type Call, type Done, type Run, wasAnswered } from './layer.ts';

/** A circuit breaker before one receiver, shared by the calls of one component. */
export class BreakerGuard {
  readonly #world: World;
  readonly #notes: GuardNotes;
  readonly #chart: string;
  readonly #spec: BreakerSpec;
  readonly #breaker: CircuitBreaker;
  #timer: TimerId | null = null;
  #timerUs = -1;
  #forgotten = false;
  /** Seq of what the next transition comes of. */
  #cause = 0;

  constructor(world: World, notes: GuardNotes, chart: string, spec: BreakerSpec) {
    this.#world = world;
    this.#notes = notes;
    this.#chart = chart;
    this.#spec = spec;
    this.#breaker = createCircuitBreaker(spec, ({ from, to, why }) => {
      this.#cause = notes.breakerMoved(chart, from, to, why, this.#cause);
    });
  }

  run(inner: Run, call: Call, cause: number, done: Done): Abort {
    const { clock } = this.#world;
    const beganUs = clock.nowUs;
    this.#cause = cause;
    const permitted = this.#breaker.tryAcquire(beganUs);
    this.#watch();
    if (!permitted) {
      const state = this.#breaker.state === 'open' ? 'open' : 'half-open, and enough calls try already';
      const why = `the circuit breaker before ${this.#notes.nameOf(call.request.to)} is ${state}`;
      this.#notes.reject(call, 'breaker', why, this.#cause, done);
      return () => {};
    }
    let over = false;
    const record = (outcome: 'success' | 'failure' | 'ignored'): void => {
      over = true;
      if (this.#forgotten) return;
      this.#breaker.record(outcome, clock.nowUs - beganUs, clock.nowUs);
      this.#watch();
    };
    const abort = inner(call, this.#cause, (result, by) => {
      if (over) return;
      this.#cause = by;
      record(wasAnswered(result) ? 'success' : 'failure');
      done(result, by);
    });
    return () => {
      if (over) return;
      this.#cause = call.sentSeq;
      // opossum knows no call that is neither: whoever gives up on it counts it as failed.
      record(this.#spec.product === 'opossum' ? 'failure' : 'ignored');
      abort();
    };
  }

  /** The process that remembered is gone. */
  forget(cause: number): void {
    this.#forgotten = true;
    if (this.#timer !== null) this.#world.clock.cancel(this.#timer);
    const { state } = this.#breaker;
    if (state !== 'closed')
      this.#notes.breakerMoved(this.#chart, state, 'closed', 'its process is gone, and what it knew', cause);
  }

  /** What moves the breaker without a call happens at its time. */
  #watch(): void {
    const { clock } = this.#world;
    const { dueUs } = this.#breaker;
    if (dueUs === null || dueUs === this.#timerUs) return;
    if (this.#timer !== null) clock.cancel(this.#timer);
    this.#timerUs = dueUs;
    this.#timer = clock.at(Math.max(dueUs, clock.nowUs), () => {
      this.#timer = null;
      this.#timerUs = -1;
      this.#breaker.advanceTo(clock.nowUs);
      this.#watch();
    });
  }
}
