/** How a guarded call ended, as a circuit breaker counts it; `ignored` counts as neither and gives its permission back. */
export type Outcome = 'success' | 'failure' | 'ignored';

/** What a window of recent calls holds. */
export interface OutcomeCounts {
  readonly calls: number;
  readonly failed: number;
  readonly slow: number;
}

/** The recent calls on which a breaker decides. */
export interface OutcomeWindow {
  record(failed: boolean, slow: boolean, nowUs: number): void;
  counts(nowUs: number): OutcomeCounts;
}
