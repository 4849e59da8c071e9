import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp, ln } from './exact.ts';

const TOLERANCE = 1e-14;
const relativeError = (got: number, wanted: number): number => (got === wanted ? 0 : Math.abs((got - wanted) / wanted));

test('[EXACT-1] ln agrees over the whole range of doubles', () => {
  fc.assert(
    fc.property(fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(relativeError(ln(x), Math.log(x))).toBeLessThanOrEqual(TOLERANCE);
    }),
    { numRuns: 20_000 },
  );
});

test('[EXACT-1] ln keeps its digits near 1, where its result is near 0', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.integer({ min: -1_000, max: 1_000 }), (x, ulps) => {
      expect(relativeError(ln(x), Math.log(x))).toBeLessThanOrEqual(TOLERANCE);
      const close = 1 + ulps * Number.EPSILON;
      expect(relativeError(ln(close), Math.log(close))).toBeLessThanOrEqual(TOLERANCE);
    }),
    { numRuns: 20_000 },
  );
});

test('[EXACT-2] exp agrees wherever its result is a normal double', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -708, max: 709.78, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (far, near) => {
        expect(relativeError(exp(far), Math.exp(far))).toBeLessThanOrEqual(TOLERANCE);
        expect(relativeError(exp(near), Math.exp(near))).toBeLessThanOrEqual(TOLERANCE);
      },
    ),
    { numRuns: 20_000 },
  );
});

test('[EXACT-2] a subnormal result of exp is at most one step off', () => {
  for (let x = -745.1; x < -708; x += 0.01) expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324);
});

test('[EXACT-2] exp undoes ln', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (x) => {
      expect(relativeError(exp(ln(x)), x)).toBeLessThan(TOLERANCE);
    }),
  );
});

test('[EXACT-3] the ends of the ranges', () => {
  for (const x of [0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 5e-324, Number.MAX_VALUE, 2 ** -1022]) {
    expect(relativeError(ln(x), Math.log(x)) || 0, `ln(${x})`).toBeLessThan(TOLERANCE);
    expect(Number.isNaN(ln(x)), `ln(${x})`).toBe(Number.isNaN(Math.log(x)));
  }
  expect(ln(1)).toBe(0);
  expect(ln(0)).toBe(-Infinity);
  expect(ln(-1)).toBeNaN();
  expect(exp(0)).toBe(1);
  expect(exp(-0)).toBe(1);
  expect(exp(Infinity)).toBe(Infinity);
  expect(exp(-Infinity)).toBe(0);
  expect(exp(Number.NaN)).toBeNaN();
  expect(exp(710)).toBe(Infinity);
  expect(exp(-746)).toBe(0);
});

test('[EXACT-5] golden values, so that a change is noticed in any engine', () => {
  expect([0.1, 0.5, 2, 10, 1e-300, 12_345.678].map(ln)).toEqual([
    -2.3025850929940455, -0.6931471805599453, 0.6931471805599453, 2.302585092994046, -690.7755278982137,
    9.421061321291832,
  ]);
  expect([-700, -1, 0.1, 1, 10, 700].map(exp)).toEqual([
    9.85967654375977e-305, 0.36787944117144233, 1.1051709180756477, 2.7182818284590455, 22026.465794806718,
    1.0142320547350045e304,
  ]);
});
