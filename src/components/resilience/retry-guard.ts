import type { TimerId } from '../../kernel/heap.ts';
import type { BudgetSpec } from '../../scenario/guards/guard-spec.ts';
import type { RetrySpec } from '../../scenario/scenario.ts';
import { backoffOf } from '../retry-delay.ts';
import type { World } from '../world.ts';
import type { GuardNotes } from './guard-notes.ts';
import { type Abort, type Call, type Done, type Result, type Run, wasAnswered } from './layer.ts';
import { RetryQuota, RetryThrottle } from './retry-budget.ts';

/** What all calls to one receiver may spend on retries. */
export interface Budget {
  /** The tokens that a retry after this failure takes; null: too few are left. */
  take(timedOut: boolean): number | null;
  failed(): void;
  /** `lastCost` is what the call's last retry took. */
  succeeded(lastCost: number | null): void;
}

export function makeBudget(spec: BudgetSpec): Budget {
  if (spec.product === 'grpc') {
    const throttle = new RetryThrottle(spec);
    return {
      take: () => (throttle.allowsRetry ? 0 : null),
      failed: () => throttle.failed(),
      succeeded: () => throttle.succeeded(),
    };
  }
  const quota = new RetryQuota(spec);
  return {
    take: (timedOut) => quota.take(timedOut ? 'transient' : 'server-error'),
    failed: () => {},
    succeeded: (lastCost) => quota.succeeded(lastCost),
  };
}

/** Tries again what is inside it, within the budget where there is one. */
export function runRetries(
  world: World,
  owner: string,
  notes: GuardNotes,
  budget: Budget | null,
  inner: Run,
  call: Call,
  cause: number,
  done: Done,
): Abort {
  const { clock, random } = world;
  const { message, to } = call.request;
  const retry = call.request.retry as RetrySpec;
  const backoff = backoffOf(retry);
  const draws = random.stream(owner, `retry ${message.name} ${to}`);
  let tries = 0;
  let lastCost: number | null = null;
  let abort: Abort = () => {};
  let timer: TimerId | null = null;
  const attempt = (by: number): void => {
    timer = null;
    tries++;
    abort = inner(call, by, ended);
  };
  const ended = (result: Result, by: number): void => {
    if (wasAnswered(result)) {
      if ('answer' in result) budget?.succeeded(lastCost);
      return done(result, by);
    }
    budget?.failed();
    if (tries >= retry.attempts) return done(result, by);
    const cost = budget?.take('failure' in result && result.failure.code === 'timeout');
    if (cost === null) {
      const why = `the budget for retries to ${notes.nameOf(to)} is used up`;
      return done(result, notes.rejected(call.request, 'budget', why, by));
    }
    if (cost !== undefined) lastCost = cost;
    const resumeUs = clock.nowUs + backoff.nextUs(tries, draws);
    const seq = notes.retrying(call, tries + 1, resumeUs, by);
    timer = clock.atCall(resumeUs, attempt, seq, undefined);
  };
  attempt(cause);
  return () => {
    if (timer !== null) clock.cancel(timer);
    abort();
  };
}
