import type { Scope } from '../../scenario/expression.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import { scopeOf } from '../conditions.ts';
import { createProjection } from '../create-projection.ts';
import type { Projection } from '../projection.ts';
import type { RunFacts } from './run-facts.ts';

/** Facts that any expression can be judged on: all that can be seen. Keeps the trace, and costs as much as showing it. */
export class ProjectedFacts implements RunFacts {
  readonly needsAll = true;
  readonly #trace: { readonly entries: Entry[] } = { entries: [] };
  readonly #projection: Projection;

  constructor(scenario: Scenario) {
    this.#projection = createProjection(scenario, this.#trace);
  }

  take(entry: Entry): void {
    this.#trace.entries.push(entry);
  }

  concerns(): boolean {
    return true;
  }

  scopeAt(tUs: number): Scope {
    this.#projection.sync();
    return scopeOf(this.#projection.at(tUs), this.#projection);
  }
}
