import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalDensity, normalQuantile, normalShareBelow } from './normal.ts';

// From the tables of the algorithm's paper and of the usual textbooks.
test.each([
  [0.5, 0],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446004],
  [0.975, 1.959963984540054],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [1e-5, -4.264890793922825],
  [1e-20, -9.262340089798408],
  [1e-300, -37.0470964],
])('[EXACT-4] the quantile of %d is %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, p === 1e-300 ? 5 : 12);
});

test.each([
  [0, 0.5],
  [1, 0.8413447460685429],
  [1.959963984540054, 0.975],
  [-3, 0.0013498980316300933],
  [10, 1],
  [-10, 0],
])('[EXACT-4] the share below %d is %d', (z, share) => {
  expect(normalShareBelow(z)).toBeCloseTo(share, 14);
});

test('[EXACT-4] quantile and share undo each other', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
      expect(Math.abs(normalShareBelow(normalQuantile(p)) - p)).toBeLessThan(2e-15);
    }),
    { numRuns: 5_000 },
  );
});

test('[EXACT-4] the quantile is odd around one half and grows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 30 - 1 }), fc.integer({ min: 1, max: 2 ** 30 - 1 }), (i, j) => {
      const [p, q] = [i / 2 ** 30, j / 2 ** 30];
      expect(normalQuantile(1 - p) + normalQuantile(p)).toBe(0);
      if (p < q) expect(normalQuantile(p)).toBeLessThan(normalQuantile(q));
    }),
  );
});

test('[EXACT-4] the share is the area under the density', () => {
  let area = 0.5;
  const width = 1e-3;
  for (let i = 0; i < 2_000; i++) {
    const z = i * width;
    area += (width / 6) * (normalDensity(z) + 4 * normalDensity(z + width / 2) + normalDensity(z + width));
  }
  expect(normalShareBelow(2)).toBeCloseTo(area, 13);
});
