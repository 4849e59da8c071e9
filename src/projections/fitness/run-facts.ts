import type { Scope } from '../../scenario/expression.ts';
import type { Entry } from '../../trace/entry.ts';

/** What an expression needs to know of a run while it grows. */
export interface RunFacts {
  /** Any entry can change something; otherwise those that are telling can. */
  readonly needsAll: boolean;
  /** Takes the next entry in. */
  take(entry: Entry): void;
  /** Whether the last entry can have changed what an expression of this number gives. */
  concerns(expression: number): boolean;
  /** What can be read after the entries taken, at an instant that is not before the last of them. */
  scopeAt(tUs: number): Scope;
}
