import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileExpression } from './cel.ts';
import { ExpressionFault } from './expression.ts';

/** The library's own evaluator, with integers written as doubles, is the judge of ours. */
const JUDGE = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });

const FAULT = Symbol('fault');

function ours(source: string, scope: object): unknown {
  const compiled = compileExpression(source, 'handler');
  if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
  try {
    return compiled.expression.evaluate(scope as never);
  } catch (error) {
    if (error instanceof ExpressionFault) return FAULT;
    throw error;
  }
}

function theirs(source: string, scope: object): unknown {
  try {
    return plain(JUDGE.evaluate(source, scope as Record<string, unknown>));
  } catch {
    return FAULT;
  }
}

/** Counts (`size`) are BigInt there. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
  // -0 is not data.
  return typeof value === 'number' ? value + 0 : value;
}

interface Sources {
  readonly number: string;
  readonly text: string;
  readonly truth: string;
  readonly list: string;
}

const { number, text, truth, list } = fc.letrec<Sources>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: -20, max: 20 }).map((n) => (n < 0 ? `(-${-n}.0)` : `${n}.0`)),
    fc.constantFrom('n', 'msg.amount', 'msg.item.weight', 'msg.missing', 'row.count'),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    tie('number').map((a) => `(-${a})`),
  ),
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom("'a'", "'o7'", "''", 'msg.orderId', 'msg.tags[0]', "msg['orderId']", 'msg.gone'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    tie('number').map((a) => `string(${a})`),
    tie('text').map((a) => `${a}.trim()`),
  ),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('msg.tags', '[]', "['a', 'b']"),
    fc.array(tie('text'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    tie('list').map((a) => `${a}.filter(x, x != 'a')`),
    tie('list').map((a) => `${a}.map(x, x + 'b')`),
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false', 'msg.paid', 'msg.unknown', 'has(msg.paid)', 'has(msg.unknown)', '(row == null)'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('text'), fc.constantFrom('<', '==', '!=', '>='), tie('text')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('truth'), fc.constantFrom('&&', '||'), tie('truth')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(tie('list'), fc.constantFrom('all', 'exists', 'exists_one'), tie('text'))
      .map(([xs, macro, a]) => `${xs}.${macro}(x, x == ${a})`),
    fc.tuple(tie('text'), tie('list')).map(([a, xs]) => `(${a} in ${xs})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.contains(${b})`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `(${a} == ${b})`),
    tie('truth').map((a) => `(!${a})`),
  ),
}));

const anyScope = fc.record({
  n: fc.integer({ min: -5, max: 5 }),
  row: fc.constantFrom(null, { count: 3 }),
  msg: fc.record({
    orderId: fc.constantFrom('o7', 'a', ''),
    amount: fc.constantFrom(12, 0, -2.5),
    paid: fc.boolean(),
    tags: fc.array(fc.constantFrom('a', 'b', 'o7'), { maxLength: 3 }),
    item: fc.record({ weight: fc.constantFrom(0.5, 4) }),
  }),
});

const anyExpression = fc.oneof(number, text, truth, list).filter((source) => source.length <= 300);

test('[CEL-11] ours agrees with the library on random expressions', () => {
  let faults = 0;
  fc.assert(
    fc.property(anyExpression, anyScope, (source, scope) => {
      const judged = theirs(source, scope);
      if (judged === FAULT) faults++;
      expect({ source, value: ours(source, scope) }).toStrictEqual({ source, value: judged });
    }),
    { numRuns: 2_000 },
  );
  // Both ways are seen often, or this test would say little.
  expect(faults).toBeGreaterThan(100);
  expect(faults).toBeLessThan(1_500);
});
