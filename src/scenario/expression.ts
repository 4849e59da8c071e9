import type { Data } from '../trace/message.ts';
import type { Uses } from './cel-uses.ts';

/** Names that an expression may read, with plain JSON values (never BigInt or Map) and, in conditions, view functions. */
export interface Scope {
  readonly [name: string]: unknown;
  /** The steps that all expressions of a run share; left out: each has only its own bound. */
  readonly [STEPS]?: StepMeter;
}

/** Where a scope keeps its meter: no expression can read it. */
export const STEPS: unique symbol = Symbol('steps');

/** What expressions may still look at; below 0 they fault. */
export interface StepMeter {
  left: number;
}

/** A compiled CEL expression. `evaluate` throws only `ExpressionFault`, whose message is a sentence for learners. */
export interface Expression {
  readonly source: string;
  /** What it reads; left out: whatever is there. */
  readonly uses?: Uses;
  evaluate(scope: Scope): Data;
}

/** A value of the document: a literal, an `=expression`, or a structure of both. `evaluate` as in `Expression`. */
export interface Template {
  /** As written, for pseudo-code. */
  readonly source: string;
  evaluate(scope: Scope): Data;
}

/** An expression met data that it cannot handle: the simulated program fails, not the simulator. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault';
}
