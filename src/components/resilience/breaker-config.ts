import { US_PER_MS, US_PER_SECOND } from '../../kernel/time.ts';
import type { TimeUs } from '../../kernel/time.ts';

/** Rates are percentages. A count-based window is a number of calls, a time-based one a number of seconds. */
export interface Resilience4jConfig {
  readonly product: 'resilience4j';
  readonly failureRateThreshold: number;
  readonly slowCallRateThreshold: number;
  /** A call is slow when it takes longer than this. */
  readonly slowCallDurationUs: TimeUs;
  readonly windowType: 'count' | 'time';
  readonly windowSize: number;
  readonly minimumCalls: number;
  readonly permittedInHalfOpen: number;
  readonly waitInOpenUs: TimeUs;
  /** Go half-open when the wait is over, without waiting for a call. */
  readonly automaticHalfOpen: boolean;
  /** How long half-open may last before the breaker opens again; 0 for ever. */
  readonly maxWaitInHalfOpenUs: TimeUs;
}

export interface OpossumConfig {
  readonly product: 'opossum';
  readonly errorThresholdPercentage: number;
  /** Below so many calls in the window the breaker doesn't open. */
  readonly volumeThreshold: number;
  readonly resetTimeoutUs: TimeUs;
  readonly rollingTimeoutUs: TimeUs;
  readonly rollingBuckets: number;
}

export type BreakerConfig = Resilience4jConfig | OpossumConfig;

/** What Resilience4j does when nothing is configured. */
export const RESILIENCE4J_DEFAULTS: Resilience4jConfig = {
  product: 'resilience4j',
  failureRateThreshold: 50,
  slowCallRateThreshold: 100,
  slowCallDurationUs: 60 * US_PER_SECOND,
  windowType: 'count',
  windowSize: 100,
  minimumCalls: 100,
  permittedInHalfOpen: 10,
  waitInOpenUs: 60 * US_PER_SECOND,
  automaticHalfOpen: false,
  maxWaitInHalfOpenUs: 0,
};

/** What opossum does when nothing is configured. */
export const OPOSSUM_DEFAULTS: OpossumConfig = {
  product: 'opossum',
  errorThresholdPercentage: 50,
  volumeThreshold: 0,
  resetTimeoutUs: 30_000 * US_PER_MS,
  rollingTimeoutUs: 10_000 * US_PER_MS,
  rollingBuckets: 10,
};
