import type { Data } from '../trace/message.ts';
import type { Budget } from './cel-budget.ts';
import type { CelNode } from './cel-node.ts';
import { shortened } from './did-you-mean.ts';
import { ExpressionFault, type Scope } from './expression.ts';
import { aKind } from './kind-words.ts';

/** Computes a node's value; throws only `ExpressionFault`. */
export type Evaluate = (scope: Scope) => Data;

/** A macro's variable while its body runs. */
export interface Variable {
  readonly name: string;
  value: Data;
}

/** What compiling a node needs to know of the expression around it. */
export interface Surroundings {
  readonly source: string;
  readonly budget: Budget;
  readonly variables: readonly Variable[];
}

/** A node as it was written, for sentences. */
export function textOf(node: CelNode, source: string): string {
  return shortened(source.slice(node.start, node.end), 60);
}

/** A value that decides something; throws an `ExpressionFault` unless it is true or false. */
export function truth(value: Data, text: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionFault(`\`${text}\` is ${aKind(value)}, not true or false`);
}
