import type { TimerId } from '../../kernel/heap.ts';
import type { VirtualClock } from '../../kernel/virtual-clock.ts';

/** Kafka's `session.timeout.ms`. */
const SESSION_TIMEOUT_US = 45_000_000;

/** The sessions of members that are down: whoever is so for too long is put out of its group. */
export class Sessions {
  readonly #clock: VirtualClock;
  readonly #expired: (group: string, member: string, cause: number) => void;
  readonly #timers = new Map<string, TimerId>();

  constructor(clock: VirtualClock, expired: (group: string, member: string, cause: number) => void) {
    this.#clock = clock;
    this.#expired = expired;
  }

  /** The member sends no more heartbeats; nothing changes where that is known. */
  begin(group: string, member: string, timeoutUs = SESSION_TIMEOUT_US, cause: number): void {
    const name = `${group} ${member}`;
    if (this.#timers.has(name)) return;
    const timer = this.#clock.after(timeoutUs, () => {
      this.#timers.delete(name);
      this.#expired(group, member, cause);
    });
    this.#timers.set(name, timer);
  }

  /** The member is back. */
  end(group: string, member: string): void {
    const name = `${group} ${member}`;
    const timer = this.#timers.get(name);
    if (timer !== undefined) this.#clock.cancel(timer);
    this.#timers.delete(name);
  }

  /** The broker goes down; when it is back, it gives all of them their time again. */
  pause(): void {
    for (const timer of this.#timers.values()) this.#clock.cancel(timer);
    this.#timers.clear();
  }
}
