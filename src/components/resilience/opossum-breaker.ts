import type { TimeUs } from '../../kernel/time.ts';
import type { OpossumConfig } from './breaker-config.ts';
import { BreakerLife } from './breaker-life.ts';
import type { BreakerState, BreakerTransition } from './breaker-life.ts';
import { BucketWindow } from './bucket-window.ts';
import type { BreakerMetrics, CircuitBreaker } from './circuit-breaker.ts';
import type { Outcome } from './outcome.ts';

/** A circuit breaker after opossum, Node's: a timer moves it to half-open, where one call decides. */
export class OpossumBreaker implements CircuitBreaker {
  readonly #config: OpossumConfig;
  readonly #life: BreakerLife;
  /** Every call that was asked for, rejected ones included: the product's share of errors is a share of these. */
  readonly #fires: BucketWindow;
  readonly #failures: BucketWindow;
  #notPermitted = 0;
  #halfOpensUs: TimeUs = 0;
  #trialIsFree = false;

  constructor(config: OpossumConfig, told: (transition: BreakerTransition) => void) {
    this.#config = config;
    this.#life = new BreakerLife(told);
    const bucketUs = Math.floor(config.rollingTimeoutUs / config.rollingBuckets);
    this.#fires = new BucketWindow(config.rollingBuckets, bucketUs);
    this.#failures = new BucketWindow(config.rollingBuckets, bucketUs);
  }

  get state(): BreakerState {
    return this.#life.state;
  }

  get dueUs(): TimeUs | null {
    return this.state === 'open' ? this.#halfOpensUs : null;
  }

  tryAcquire(nowUs: TimeUs): boolean {
    this.advanceTo(nowUs);
    this.#fires.record(false, false, nowUs);
    if (this.state !== 'closed' && !this.#trialIsFree) {
      this.#notPermitted++;
      return false;
    }
    this.#trialIsFree = false;
    return true;
  }

  record(outcome: Outcome, _durationUs: TimeUs, nowUs: TimeUs): void {
    this.advanceTo(nowUs);
    if (outcome !== 'failure') {
      if (this.state !== 'half-open') return;
      // Whichever call succeeds: the product doesn't ask whether it is the trial.
      this.#trialIsFree = false;
      this.#life.send('recover', 'the trial call succeeded');
      return;
    }
    this.#failures.record(true, false, nowUs);
    if (this.state === 'half-open') this.#open(nowUs, 'the trial call failed');
    else if (this.state === 'closed') {
      const { calls, failureRate } = this.metrics(nowUs);
      if (calls < this.#config.volumeThreshold || !(failureRate > this.#config.errorThresholdPercentage)) return;
      this.#open(nowUs, `${failureRate} % of the last ${calls} calls failed`);
    }
  }

  advanceTo(nowUs: TimeUs): void {
    if (this.state !== 'open' || nowUs < this.#halfOpensUs) return;
    this.#trialIsFree = true;
    this.#life.send('probe', 'the reset timeout is over');
  }

  metrics(nowUs: TimeUs): BreakerMetrics {
    const { calls } = this.#fires.counts(nowUs);
    const { failed } = this.#failures.counts(nowUs);
    const failureRate = calls === 0 ? -1 : (failed / calls) * 100;
    return { calls, failed, slow: 0, failureRate, slowCallRate: -1, notPermitted: this.#notPermitted };
  }

  #open(nowUs: TimeUs, why: string): void {
    this.#trialIsFree = false;
    this.#halfOpensUs = nowUs + this.#config.resetTimeoutUs;
    this.#life.send('trip', why);
  }
}
