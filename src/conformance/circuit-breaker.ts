import { OPOSSUM_DEFAULTS, RESILIENCE4J_DEFAULTS } from '../components/resilience/breaker-config.ts';
import type { OpossumConfig, Resilience4jConfig } from '../components/resilience/breaker-config.ts';
import type { BreakerState } from '../components/resilience/breaker-life.ts';
import type { CircuitBreaker } from '../components/resilience/circuit-breaker.ts';
import { createCircuitBreaker } from '../components/resilience/create-circuit-breaker.ts';
import { US_PER_MS, US_PER_SECOND } from '../kernel/time.ts';
import type { Report } from './report.ts';
import { checkRetryBudgets } from './retry-budgets.ts';
import type { RetryBudgets } from './retry-budgets.ts';

interface Step {
  readonly op: string;
  readonly result?: string;
  readonly slow?: boolean;
  readonly ms?: number;
  readonly [field: string]: unknown;
}

interface Case<Options> {
  readonly name: string;
  readonly config?: Options;
  readonly opts?: Options;
  readonly steps: readonly Step[];
}

interface Resilience4jOptions {
  readonly failureRateThreshold?: number;
  readonly slidingWindowSize?: number;
  readonly minimumNumberOfCalls?: number;
  readonly slidingWindowType?: string;
  readonly permittedNumberOfCallsInHalfOpenState?: number;
  readonly waitDurationInOpenStateMs?: number;
  readonly slowCallDurationThresholdMs?: number;
  readonly slowCallRateThreshold?: number;
  readonly automaticTransitionFromOpenToHalfOpenEnabled?: boolean;
  readonly maxWaitDurationInHalfOpenStateMs?: number;
}

interface OpossumOptions {
  readonly errorThresholdPercentage?: number;
  readonly volumeThreshold?: number;
  readonly resetTimeout?: number;
  readonly rollingCountTimeout?: number;
  readonly rollingCountBuckets?: number;
}

interface CircuitBreakerVectors {
  readonly _meta?: { readonly defaults?: { readonly resilience4j?: object; readonly opossum?: object } };
  readonly resilience4j?: readonly Case<Resilience4jOptions>[];
  readonly opossum?: readonly Case<OpossumOptions>[];
  readonly retryBudget?: RetryBudgets;
}

/** The reference was run with this reset timeout, which its cases don't repeat. */
const OPOSSUM_RESET_MS = 100;

const STATES: Readonly<Record<BreakerState, string>> = { closed: 'CLOSED', open: 'OPEN', 'half-open': 'HALF_OPEN' };

/** Drives the circuit breaker and the retry budgets with the traces of real products. */
export function check(document: unknown, report: Report): void {
  const { _meta: meta, resilience4j = [], opossum = [], retryBudget = {} } = document as CircuitBreakerVectors;
  checkDefaults(meta?.defaults ?? {}, report);
  for (const each of resilience4j) {
    const actual = replayResilience4j(resilience4jConfig(each.config ?? {}), each.steps);
    report.case(`resilience4j: ${each.name}`, each.steps.map(singlePrecision), actual);
  }
  for (const each of opossum) {
    report.case(`opossum: ${each.name}`, each.steps, replayOpossum(opossumConfig(each.opts ?? {}), each.steps));
  }
  checkRetryBudgets(retryBudget, report);
}

function replayResilience4j(config: Resilience4jConfig, steps: readonly Step[]): readonly Step[] {
  const breaker = createCircuitBreaker(config);
  let nowUs = 0;
  return steps.map((step) => {
    const done: Record<string, unknown> = { ...step };
    if (step.op === 'advance') nowUs += (step.ms ?? 0) * US_PER_MS;
    else {
      const permitted = breaker.tryAcquire(nowUs);
      done['permitted'] = permitted;
      const durationUs = step.slow ? config.slowCallDurationUs + 1 : 0;
      if (permitted && step.op === 'call') breaker.record(outcomeOf(step.result), durationUs, nowUs);
    }
    breaker.advanceTo(nowUs);
    const { calls, failed, failureRate, slowCallRate, notPermitted } = breaker.metrics(nowUs);
    const seen = { state: STATES[breaker.state], failureRate, slowCallRate, buffered: calls, failed, notPermitted };
    return singlePrecision({ ...done, ...seen } as unknown as Step);
  });
}

function replayOpossum(config: OpossumConfig, steps: readonly Step[]): readonly Step[] {
  const breaker = createCircuitBreaker(config);
  let nowUs = 0;
  return steps.map((step) => {
    const wait = /^\+(\d+(?:\.\d+)?)$/.exec(step.op);
    if (wait !== null) {
      nowUs += Number(wait[1]) * US_PER_MS;
      breaker.advanceTo(nowUs);
      return { op: step.op, state: STATES[breaker.state] };
    }
    const result = fire(breaker, step.op === 'E', nowUs);
    return { op: step.op, result, state: STATES[breaker.state] };
  });
}

