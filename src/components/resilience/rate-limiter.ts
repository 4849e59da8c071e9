import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';

export interface RateLimiterConfig {
  readonly limitForPeriod: number;
  readonly periodUs: TimeUs;
  /** How long a call may wait for its permission. */
  readonly timeoutUs: TimeUs;
}

/** A rate limiter after Resilience4j's AtomicRateLimiter: time is cut into periods, each with its permissions. */
export class RateLimiter {
  readonly #config: RateLimiterConfig;
  #period = 0;
  /** Below 0 when permissions of later periods are reserved. */
  #permissions: number;

  constructor(config: RateLimiterConfig) {
    invariant(config.limitForPeriod >= 1 && config.periodUs >= 1, 'a rate limiter needs a limit and a period');
    this.#config = config;
    this.#permissions = config.limitForPeriod;
  }

  /** How long the call must wait for its permission, 0 if not at all; null when that is longer than it may, and nothing is taken. */
  reserveUs(nowUs: TimeUs): TimeUs | null {
    const { periodUs, timeoutUs } = this.#config;
    const available = this.available(nowUs);
    const waitUs = available >= 1 ? 0 : this.#waitUs(available, nowUs);
    if (waitUs > timeoutUs) return null;
    this.#period = Math.floor(nowUs / periodUs);
    this.#permissions = available - 1;
    return waitUs;
  }

  /** The permissions left now; below 0 when calls wait. */
  available(nowUs: TimeUs): number {
    const { limitForPeriod, periodUs } = this.#config;
    const passed = Math.floor(nowUs / periodUs) - this.#period;
    return Math.min(limitForPeriod, this.#permissions + passed * limitForPeriod);
  }

  #waitUs(available: number, nowUs: TimeUs): TimeUs {
    const { limitForPeriod, periodUs } = this.#config;
    const toNextUs = (Math.floor(nowUs / periodUs) + 1) * periodUs - nowUs;
    const missingThen = 1 - (available + limitForPeriod);
    return toNextUs + Math.max(0, Math.ceil(missingThen / limitForPeriod)) * periodUs;
  }
}
