import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';

export interface BulkheadConfig {
  readonly maxConcurrentCalls: number;
  /** How long a call may wait for a place; 0 turns it away at once. */
  readonly maxWaitUs: TimeUs;
}

/** What Resilience4j does when nothing is configured. */
export const BULKHEAD_DEFAULTS: BulkheadConfig = { maxConcurrentCalls: 25, maxWaitUs: 0 };

interface Waiter<Call> {
  readonly call: Call;
  readonly untilUs: TimeUs;
}

/** A semaphore bulkhead after Resilience4j's, fair: whoever waits longest gets the next place. */
export class Bulkhead<Call> {
  readonly #config: BulkheadConfig;
  #inside = 0;
  // All wait equally long, so the queue is also in the order of giving up.
  readonly #waiting: Waiter<Call>[] = [];

  constructor(config: BulkheadConfig) {
    invariant(config.maxConcurrentCalls >= 1, () => `no call fits into ${config.maxConcurrentCalls} places`);
    this.#config = config;
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** When the call that waits longest gives up; null when none waits. */
  get dueUs(): TimeUs | null {
    return this.#waiting[0]?.untilUs ?? null;
  }

  /** Whether the call may begin, waits for `leave` to admit it, or is turned away. */
  enter(call: Call, nowUs: TimeUs): 'inside' | 'waiting' | 'full' {
    if (this.#inside < this.#config.maxConcurrentCalls) {
      this.#inside++;
      return 'inside';
    }
    if (this.#config.maxWaitUs === 0) return 'full';
    this.#waiting.push({ call, untilUs: nowUs + this.#config.maxWaitUs });
    return 'waiting';
  }

  /** A call inside has ended; returns the call that takes its place, if one waits. Call `giveUp` first. */
  leave(): Call | undefined {
    invariant(this.#inside > 0, 'a call left that never entered');
    const next = this.#waiting.shift();
    if (next === undefined) this.#inside--;
    return next?.call;
  }

  /** The calls whose wait is over; they are turned away. */
  giveUp(nowUs: TimeUs): readonly Call[] {
    const late = this.#waiting.findIndex(({ untilUs }) => untilUs > nowUs);
    return this.#waiting.splice(0, late === -1 ? this.#waiting.length : late).map(({ call }) => call);
  }

  /** Who waits and does so no longer, of its own will. */
  withdraw(call: Call): void {
    const place = this.#waiting.findIndex((waiter) => waiter.call === call);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  /** Forgets everything, as a crash of its process does. */
  clear(): void {
    this.#inside = 0;
    this.#waiting.length = 0;
  }
}
