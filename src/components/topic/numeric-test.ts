import { COMPARABLE_NUMBERS, isComparable } from './comparable-number.ts';
import { refuse, shown, type ReadTest, type ValueTest } from './value-test.ts';

const SHAPE = 'numeric takes a list such as ["=", 5], [">", 0] or [">=", 0, "<", 100]';

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** The edges of what is compared, which no range may shrink to. */
const EDGE: Readonly<Record<string, number>> = { '<': -5e9, '<=': -5e9, '>': 5e9, '>=': 5e9 };

/** Reads `numeric`: one comparison, or a lower and an upper bound in this order. */
export const readNumeric: ReadTest = (operand, findings, path) => {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return refuse(findings, path, SHAPE);
  const [operator, bound, secondOperator, secondBound] = operand as unknown[];
  if (typeof operator !== 'string' || !Object.hasOwn(COMPARISONS, operator)) {
    return refuse(findings, [...path, 0], `${shown(operator)} must be =, <, <=, > or >=`);
  }
  const bounds = operand.length === 2 ? [bound] : [bound, secondBound];
  for (const [i, one] of bounds.entries()) {
    if (typeof one === 'number' && isComparable(one)) continue;
    return refuse(findings, [...path, 1 + 2 * i], `${shown(one)} must be a number ${COMPARABLE_NUMBERS}`);
  }
  if (operand.length === 2) {
    if (EDGE[operator] === bound)
      return refuse(findings, [...path, 1], `no number can be ${operator} ${String(bound)}`);
    return compare(operator, bound as number);
  }
  if (!operator.startsWith('>')) return refuse(findings, [...path, 0], 'a range begins with its lower bound: > or >=');
  if (secondOperator !== '<' && secondOperator !== '<=') {
    return refuse(findings, [...path, 2], 'a range ends with its upper bound: < or <=');
  }
  if ((bound as number) >= (secondBound as number)) {
    return refuse(findings, [...path, 3], `the upper bound must be above ${String(bound)}`);
  }
  const above = compare(operator, bound as number);
  const below = compare(secondOperator, secondBound as number);
  return (value) => above(value) && below(value);
};

function compare(operator: string, bound: number): ValueTest {
  const holds = COMPARISONS[operator] as (value: number, bound: number) => boolean;
  return (value) => typeof value === 'number' && isComparable(value) && holds(value, bound);
}
