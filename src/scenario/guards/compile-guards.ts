import { US_PER_SECOND } from '../../kernel/time.ts';
import type { CompiledGuards, GuardedDocument } from '../call-guards.ts';
import { listed } from '../did-you-mean.ts';
import { usOf } from '../distributions.ts';
import { durationWords } from '../durations.ts';
import type { Findings, Path } from '../problem.ts';
import type { BudgetDocument, GuardsDocument } from './guard-schema.ts';
import { GUARD_LAYERS, type BreakerSpec, type BudgetSpec, type CallGuards, type GuardLayer } from './guard-spec.ts';

type BreakerDocument = NonNullable<GuardsDocument['breaker']>;

/** How long a call may wait for its permission when nothing is configured, as Resilience4j has it. */
const RATE_WAIT_US = 5 * US_PER_SECOND;

/** Reads what guards a call, each product with its own defaults. */
export function compileCallGuards(document: GuardedDocument, path: Path, findings: Findings): CompiledGuards {
  const { breaker, bulkhead, rateLimit } = document;
  const budget = document.retry?.budget;
  if (rateLimit !== undefined && usOf(rateLimit.per) === 0)
    findings.add([...path, 'rateLimit', 'per'], 'a rate limit counts per some time, as in `1s`');
  const guards: CallGuards = {
    breaker: breaker === undefined ? null : breakerSpec(breaker, [...path, 'breaker'], findings),
    bulkhead:
      bulkhead === undefined ? null : { maxConcurrentCalls: bulkhead.places, maxWaitUs: us(bulkhead.wait) ?? 0 },
    rateLimit:
      rateLimit === undefined
        ? null
        : {
            limitForPeriod: rateLimit.limit,
            periodUs: Math.max(1, usOf(rateLimit.per)),
            timeoutUs: us(rateLimit.wait) ?? RATE_WAIT_US,
          },
    budget: budget === undefined ? null : budgetSpec(budget, [...path, 'retry', 'budget'], findings),
    order: orderOf(document, path, findings),
  };
  return { guards, words: wordsOf(guards) };
}

function breakerSpec(document: BreakerDocument, path: Path, findings: Findings): BreakerSpec {
  const { product = 'resilience4j', window, minimum } = document;
  const strangers = (names: readonly (keyof BreakerDocument)[]): void => {
    for (const name of names)
      if (document[name] !== undefined)
        findings.add([...path, name], `${product === 'opossum' ? 'opossum' : 'Resilience4j'} has no \`${name}\``, {
          on: 'key',
        });
  };
  if (product === 'opossum') {
    strangers(['slowRate', 'slowCall', 'trials', 'automatic', 'patience']);
    if (typeof window === 'number') findings.add([...path, 'window'], "opossum's window is a time, as in `10s`");
    const buckets = document.buckets ?? 10;
    const rollingTimeoutUs = typeof window === 'string' ? usOf(window) : 10 * US_PER_SECOND;
    if (rollingTimeoutUs < buckets)
      findings.add([...path, 'window'], `${buckets} buckets don't fit into so short a window`);
    return {
      product,
      errorThresholdPercentage: document.failureRate ?? 50,
      volumeThreshold: minimum ?? 0,
      resetTimeoutUs: us(document.wait) ?? 30 * US_PER_SECOND,
      rollingTimeoutUs: Math.max(rollingTimeoutUs, buckets),
      rollingBuckets: buckets,
    };
  }
  strangers(['buckets']);
  if (minimum === 0) findings.add([...path, 'minimum'], 'Resilience4j decides after 1 call at the earliest');
  const seconds = typeof window === 'string' ? usOf(window) / US_PER_SECOND : 0;
  if (typeof window === 'string' && (!Number.isInteger(seconds) || seconds === 0))
    findings.add([...path, 'window'], "Resilience4j's time window is a number of whole seconds");
  return {
    product,
    failureRateThreshold: document.failureRate ?? 50,
    slowCallRateThreshold: document.slowRate ?? 100,
    slowCallDurationUs: us(document.slowCall) ?? 60 * US_PER_SECOND,
    windowType: typeof window === 'string' ? 'time' : 'count',
    windowSize: typeof window === 'string' ? Math.max(1, Math.floor(seconds)) : (window ?? 100),
    minimumCalls: Math.max(1, minimum ?? 100),
    permittedInHalfOpen: document.trials ?? 10,
    waitInOpenUs: us(document.wait) ?? 60 * US_PER_SECOND,
    automaticHalfOpen: document.automatic ?? false,
    maxWaitInHalfOpenUs: us(document.patience) ?? 0,
  };
}

function budgetSpec(document: BudgetDocument, path: Path, findings: Findings): BudgetSpec {
  const { product = 'aws' } = document;
  const strangers: readonly (keyof BudgetDocument)[] =
    product === 'aws' ? ['tokens', 'ratio'] : ['capacity', 'cost', 'timeoutCost', 'refund'];
  for (const name of strangers)
    if (document[name] !== undefined)
      findings.add([...path, name], `a budget of ${product === 'aws' ? 'the AWS SDKs' : 'gRPC'} has no \`${name}\``, {
        on: 'key',
      });
  if (product === 'grpc') return { product, maxTokens: document.tokens ?? 10, tokenRatio: document.ratio ?? 0.1 };
  return {
    product,
    capacity: document.capacity ?? 500,
    retryCost: document.cost ?? 5,
    exception: { cause: 'transient', cost: document.timeoutCost ?? (document.cost ?? 5) * 2 },
    successRefund: document.refund ?? 1,
  };
}

function orderOf(document: GuardedDocument, path: Path, findings: Findings): readonly GuardLayer[] {
  const there = GUARD_LAYERS.filter((layer) => document[layer] !== undefined);
  const { order } = document;
  if (order === undefined) return there;
  const same = order.length === there.length && there.every((layer) => order.includes(layer));
  if (!same)
    findings.add(
      [...path, 'order'],
      `\`order\` names each guard of the call once, the outermost first: ${listed(there)}`,
    );
  return same ? order : there;
}

function wordsOf({ breaker, bulkhead, rateLimit, budget, order }: CallGuards): readonly string[] {
  const words: string[] = [];
  if (breaker !== null) words.push('breaker');
  if (bulkhead !== null) words.push(`${bulkhead.maxConcurrentCalls} at once`);
  if (rateLimit !== null) words.push(`${rateLimit.limitForPeriod} per ${durationWords(rateLimit.periodUs)}`);
  if (budget !== null) words.push('budget');
  const usual = GUARD_LAYERS.filter((layer) => order.includes(layer));
  if (String(usual) !== String(order)) words.push(`${order[0]} outermost`);
  return words;
}

function us(duration: string | undefined): number | null {
  return duration === undefined ? null : usOf(duration);
}
