import type { TimerHandler, TimerId } from '../kernel/heap.ts';
import { VirtualClock } from '../kernel/virtual-clock.ts';

interface Timer {
  readonly handler: TimerHandler;
  readonly a: unknown;
  readonly b: unknown;
  id: TimerId | null;
}

/**
 * One component's clock: the run's, which can stand still for it and whose time of day can be wrong. It schedules on
 * the run's clock one for one, so that a run with such a clock is the run without it until somebody tampers with it.
 */
export class OwnClock extends VirtualClock {
  readonly #base: VirtualClock;
  #frozen = false;
  /** Timers that ran out while it stood still. */
  readonly #missed: Timer[] = [];
  /** How far its time of day is ahead; timers are not concerned, as those of real machines are not. */
  skewUs = 0;

  constructor(base: VirtualClock) {
    super();
    this.#base = base;
  }

  override get nowUs(): number {
    return this.#base.nowUs;
  }

  override get wallUs(): number {
    return this.#base.nowUs + this.skewUs;
  }

  override at(dueUs: number, fn: () => void): TimerId {
    return this.#schedule(dueUs, fn, undefined, undefined);
  }

  override atCall<A, B>(dueUs: number, handler: (a: A, b: B) => void, a: A, b: B): TimerId {
    return this.#schedule(dueUs, handler as TimerHandler, a, b);
  }

  override after(delayUs: number, fn: () => void): TimerId {
    return this.at(this.#base.nowUs + delayUs, fn);
  }

  override cancel(id: TimerId): boolean {
    const missed = this.#missed.findIndex((timer) => timer.id === id);
    if (missed < 0) return this.#base.cancel(id);
    this.#missed.splice(missed, 1);
    return true;
  }

  override clearTimeout(id: TimerId): void {
    this.cancel(id);
  }

  freeze(): void {
    this.#frozen = true;
  }

  /** Goes on; what ran out meanwhile happens now, in its order. */
  release(): void {
    this.#frozen = false;
    for (let timer = this.#missed.shift(); timer !== undefined; timer = this.#missed.shift())
      timer.handler(timer.a, timer.b);
  }

  #schedule(dueUs: number, handler: TimerHandler, a: unknown, b: unknown): TimerId {
    const timer: Timer = { handler, a, b, id: null };
    return (timer.id = this.#base.atCall(dueUs, this.#ranOut, timer, undefined));
  }

  readonly #ranOut = (timer: Timer): void => {
    if (this.#frozen) this.#missed.push(timer);
    else timer.handler(timer.a, timer.b);
  };
}
