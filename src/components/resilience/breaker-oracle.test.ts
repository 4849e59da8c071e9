import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESILIENCE4J_DEFAULTS } from './breaker-config.ts';
import type { Resilience4jConfig } from './breaker-config.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';

interface Call {
  readonly failed: boolean;
  readonly slow: boolean;
  readonly atUs: number;
}

/** The rules written down once more, plainly: every call is kept, and every question looks at all of them. */
class PlainBreaker {
  state = 'closed';
  calls: Call[] = [];
  rejected = 0;
  private openedUs = 0;
  private permits = 0;

  constructor(private readonly config: Resilience4jConfig) {}

  private known(nowUs: number): Call[] {
    const { windowType, windowSize, permittedInHalfOpen } = this.config;
    if (this.trial) return this.calls.slice(-permittedInHalfOpen);
    if (windowType === 'count') return this.calls.slice(-windowSize);
    const second = (us: number) => Math.floor(us / 1e6);
    return this.calls.filter(({ atUs }) => second(atUs) > second(nowUs) - windowSize);
  }

  private trial = false;

  rates(nowUs: number): readonly number[] {
    const known = this.known(nowUs);
    const { windowType, windowSize, minimumCalls, permittedInHalfOpen } = this.config;
    const size = this.trial ? permittedInHalfOpen : windowType === 'count' ? windowSize : Infinity;
    const enough = known.length > 0 && known.length >= Math.min(minimumCalls, size);
    const percent = (some: Call[]) => (enough ? Math.fround((some.length * 100) / known.length) : -1);
    return [percent(known.filter(({ failed }) => failed)), percent(known.filter(({ slow }) => slow)), known.length];
  }

  acquire(nowUs: number): boolean {
    if (this.state === 'open' && nowUs - this.openedUs > this.config.waitInOpenUs) {
      Object.assign(this, { state: 'half-open', trial: true, calls: [], rejected: 0 });
      this.permits = this.config.permittedInHalfOpen;
    }
    const permitted = this.state === 'closed' || (this.state === 'half-open' && this.permits-- > 0);
    if (!permitted) this.rejected++;
    return permitted;
  }

  record(call: Call): void {
    this.calls.push(call);
    const [failureRate = -1, slowRate = -1] = this.rates(call.atUs);
    if (this.state === 'open' || failureRate < 0) return;
    if (failureRate >= this.config.failureRateThreshold || slowRate >= this.config.slowCallRateThreshold) {
      this.state = 'open';
      this.openedUs = call.atUs;
    } else if (this.state === 'half-open')
      Object.assign(this, { state: 'closed', trial: false, calls: [], rejected: 0 });
  }
}

const configs = fc.record<Resilience4jConfig>({
  ...(Object.fromEntries(
    Object.entries(RESILIENCE4J_DEFAULTS).map(([field, value]) => [field, fc.constant(value)]),
  ) as never as { [Field in keyof Resilience4jConfig]: fc.Arbitrary<Resilience4jConfig[Field]> }),
  failureRateThreshold: fc.constantFrom(1, 33, 50, 66.6, 100),
  slowCallRateThreshold: fc.constantFrom(25, 50, 100),
  windowType: fc.constantFrom('count', 'time'),
  windowSize: fc.integer({ min: 1, max: 8 }),
  minimumCalls: fc.integer({ min: 1, max: 10 }),
  permittedInHalfOpen: fc.integer({ min: 1, max: 4 }),
  waitInOpenUs: fc.integer({ min: 0, max: 5_000_000 }),
  slowCallDurationUs: fc.constant(100),
});
const operations = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('call' as const), failed: fc.boolean(), slow: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'begin' as const }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('end' as const), failed: fc.boolean(), slow: fc.boolean() }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('pass' as const), us: fc.integer({ min: 0, max: 3_000_000 }) }),
    },
  ),
  { minLength: 30, maxLength: 80 },
);

test('[BREAKER-2] [BREAKER-3] [BREAKER-6] [BREAKER-9] it does what the plainly written rules do', () => {
  let done = 0;
  fc.assert(
    fc.property(configs, operations, (config, steps) => {
      const breaker = createCircuitBreaker(config);
      const plain = new PlainBreaker(config);
      let nowUs = 0;
      let underWay = 0;
      for (const step of steps) {
        done++;
        if (step.kind === 'pass') nowUs += step.us;
        if (step.kind === 'begin' || step.kind === 'call') {
          const permitted = breaker.tryAcquire(nowUs);
          expect(permitted).toBe(plain.acquire(nowUs));
          if (permitted) underWay++;
        }
        if ((step.kind === 'end' || step.kind === 'call') && underWay > 0) {
          underWay--;
          breaker.record(step.failed ? 'failure' : 'success', step.slow ? 101 : 100, nowUs);
          plain.record({ failed: step.failed, slow: step.slow, atUs: nowUs });
        }
        const { failureRate, slowCallRate, calls, notPermitted } = breaker.metrics(nowUs);
        expect([breaker.state, failureRate, slowCallRate, calls, notPermitted]).toEqual([
          plain.state,
          ...plain.rates(nowUs),
          plain.rejected,
        ]);
      }
    }),
    { numRuns: 300 },
  );
  expect(done).toBeGreaterThan(10_000);
});
