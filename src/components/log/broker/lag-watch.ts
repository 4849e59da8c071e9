import type { VirtualClock } from '../../../kernel/virtual-clock.ts';

/**
 * The leader looks after its followers every half of the longest lag, as Kafka's does, but only while one is behind:
 * else nothing would ever come to rest.
 */
export class LagWatch {
  readonly #clock: VirtualClock;
  readonly #everyUs: number;
  readonly #isBehind: () => boolean;
  readonly #look: () => void;
  #running = false;

  constructor(clock: VirtualClock, longestLagUs: number, isBehind: () => boolean, look: () => void) {
    this.#clock = clock;
    this.#everyUs = Math.ceil(longestLagUs / 2) + 1;
    this.#isBehind = isBehind;
    this.#look = look;
  }

  /** A follower may be behind now. */
  begin(): void {
    if (this.#running || !this.#isBehind()) return;
    this.#running = true;
    this.#clock.after(this.#everyUs, () => {
      this.#running = false;
      this.#look();
      this.begin();
    });
  }
}