function fire(breaker: CircuitBreaker, fails: boolean, nowUs: number): string {
  if (!breaker.tryAcquire(nowUs)) return 'EOPENBREAKER';
  breaker.record(fails ? 'failure' : 'success', 0, nowUs);
  return fails ? 'err' : 'ok';
}

function outcomeOf(result: string | undefined): 'success' | 'failure' | 'ignored' {
  if (result === 'error') return 'failure';
  return result === 'ignored' ? 'ignored' : 'success';
}

/** The reference's rates are single-precision numbers, printed more or less exactly. */
function singlePrecision(step: Step): Step {
  const rates = Object.entries(step).filter(([field]) => field.endsWith('Rate'));
  return { ...step, ...Object.fromEntries(rates.map(([field, rate]) => [field, Math.fround(rate as number)])) };
}

function resilience4jConfig(options: Resilience4jOptions): Resilience4jConfig {
  const defaults = RESILIENCE4J_DEFAULTS;
  const us = (ms: number | undefined, otherwiseUs: number): number => (ms === undefined ? otherwiseUs : ms * US_PER_MS);
  const { slidingWindowType: type = 'COUNT_BASED' } = options;
  return {
    product: 'resilience4j',
    failureRateThreshold: options.failureRateThreshold ?? defaults.failureRateThreshold,
    slowCallRateThreshold: options.slowCallRateThreshold ?? defaults.slowCallRateThreshold,
    slowCallDurationUs: us(options.slowCallDurationThresholdMs, defaults.slowCallDurationUs),
    windowType: type === 'TIME_BASED' ? 'time' : 'count',
    windowSize: options.slidingWindowSize ?? defaults.windowSize,
    minimumCalls: options.minimumNumberOfCalls ?? defaults.minimumCalls,
    permittedInHalfOpen: options.permittedNumberOfCallsInHalfOpenState ?? defaults.permittedInHalfOpen,
    waitInOpenUs: us(options.waitDurationInOpenStateMs, defaults.waitInOpenUs),
    automaticHalfOpen: options.automaticTransitionFromOpenToHalfOpenEnabled ?? defaults.automaticHalfOpen,
    maxWaitInHalfOpenUs: us(options.maxWaitDurationInHalfOpenStateMs, defaults.maxWaitInHalfOpenUs),
  };
}

function opossumConfig(options: OpossumOptions): OpossumConfig {
  const defaults = OPOSSUM_DEFAULTS;
  const { rollingCountTimeout } = options;
  return {
    product: 'opossum',
    errorThresholdPercentage: options.errorThresholdPercentage ?? defaults.errorThresholdPercentage,
    volumeThreshold: options.volumeThreshold ?? defaults.volumeThreshold,
    resetTimeoutUs: (options.resetTimeout ?? OPOSSUM_RESET_MS) * US_PER_MS,
    rollingTimeoutUs: rollingCountTimeout === undefined ? defaults.rollingTimeoutUs : rollingCountTimeout * US_PER_MS,
    rollingBuckets: options.rollingCountBuckets ?? defaults.rollingBuckets,
  };
}

function checkDefaults(stated: { readonly resilience4j?: object; readonly opossum?: object }, report: Report): void {
  const r4j = RESILIENCE4J_DEFAULTS;
  const opossum = OPOSSUM_DEFAULTS;
  const ours = {
    failureRateThreshold: r4j.failureRateThreshold,
    slowCallRateThreshold: r4j.slowCallRateThreshold,
    slowCallDurationThresholdS: r4j.slowCallDurationUs / US_PER_SECOND,
    waitDurationInOpenStateS: r4j.waitInOpenUs / US_PER_SECOND,
    permittedCallsHalfOpen: r4j.permittedInHalfOpen,
    minimumNumberOfCalls: r4j.minimumCalls,
    slidingWindowSize: r4j.windowSize,
    windowType: r4j.windowType === 'count' ? 'COUNT_BASED' : 'TIME_BASED',
  };
  const { timeoutMs: _, ...breakerOptions } = { timeoutMs: 0, ...stated.opossum };
  if (stated.resilience4j) report.case('resilience4j: defaults', stated.resilience4j, ours);
  if (stated.opossum) {
    // The call's timeout belongs to the call here, not to its breaker.
    report.case('opossum: defaults', breakerOptions, {
      errorThresholdPercentage: opossum.errorThresholdPercentage,
      resetTimeoutMs: opossum.resetTimeoutUs / US_PER_MS,
      rollingCountTimeoutMs: opossum.rollingTimeoutUs / US_PER_MS,
      rollingCountBuckets: opossum.rollingBuckets,
      volumeThreshold: opossum.volumeThreshold,
    });
  }
}
