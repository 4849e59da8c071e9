import { expect, test } from 'vitest';
import { US_PER_MS } from '../../kernel/time.ts';
import { OPOSSUM_DEFAULTS } from './breaker-config.ts';
import type { OpossumConfig } from './breaker-config.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';

/** E fails, S succeeds, B only begins, e and s end a call that began before, +150 passes milliseconds. */
function play(script: string, change: Partial<OpossumConfig> = {}) {
  const breaker = createCircuitBreaker({ ...OPOSSUM_DEFAULTS, resetTimeoutUs: 100 * US_PER_MS, ...change });
  let nowUs = 0;
  const states = script.split(' ').map((word) => {
    if (word.startsWith('+')) breaker.advanceTo((nowUs += Number(word) * US_PER_MS));
    else if (word === 'e' || word === 's') breaker.record(word === 'e' ? 'failure' : 'success', 0, nowUs);
    else if (!breaker.tryAcquire(nowUs)) return 'rejected';
    else if (word !== 'B') breaker.record(word === 'E' ? 'failure' : 'success', 0, nowUs);
    return breaker.state;
  });
  return { states, breaker, metrics: breaker.metrics(nowUs) };
}

test('[OPOSSUM-1] it opens above the error threshold, once there is volume', () => {
  expect(play('E').states).toEqual(['open']);
  expect(play('E E E E', { volumeThreshold: 4 }).states).toEqual(['closed', 'closed', 'closed', 'open']);
  expect(play('S E S E E').states).toEqual(['closed', 'closed', 'closed', 'closed', 'open']);
  expect(play('S S E E').states.at(-1)).toBe('closed');
  expect(play('S S E E', { errorThresholdPercentage: 49.9 }).states.at(-1)).toBe('open');
  expect(play('E S S').metrics).toMatchObject({ calls: 3, failed: 1, notPermitted: 2, slow: 0 });
});

test('[OPOSSUM-2] its reset timeout makes it half-open', () => {
  expect(play('E +99').states.at(-1)).toBe('open');
  expect(play('E +100').states.at(-1)).toBe('half-open');
  expect(play('E').breaker.dueUs).toBe(100 * US_PER_MS);
  expect(play('E +100').breaker.dueUs).toBeNull();
});

test('[OPOSSUM-3] one call half-open decides', () => {
  expect(play('E +100 B S').states.slice(2)).toEqual(['half-open', 'rejected']);
  expect(play('E +100 S').states.at(-1)).toBe('closed');
  expect(play('E +100 E +99 S +1 S').states.slice(2)).toEqual(['open', 'open', 'rejected', 'half-open', 'closed']);
  // A call from before the breaker opened decides just as well.
  const eager = { errorThresholdPercentage: 40 };
  expect(play('B E +100 s', eager).states.slice(1)).toEqual(['open', 'half-open', 'closed']);
  expect(play('B E +100 e B', eager).states.slice(1)).toEqual(['open', 'half-open', 'open', 'rejected']);
  expect(play('B E s', eager).states.slice(1)).toEqual(['open', 'open']);
});

test('[OPOSSUM-4] it remembers failures after it has closed', () => {
  // Two failures of three calls are 67 %, though one of them was before it closed.
  expect(play('E +100 S E').states.at(-1)).toBe('open');
  expect(play('E +100 S +9899 E').states.at(-1)).toBe('open');
  expect(play('E +100 S +9900 S E').states.at(-1)).toBe('closed');
});
