import type { Data } from '../trace/message.ts';
import type { Budget } from './cel-budget.ts';
import type { BinaryOperator } from './cel-node.ts';
import { ExpressionFault } from './expression.ts';
import { aKind, isRecord } from './kind-words.ts';
import { LIMITS } from './limits.ts';

/** Combines two values; `source` is the text of the whole operation, for the sentence of its fault. */
export type Operate = (left: Data, right: Data, source: string, budget: Budget) => Data;

/** Numbers are doubles throughout, so `1 / 2` is 0.5; what JSON cannot hold (infinity, not-a-number) is a fault. */
export const OPERATORS: { readonly [operator in BinaryOperator]: Operate } = {
  '+': (left, right, source, budget) => {
    if (typeof left === 'number' && typeof right === 'number') return finite(left + right, source);
    if (typeof left === 'string' && typeof right === 'string') {
      if (left.length + right.length > LIMITS.textCharacters) throw tooLong(source);
      return left + right;
    }
    if (Array.isArray(left) && Array.isArray(right)) {
      budget.charge(left.length + right.length);
      return boundedList([...left, ...right], source);
    }
    return unfit('add', left, right, source);
  },
  '-': (left, right, source) => {
    if (typeof left === 'number' && typeof right === 'number') return finite(left - right, source);
    return unfit('subtract', left, right, source);
  },
  '*': (left, right, source) => {
    if (typeof left === 'number' && typeof right === 'number') return finite(left * right, source);
    return unfit('multiply', left, right, source);
  },
  '/': (left, right, source) => {
    if (typeof left !== 'number' || typeof right !== 'number') return unfit('divide', left, right, source);
    if (right === 0) throw new ExpressionFault(`\`${source}\` divides by zero`);
    return finite(left / right, source);
  },
  '%': (left, right, source) => {
    if (typeof left !== 'number' || typeof right !== 'number') return unfit('divide', left, right, source);
    if (right === 0) throw new ExpressionFault(`\`${source}\` divides by zero`);
    return finite(left % right, source);
  },
  '<': (left, right, source) => compare(left, right, source) < 0,
  '<=': (left, right, source) => compare(left, right, source) <= 0,
  '>': (left, right, source) => compare(left, right, source) > 0,
  '>=': (left, right, source) => compare(left, right, source) >= 0,
  '==': (left, right, _, budget) => equal(left, right, budget),
  '!=': (left, right, _, budget) => !equal(left, right, budget),
  in: (left, right, source, budget) => {
    if (Array.isArray(right)) {
      budget.charge(right.length);
      return right.some((item: Data) => equal(left, item, budget));
    }
    if (isRecord(right)) {
      if (typeof left === 'string') return Object.hasOwn(right, left);
      throw new ExpressionFault(`\`${source}\` looks for ${aKind(left)} among names, which are strings`);
    }
    throw new ExpressionFault(`\`${source}\` needs a list or an object after \`in\`, not ${aKind(right)}`);
  },
};

/** Equal in kind and in all parts; values of different kinds are never equal. */
export function equal(left: Data, right: Data, budget: Budget): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return false;
    budget.charge(left.length);
    return left.every((item: Data, i) => equal(item, right[i] as Data, budget));
  }
  if (isRecord(left) && isRecord(right)) {
    const fields = Object.keys(left);
    if (fields.length !== Object.keys(right).length) return false;
    budget.charge(fields.length);
    return fields.every(
      (field) => Object.hasOwn(right, field) && equal(left[field] as Data, right[field] as Data, budget),
    );
  }
  return false;
}

/** A number that JSON can hold; -0 becomes 0, which JSON cannot tell apart. */
export function finite(n: number, source: string): number {
  if (Number.isFinite(n)) return n + 0;
  throw new ExpressionFault(`\`${source}\` is not a number that can be written down`);
}

export function tooLong(source: string): ExpressionFault {
  return new ExpressionFault(`\`${source}\` makes a text of over ${LIMITS.textCharacters} characters`);
}

export function boundedList(items: readonly Data[], source: string): readonly Data[] {
  if (items.length <= LIMITS.listItems) return items;
  throw new ExpressionFault(`\`${source}\` makes a list of over ${LIMITS.listItems} items`);
}

function compare(left: Data, right: Data, source: string): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const comparable =
    (typeof left === 'string' && typeof right === 'string') ||
    (typeof left === 'boolean' && typeof right === 'boolean');
  if (!comparable) return unfit('compare', left, right, source);
  return left < right ? -1 : Number(left > right);
}

function unfit(verb: string, left: Data, right: Data, source: string): never {
  throw new ExpressionFault(`\`${source}\` cannot ${verb} ${aKind(left)} and ${aKind(right)}`);
}
