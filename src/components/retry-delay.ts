import type { RetrySpec } from '../scenario/scenario.ts';
import { Backoff } from './resilience/backoff.ts';

/** The pauses of one request's retries. */
export function backoffOf({ backoff, jitter, delayUs, maxDelayUs }: RetrySpec): Backoff {
  return new Backoff({ growth: backoff, jitter, baseUs: delayUs, capUs: maxDelayUs });
}
