import { US_PER_SECOND } from '../../kernel/time.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { Resilience4jConfig } from './breaker-config.ts';
import { BreakerLife } from './breaker-life.ts';
import type { BreakerState, BreakerTransition } from './breaker-life.ts';
import { BucketWindow } from './bucket-window.ts';
import type { BreakerMetrics, CircuitBreaker } from './circuit-breaker.ts';
import { CountWindow } from './count-window.ts';
import type { Outcome, OutcomeCounts, OutcomeWindow } from './outcome.ts';

const UNKNOWN = -1;

/** A circuit breaker after Resilience4j's CircuitBreakerStateMachine. */
export class Resilience4jBreaker implements CircuitBreaker {
  readonly #config: Resilience4jConfig;
  readonly #life: BreakerLife;
  #window: OutcomeWindow;
  #minimumCalls: number;
  #notPermitted = 0;
  #permits = 0;
  /** When the wait of the open state, or the longest half-open state, ends. */
  #endsUs: TimeUs = 0;

  constructor(config: Resilience4jConfig, told: (transition: BreakerTransition) => void) {
    this.#config = config;
    this.#life = new BreakerLife(told);
    this.#minimumCalls = config.minimumCalls;
    this.#window = this.#closedWindow();
  }

  get state(): BreakerState {
    return this.#life.state;
  }

  get dueUs(): TimeUs | null {
    const { automaticHalfOpen, maxWaitInHalfOpenUs } = this.#config;
    if (this.state === 'open') return automaticHalfOpen ? this.#endsUs : null;
    return this.state === 'half-open' && maxWaitInHalfOpenUs > 0 ? this.#endsUs : null;
  }

  tryAcquire(nowUs: TimeUs): boolean {
    this.advanceTo(nowUs);
    if (this.state === 'closed') return true;
    // Strictly after: at exactly the wait the call is still rejected.
    if (this.state === 'open' && nowUs > this.#endsUs) this.#halfOpen(nowUs, 'a call comes after the wait is over');
    if (this.state === 'half-open' && this.#permits > 0) {
      this.#permits--;
      return true;
    }
    this.#notPermitted++;
    return false;
  }

  record(outcome: Outcome, durationUs: TimeUs, nowUs: TimeUs): void {
    this.advanceTo(nowUs);
    if (outcome === 'ignored') {
      if (this.state === 'half-open') this.#permits++;
      return;
    }
    this.#window.record(outcome === 'failure', durationUs > this.#config.slowCallDurationUs, nowUs);
    // A call that began before the breaker opened still counts, but an open breaker has decided already.
    if (this.state !== 'open') this.#decide(nowUs);
  }

  advanceTo(nowUs: TimeUs): void {
    for (let dueUs = this.dueUs; dueUs !== null && dueUs <= nowUs; dueUs = this.dueUs) {
      if (this.state === 'open') this.#halfOpen(dueUs, 'the wait is over');
      else this.#open(dueUs, 'the trial calls took too long');
    }
  }

  metrics(nowUs: TimeUs): BreakerMetrics {
    const counts = this.#window.counts(nowUs);
    return {
      ...counts,
      failureRate: this.#rate(counts.failed, counts),
      slowCallRate: this.#rate(counts.slow, counts),
      notPermitted: this.#notPermitted,
    };
  }

  #decide(nowUs: TimeUs): void {
    const counts = this.#window.counts(nowUs);
    const failureRate = this.#rate(counts.failed, counts);
    if (failureRate === UNKNOWN) return;
    const slowCallRate = this.#rate(counts.slow, counts);
    const { failureRateThreshold, slowCallRateThreshold } = this.#config;
    if (failureRate >= failureRateThreshold) {
      this.#open(nowUs, `${failureRate} % of the last ${counts.calls} calls failed`);
    } else if (slowCallRate >= slowCallRateThreshold) {
      this.#open(nowUs, `${slowCallRate} % of the last ${counts.calls} calls were slow`);
    } else if (this.state === 'half-open')
      this.#close(`${counts.calls - counts.failed} of ${counts.calls} trial calls succeeded`);
  }

  /** A single-precision percentage, as the product computes it, or -1 below the minimum number of calls. */
  #rate(some: number, { calls }: OutcomeCounts): number {
    if (calls === 0 || calls < this.#minimumCalls) return UNKNOWN;
    return Math.fround(Math.fround(some * 100) / calls);
  }

  #open(nowUs: TimeUs, why: string): void {
    this.#endsUs = nowUs + this.#config.waitInOpenUs;
    this.#life.send('trip', why);
  }

  #halfOpen(nowUs: TimeUs, why: string): void {
    const { permittedInHalfOpen, minimumCalls, maxWaitInHalfOpenUs } = this.#config;
    this.#permits = permittedInHalfOpen;
    this.#endsUs = nowUs + maxWaitInHalfOpenUs;
    this.#window = new CountWindow(permittedInHalfOpen);
    this.#minimumCalls = Math.min(minimumCalls, permittedInHalfOpen);
    this.#notPermitted = 0;
    this.#life.send('probe', why);
  }

  #close(why: string): void {
    this.#window = this.#closedWindow();
    this.#notPermitted = 0;
    this.#life.send('recover', why);
  }

  #closedWindow(): OutcomeWindow {
    const { windowType, windowSize, minimumCalls } = this.#config;
    this.#minimumCalls = windowType === 'count' ? Math.min(minimumCalls, windowSize) : minimumCalls;
    return windowType === 'count' ? new CountWindow(windowSize) : new BucketWindow(windowSize, US_PER_SECOND);
  }
}
