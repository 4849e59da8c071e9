import type { BreakerConfig } from './breaker-config.ts';
import type { BreakerTransition } from './breaker-life.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { OpossumBreaker } from './opossum-breaker.ts';
import { Resilience4jBreaker } from './resilience4j-breaker.ts';

/** A closed breaker that follows the product its configuration names; `told` hears of each transition. */
export function createCircuitBreaker(
  config: BreakerConfig,
  told: (transition: BreakerTransition) => void = () => {},
): CircuitBreaker {
  return config.product === 'opossum' ? new OpossumBreaker(config, told) : new Resilience4jBreaker(config, told);
}
