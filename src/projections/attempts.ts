import type { Scenario } from '../scenario/scenario.ts';
import { statementsIn } from '../scenario/blocks.ts';

/** How often a component tries to send a message that wants an answer; 1: no retry. */
export function attemptsOf(scenario: Scenario, component: string, message: string, to: string): number {
  const spec = scenario.components.get(component);
  if (spec?.kind === 'client') {
    return spec.sends.find((workload) => workload.message === message && workload.to === to)?.retry?.attempts ?? 1;
  }
  if (spec?.kind !== 'service') return 1;
  for (const { statements } of spec.handlers.values()) {
    for (const statement of statementsIn(statements)) {
      if (statement.op !== 'call' && statement.op !== 'publish') continue;
      if (statement.message === message && statement.to === to) return statement.retry?.attempts ?? 1;
    }
  }
  return 1;
}
