import { invariant } from '../../kernel/invariant.ts';

export type RetryCause = 'transient' | 'throttling' | 'server-error';

/** Tokens that a client's retries cost; what a retry took is given back when it succeeds. */
export interface RetryQuotaConfig {
  readonly capacity: number;
  readonly retryCost: number;
  /** The cause whose retries cost something else. */
  readonly exception: { readonly cause: RetryCause; readonly cost: number };
  /** What a call that succeeds without a retry gives back. */
  readonly successRefund: number;
}

/** The AWS SDKs' standard retry quota as it was until 2026: a transient error (a timeout) costs the more. */
export const AWS_STANDARD_LEGACY: RetryQuotaConfig = {
  capacity: 500,
  retryCost: 5,
  exception: { cause: 'transient', cost: 10 },
  successRefund: 1,
};

/** The AWS SDKs' standard retry quota of 2026: throttling, which says that the service is alive, costs the less. */
export const AWS_STANDARD_2026: RetryQuotaConfig = {
  capacity: 500,
  retryCost: 14,
  exception: { cause: 'throttling', cost: 5 },
  successRefund: 1,
};

/** A client's retry quota, after the AWS SDKs' standard retry strategy; all calls of the client share it. */
export class RetryQuota {
  readonly #config: RetryQuotaConfig;
  #tokens: number;

  constructor(config: RetryQuotaConfig) {
    this.#config = config;
    this.#tokens = config.capacity;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Takes the tokens of one retry and returns how many; null when there are too few, and the call has failed for good. */
  take(cause: RetryCause): number | null {
    const { retryCost, exception } = this.#config;
    const cost = cause === exception.cause ? exception.cost : retryCost;
    if (this.#tokens < cost) return null;
    this.#tokens -= cost;
    return cost;
  }

  /** A call succeeded; `lastCost` is what its last retry took, null when it needed none. */
  succeeded(lastCost: number | null): void {
    this.#tokens = Math.min(this.#config.capacity, this.#tokens + (lastCost ?? this.#config.successRefund));
  }
}

/** gRPC's bounds: at most 1000 tokens, and a ratio of which three decimals count. */
export interface RetryThrottleConfig {
  readonly maxTokens: number;
  readonly tokenRatio: number;
}

const MILLI = 1000;

/** Retry throttling after gRPC (A6): while half of the tokens or fewer are left, nothing is tried again. */
export class RetryThrottle {
  readonly #maxMilli: number;
  readonly #ratioMilli: number;
  // In thousandths, as the product counts: tenths don't add up to whole tokens in floating point.
  #milli: number;

  constructor({ maxTokens, tokenRatio }: RetryThrottleConfig) {
    invariant(maxTokens > 0 && maxTokens <= 1000, () => `${maxTokens} tokens are outside 1..1000`);
    this.#maxMilli = Math.round(maxTokens * MILLI);
    // The tiny addend undoes what a decimal such as 0.007 loses in binary.
    this.#ratioMilli = Math.floor(tokenRatio * MILLI + 1e-9);
    invariant(this.#ratioMilli > 0, () => `a token ratio of ${tokenRatio} gives nothing back`);
    this.#milli = this.#maxMilli;
  }

  get tokens(): number {
    return this.#milli / MILLI;
  }

  get allowsRetry(): boolean {
    return this.#milli > this.#maxMilli / 2;
  }

  failed(): void {
    this.#milli = Math.max(0, this.#milli - MILLI);
  }

  succeeded(): void {
    this.#milli = Math.min(this.#maxMilli, this.#milli + this.#ratioMilli);
  }
}
