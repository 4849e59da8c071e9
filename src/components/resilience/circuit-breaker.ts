import type { TimeUs } from '../../kernel/time.ts';
import type { BreakerState } from './breaker-life.ts';
import type { Outcome } from './outcome.ts';

/** What a breaker decides on, for the inspector. Rates are percentages; -1 while too few calls are known. */
export interface BreakerMetrics {
  readonly calls: number;
  readonly failed: number;
  readonly slow: number;
  readonly failureRate: number;
  readonly slowCallRate: number;
  readonly notPermitted: number;
}

/** Guards calls to something that may be down. Time is told to it and never goes back; it sets no timers. */
export interface CircuitBreaker {
  readonly state: BreakerState;
  /** When `advanceTo` has something to do; null when only a call can move the breaker. */
  readonly dueUs: TimeUs | null;
  /** Whether a call may begin; if it may, `record` must hear how it ended. */
  tryAcquire(nowUs: TimeUs): boolean;
  record(outcome: Outcome, durationUs: TimeUs, nowUs: TimeUs): void;
  /** Does what was due until now. */
  advanceTo(nowUs: TimeUs): void;
  metrics(nowUs: TimeUs): BreakerMetrics;
}
