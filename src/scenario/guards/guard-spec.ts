/** What stands between a caller and the one that it calls, times in microseconds. */
export interface CallGuards {
  readonly breaker: BreakerSpec | null;
  readonly bulkhead: { readonly maxConcurrentCalls: number; readonly maxWaitUs: number } | null;
  readonly rateLimit: { readonly limitForPeriod: number; readonly periodUs: number; readonly timeoutUs: number } | null;
  /** What bounds the retries of all calls to one receiver together. */
  readonly budget: BudgetSpec | null;
  /** From the outermost to the innermost; only what there is. */
  readonly order: readonly GuardLayer[];
}

export type GuardLayer = (typeof GUARD_LAYERS)[number];

/** In the order in which Resilience4j's decorators wrap each other when nobody says anything else. */
export const GUARD_LAYERS = ['retry', 'breaker', 'rateLimit', 'timeout', 'bulkhead'] as const;

/** Rates are percentages. A count-based window is a number of calls, a time-based one a number of seconds. */
export type BreakerSpec =
  | {
      readonly product: 'resilience4j';
      readonly failureRateThreshold: number;
      readonly slowCallRateThreshold: number;
      readonly slowCallDurationUs: number;
      readonly windowType: 'count' | 'time';
      readonly windowSize: number;
      readonly minimumCalls: number;
      readonly permittedInHalfOpen: number;
      readonly waitInOpenUs: number;
      readonly automaticHalfOpen: boolean;
      readonly maxWaitInHalfOpenUs: number;
    }
  | {
      readonly product: 'opossum';
      readonly errorThresholdPercentage: number;
      readonly volumeThreshold: number;
      readonly resetTimeoutUs: number;
      readonly rollingTimeoutUs: number;
      readonly rollingBuckets: number;
    };

/** Whose rules bound the retries: the AWS SDKs' tokens, or gRPC's throttle. */
export type BudgetSpec =
  | {
      readonly product: 'aws';
      readonly capacity: number;
      readonly retryCost: number;
      readonly exception: { readonly cause: 'transient'; readonly cost: number };
      readonly successRefund: number;
    }
  | { readonly product: 'grpc'; readonly maxTokens: number; readonly tokenRatio: number };
