import type { RandomStream } from '../kernel/random.ts';
import type { RetrySpec } from '../scenario/scenario.ts';

/** How long to wait before the given attempt (2 is the first retry), in microseconds. */
export function retryDelayUs(retry: RetrySpec, attempt: number, draws: RandomStream): number {
  let delayUs = retry.delayUs;
  // Doubling by multiplication, not by a power: exact in every engine.
  if (retry.backoff === 'exponential') {
    for (let i = 2; i < attempt && (retry.maxDelayUs === null || delayUs < retry.maxDelayUs); i++) delayUs *= 2;
  }
  if (retry.maxDelayUs !== null) delayUs = Math.min(delayUs, retry.maxDelayUs);
  return retry.jitter === 'full' ? Math.floor(draws.unit() * delayUs) : delayUs;
}
