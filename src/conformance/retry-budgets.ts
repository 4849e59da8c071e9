import {
  AWS_STANDARD_2026,
  AWS_STANDARD_LEGACY,
  RetryQuota,
  RetryThrottle,
} from '../components/resilience/retry-budget.ts';
import type { RetryCause, RetryQuotaConfig } from '../components/resilience/retry-budget.ts';
import type { Report } from './report.ts';

interface QuotaRun {
  readonly maxAttempts: number;
  readonly retriesPerFailingRequest: readonly number[];
  readonly [observed: string]: unknown;
}

interface QuotaVectors {
  readonly capacity?: number;
  readonly retryCost?: number;
  readonly timeoutRetryCost?: number;
  readonly throttlingCost?: number;
  readonly refundOnSuccess?: string;
  readonly run?: Readonly<Record<string, QuotaRun>>;
}

export interface RetryBudgets {
  readonly awsStandardLegacy?: QuotaVectors;
  readonly awsStandard2026?: QuotaVectors;
  readonly grpcRetryThrottling?: {
    readonly example?: Readonly<Record<string, unknown>> & { readonly maxTokens: number; readonly tokenRatio: number };
  };
}

/** Drives the retry budgets with what the real ones do. */
export function checkRetryBudgets(budgets: RetryBudgets, report: Report): void {
  const { awsStandardLegacy: legacy, awsStandard2026: current, grpcRetryThrottling: grpc } = budgets;
  if (legacy) {
    const { capacity, retryCost, exception } = AWS_STANDARD_LEGACY;
    const cost = legacy.timeoutRetryCost ?? exception.cost;
    checkQuota(
      'AWS legacy quota',
      legacy,
      {
        ...AWS_STANDARD_LEGACY,
        capacity: legacy.capacity ?? capacity,
        retryCost: legacy.retryCost ?? retryCost,
        exception: { ...exception, cost },
      },
      report,
    );
  }
  if (current) {
    const { capacity, retryCost, exception } = AWS_STANDARD_2026;
    const cost = current.throttlingCost ?? exception.cost;
    checkQuota(
      'AWS 2026 quota',
      current,
      {
        ...AWS_STANDARD_2026,
        capacity: current.capacity ?? capacity,
        retryCost: current.retryCost ?? retryCost,
        exception: { ...exception, cost },
      },
      report,
    );
  }
  if (grpc?.example) checkThrottle(grpc.example, report);
}

function checkQuota(name: string, vectors: QuotaVectors, config: RetryQuotaConfig, report: Report): void {
  if (vectors.refundOnSuccess !== undefined) checkRefunds(name, config, report);
  for (const [cause, run] of Object.entries(vectors.run ?? {})) {
    const known = cause.toLowerCase().replace('_', '-') as RetryCause;
    report.case(`${name}: ${cause}`, run, runQuota(run, known, config));
  }
}

/** Requests that all fail, as many as the reference made, then clean successes. */
function runQuota(run: QuotaRun, cause: RetryCause, config: RetryQuotaConfig): Record<string, unknown> {
  const quota = new RetryQuota(config);
  const retriesPerFailingRequest = run.retriesPerFailingRequest.map(() => {
    let retries = 0;
    while (retries + 1 < run.maxAttempts && quota.take(cause) !== null) retries++;
    return retries;
  });
  const observed: Record<string, unknown> = {
    maxAttempts: run.maxAttempts,
    retriesPerFailingRequest,
    totalRetries: retriesPerFailingRequest.reduce((sum, retries) => sum + retries, 0),
    capacityWhenExhausted: quota.tokens,
  };
  for (const field of Object.keys(run)) {
    const after = /^capacityAfter(\d+)CleanSuccesses$/.exec(field);
    if (after === null) continue;
    for (let i = 0; i < Number(after[1]); i++) quota.succeeded(null);
    observed[field] = quota.tokens;
  }
  return observed;
}

function checkRefunds(name: string, config: RetryQuotaConfig, report: Report): void {
  const quota = new RetryQuota(config);
  quota.take('throttling');
  const { tokens: before } = quota;
  const last = quota.take('transient');
  quota.succeeded(last);
  report.case(`${name}: a retry that succeeds gives its cost back`, before, quota.tokens);
  quota.succeeded(null);
  report.case(`${name}: a clean success gives 1 back`, before + 1, quota.tokens);
  for (let i = 0; i < config.capacity; i++) quota.succeeded(null);
  report.case(`${name}: it never holds more than its capacity`, config.capacity, quota.tokens);
}

function checkThrottle(
  example: Readonly<Record<string, unknown>> & { readonly maxTokens: number; readonly tokenRatio: number },
  report: Report,
): void {
  const throttle = new RetryThrottle(example);
  let failures = 0;
  while (throttle.allowsRetry) {
    throttle.failed();
    failures++;
  }
  const observed: Record<string, unknown> = { ...example };
  if ('failuresUntilNoRetry' in example) observed['failuresUntilNoRetry'] = failures;
  for (const field of Object.keys(example)) {
    const after = /^successesToRetryAgainAfter(\d+)Failures$/.exec(field);
    if (after !== null) observed[field] = successesAfter(Number(after[1]), example);
  }
  report.case('gRPC retry throttling', example, observed);
}

function successesAfter(failures: number, config: { readonly maxTokens: number; readonly tokenRatio: number }): number {
  const throttle = new RetryThrottle(config);
  for (let i = 0; i < failures; i++) throttle.failed();
  let successes = 0;
  while (!throttle.allowsRetry) {
    throttle.succeeded();
    successes++;
  }
  return successes;
}
