import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { US_PER_MS, US_PER_SECOND } from '../../kernel/time.ts';
import { RESILIENCE4J_DEFAULTS } from './breaker-config.ts';
import type { Resilience4jConfig } from './breaker-config.ts';
import type { BreakerTransition } from './breaker-life.ts';
import { breakerMachine } from './breaker-machine.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';

/** E error, S success, Q slow success, I ignored, A only acquires, +5000 passes milliseconds. */
function play(script: string, change: Partial<Resilience4jConfig> = {}) {
  const config: Resilience4jConfig = {
    ...RESILIENCE4J_DEFAULTS,
    windowSize: 4,
    minimumCalls: 4,
    permittedInHalfOpen: 2,
    waitInOpenUs: 5 * US_PER_SECOND,
    ...change,
  };
  const told: BreakerTransition[] = [];
  const breaker = createCircuitBreaker(config, (transition) => told.push(transition));
  const states: string[] = [];
  let nowUs = 0;
  for (const word of script.split(' ')) {
    if (word.startsWith('+')) {
      nowUs += Number(word) * US_PER_MS;
      breaker.advanceTo(nowUs);
    } else if (!breaker.tryAcquire(nowUs)) states.push('rejected');
    else {
      const durationUs = word === 'Q' ? config.slowCallDurationUs + 1 : config.slowCallDurationUs;
      const outcome = word === 'E' ? 'failure' : word === 'I' ? 'ignored' : 'success';
      if (word !== 'A') breaker.record(outcome, durationUs, nowUs);
      states.push(breaker.state);
    }
  }
  return { breaker, states, told, nowUs, metrics: breaker.metrics(nowUs) };
}

describe('the Resilience4j breaker', () => {
  test('[BREAKER-1] has no rates below the minimum number of calls', () => {
    expect(play('E E E').metrics).toMatchObject({ calls: 3, failed: 3, failureRate: -1, slowCallRate: -1 });
    expect(play('E E E E').states).toEqual(['closed', 'closed', 'closed', 'open']);
    expect(play('E E E E', { minimumCalls: 100 }).breaker.state).toBe('open');
    expect(play('E E E E', { minimumCalls: 5, windowType: 'time', windowSize: 10 }).breaker.state).toBe('closed');
  });

  test('[BREAKER-2] opens at or above a threshold, after failures or slow calls', () => {
    expect(play('S S E E').breaker.state).toBe('open');
    expect(play('S S S E').breaker.state).toBe('closed');
    expect(play('Q Q S Q', { slowCallRateThreshold: 75 })).toMatchObject({
      metrics: { slowCallRate: 75, failureRate: 0, slow: 3 },
      states: ['closed', 'closed', 'closed', 'open'],
      told: [{ from: 'closed', to: 'open', why: '75 % of the last 4 calls were slow' }],
    });
    expect(play('S S S S', { slowCallRateThreshold: 75 }).metrics.slow).toBe(0);
  });

  test('[BREAKER-3] looks back over calls or over whole seconds', () => {
    expect(play('E S S S S E', { failureRateThreshold: 60 }).metrics).toMatchObject({ calls: 4, failed: 1 });
    const timed = { windowType: 'time', windowSize: 10, minimumCalls: 9 } as const;
    expect(play('E +1000 E +8999 E', timed).metrics.calls).toBe(3);
    expect(play('E +1000 E +9000 E', timed).metrics.calls).toBe(2);
    expect(play('+999 E +9001 E', timed).metrics.calls).toBe(1);
  });

  test('[BREAKER-4] stays open until a call comes strictly after the wait', () => {
    expect(play('E E E E +5000 A +1 A').states.slice(4)).toEqual(['rejected', 'half-open']);
    expect(play('E E E E +60000').breaker.state).toBe('open');
    expect(play('E E E E +4999', { automaticHalfOpen: true }).breaker.state).toBe('open');
    expect(play('E E E E +5000', { automaticHalfOpen: true }).breaker.state).toBe('half-open');
    expect(play('E E E E', { automaticHalfOpen: true }).breaker.dueUs).toBe(5 * US_PER_SECOND);
    expect(play('E E E E').breaker.dueUs).toBeNull();
  });

  test('[BREAKER-5] counts rejected calls apart', () => {
    expect(play('E E E E A A').metrics).toMatchObject({ calls: 4, notPermitted: 2 });
    expect(play('E E E E A +5001 A').metrics).toMatchObject({ calls: 0, notPermitted: 0 });
    expect(play('E E E E +5001 A A A').states.at(-1)).toBe('rejected');
  });

  test('[BREAKER-6] decides half-open by the permitted calls', () => {
    expect(play('E E E E +5001 S S').metrics).toMatchObject({ calls: 0, failureRate: -1 });
    expect(play('E E E E +5001 S S').states.slice(4)).toEqual(['half-open', 'closed']);
    expect(play('E E E E +5001 S E +5000 A +1 A').states.slice(4)).toEqual([
      'half-open',
      'open',
      'rejected',
      'half-open',
    ]);
    const early = { minimumCalls: 2, permittedInHalfOpen: 10 };
    expect(play('E E +5001 S S', early).states.at(-1)).toBe('closed');
  });

  test('[BREAKER-7] opens again after the longest time half-open', () => {
    const bounded = { maxWaitInHalfOpenUs: US_PER_SECOND };
    expect(play('E E E E +5001 A +999', bounded).breaker.state).toBe('half-open');
    const { breaker, told } = play('E E E E +5001 A +1000 A', bounded);
    expect([breaker.state, told.at(-1)?.why]).toEqual(['open', 'the trial calls took too long']);
  });

  test('[BREAKER-8] records nothing for an ignored outcome', () => {
    expect(play('E E E I').metrics.calls).toBe(3);
    expect(play('E E E E +5001 I I I S S').states.slice(4)).toEqual([
      'half-open',
      'half-open',
      'half-open',
      'half-open',
      'closed',
    ]);
  });

  test('[BREAKER-9] records a call that began before it opened', () => {
    const { breaker, nowUs } = play('E E E A E');
    expect(breaker.state).toBe('open');
    breaker.record('success', 0, nowUs);
    expect([breaker.state, breaker.metrics(nowUs).failed]).toEqual(['open', 3]);
  });

  test('[BREAKER-10] tells each transition of its statechart with the reason', () => {
    expect(play('E E E E +5001 S S').told).toEqual([
      { from: 'closed', to: 'open', why: '100 % of the last 4 calls failed' },
      { from: 'open', to: 'half-open', why: 'a call comes after the wait is over' },
      { from: 'half-open', to: 'closed', why: '2 of 2 trial calls succeeded' },
    ]);
    const actor = createActor(breakerMachine).start();
    actor.send({ type: 'recover' });
    expect(actor.getSnapshot().value).toBe('closed');
  });
});
