import type { UnitSource } from '../../kernel/distribution.ts';
import type { TimeUs } from '../../kernel/time.ts';

/** How long retries wait: how the wait grows, how it is scattered, and its bounds in microseconds. */
export interface BackoffPolicy {
  readonly growth: 'none' | 'fixed' | 'exponential';
  /** Decorrelated jitter has a growth of its own (up to three times the wait before), so `growth` only says that there is one. */
  readonly jitter: 'none' | 'full' | 'equal' | 'decorrelated';
  readonly baseUs: TimeUs;
  /** The longest wait; null bounds it at a hundred years only. */
  readonly capUs: TimeUs | null;
}

/** A hundred years: without a cap a doubled wait would soon leave what virtual time can count. */
const LONGEST_US = 3_155_760_000_000_000;

/** The waits of one call's retries; decorrelated jitter remembers the wait before, so each call needs its own. */
export class Backoff {
  readonly #policy: BackoffPolicy;
  readonly #capUs: TimeUs;
  #previousUs: TimeUs;

  constructor(policy: BackoffPolicy) {
    this.#policy = policy;
    this.#capUs = Math.min(policy.capUs ?? LONGEST_US, LONGEST_US);
    this.#previousUs = policy.baseUs;
  }

  /** How long to wait before a retry, counted from 1, in microseconds; takes one draw when there is jitter, none otherwise. */
  nextUs(retry: number, draws: UnitSource): TimeUs {
    const { growth, jitter, baseUs } = this.#policy;
    if (growth === 'none') return 0;
    if (jitter === 'decorrelated') {
      const drawnUs = baseUs + Math.floor(draws.unit() * (this.#previousUs * 3 - baseUs));
      return (this.#previousUs = Math.min(this.#capUs, drawnUs));
    }
    const plainUs = growth === 'fixed' ? Math.min(baseUs, this.#capUs) : this.#doubledUs(retry - 1);
    if (jitter === 'full') return Math.floor(draws.unit() * plainUs);
    if (jitter === 'equal') return Math.floor(plainUs / 2 + draws.unit() * (plainUs / 2));
    return plainUs;
  }

  #doubledUs(times: number): TimeUs {
    let us = this.#policy.baseUs;
    // Doubling by multiplication, not by a power: exact in every engine.
    for (let i = 0; i < times && us < this.#capUs && us > 0; i++) us *= 2;
    return Math.min(us, this.#capUs);
  }
}
