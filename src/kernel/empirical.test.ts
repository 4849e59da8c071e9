import fc from 'fast-check';
import { expect, test } from 'vitest';
import { empiricalQuantile } from './empirical.ts';

test('[SAMPLE-7] a whole weight counts as that many copies of its value', () => {
  const entry = fc.record({ value: fc.nat(100), weight: fc.nat(4) });
  const entries = fc
    .array(entry, { minLength: 1, maxLength: 12 })
    .filter((list) => list.some(({ weight }) => weight > 0));
  fc.assert(
    fc.property(entries, fc.nat({ max: 2 ** 20 - 1 }), (list, draw) => {
      // An odd number of halves, so that no draw falls on the border between two copies.
      const p = (2 * draw + 1) / 2 ** 21;
      const copies = list.flatMap(({ value, weight }) => new Array<number>(weight).fill(value));
      const weighted = empiricalQuantile(
        list.map(({ value }) => value),
        list.map(({ weight }) => weight),
      );
      expect(weighted(p)).toBe(empiricalQuantile(copies)(p));
      expect(weighted(p)).toBe(copies.toSorted((x, y) => x - y)[Math.floor(p * copies.length)]);
    }),
    { numRuns: 1_000 },
  );
});

test('the given values keep their order', () => {
  const values = [3, 1, 2];
  empiricalQuantile(values);
  empiricalQuantile(values, [1, 1, 1]);
  expect(values).toEqual([3, 1, 2]);
});
