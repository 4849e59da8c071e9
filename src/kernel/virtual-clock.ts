import type { ActorOptions, AnyActorLogic } from 'xstate';
import { TimerHeap } from './heap.ts';
import type { TimerHandler, TimerId } from './heap.ts';
import { invariant } from './invariant.ts';
import { usFromMs } from './time.ts';
import type { TimeUs } from './time.ts';

// XState doesn't export the type of its clock.
type XStateClock = NonNullable<ActorOptions<AnyActorLogic>['clock']>;

/** Virtual time: runs timers one at a time in the order of (due time, scheduling), and is a clock for XState actors. */
export class VirtualClock implements XStateClock {
  readonly #timers = new TimerHeap();
  #nowUs: TimeUs = 0;
  #running = false;

  get nowUs(): TimeUs {
    return this.#nowUs;
  }

  /** What its owner takes for the time of day. */
  get wallUs(): TimeUs {
    return this.nowUs;
  }

  /** How many timers wait to run; cancelled ones don't count. */
  get pendingCount(): number {
    return this.#timers.size;
  }

  /** Runs `fn` at `dueUs`, which must not be in the past. */
  at(dueUs: TimeUs, fn: () => void): TimerId {
    this.#checkDue(dueUs);
    return this.#timers.push(dueUs, fn, undefined, undefined);
  }

  /** Runs `handler(a, b)` at `dueUs`: `at` for the path of each message, where a closure per timer would cost. */
  atCall<A, B>(dueUs: TimeUs, handler: (a: A, b: B) => void, a: A, b: B): TimerId {
    this.#checkDue(dueUs);
    return this.#timers.push(dueUs, handler as TimerHandler, a, b);
  }

  /** Runs `fn` in `delayUs` microseconds from now, which must not be negative. */
  after(delayUs: TimeUs, fn: () => void): TimerId {
    return this.at(this.#nowUs + delayUs, fn);
  }

  /** Forgets a timer; false when it has run already, was cancelled already, or never was. */
  cancel(id: TimerId): boolean {
    return this.#timers.cancel(id);
  }

  /** When the next timer is due; undefined when none is pending. */
  nextDueUs(): TimeUs | undefined {
    return this.#timers.minDueUs;
  }

  /** Moves time to the next timer and runs that one only; false when none is pending. */
  step(): boolean {
    invariant(!this.#running, 'a timer must not drive the clock that runs it');
    if (this.#timers.size === 0) return false;
    this.#running = true;
    try {
      this.#runNext();
    } finally {
      this.#running = false;
    }
    return true;
  }

  /** Runs every timer due at or before `tUs`, those scheduled on the way included, then stands at `tUs`. */
  advanceTo(tUs: TimeUs): void {
    invariant(!this.#running, 'a timer must not drive the clock that runs it');
    invariant(Number.isSafeInteger(tUs), () => `${tUs} isn't a whole number of microseconds`);
    invariant(tUs >= this.#nowUs, () => `the clock stands at ${this.#nowUs} us and can't go back to ${tUs} us`);
    this.#running = true;
    try {
      for (let dueUs = this.#timers.minDueUs; dueUs !== undefined && dueUs <= tUs; dueUs = this.#timers.minDueUs) {
        this.#runNext();
      }
    } finally {
      this.#running = false;
    }
    this.#nowUs = tUs;
  }

  /** XState's way to schedule, in milliseconds, rounded to whole microseconds. */
  setTimeout(fn: (...args: unknown[]) => void, timeoutMs: number): TimerId {
    return this.after(usFromMs(timeoutMs), fn);
  }

  clearTimeout(id: TimerId): void {
    this.#timers.cancel(id);
  }

  #runNext(): void {
    this.#nowUs = this.#timers.minDueUs!;
    this.#timers.runMin();
  }

  #checkDue(dueUs: TimeUs): void {
    invariant(Number.isSafeInteger(dueUs), () => `${dueUs} isn't a whole number of microseconds`);
    invariant(dueUs >= this.#nowUs, () => `a timer at ${dueUs} us is in the past: it is ${this.#nowUs} us now`);
  }
}
