import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantAt, ticksOf, timeAxis, xOf } from './time-axis.ts';

it('comes back from a place to its instant', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000),
      fc.integer({ min: 1_000, max: 60_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (fromUs, lengthUs, share) => {
        const axis = timeAxis(fromUs, fromUs + lengthUs, 900);
        const tUs = Math.round(fromUs + lengthUs * share);
        expect(Math.abs(instantAt(axis, xOf(axis, tUs)) - tUs)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

it('never leaves the axis', () => {
  const axis = timeAxis(1_000, 5_000, 100);
  expect(instantAt(axis, -50)).toBe(1_000);
  expect(instantAt(axis, 500)).toBe(5_000);
});

it('puts ticks at round milliseconds with room between them', () => {
  expect(ticksOf(timeAxis(0, 4_000_000, 964), 84)).toEqual([
    0, 500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000,
  ]);
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.integer({ min: 20_000, max: 600_000_000 }), (fromUs, lengthUs) => {
      const axis = timeAxis(fromUs, fromUs + lengthUs, 900);
      const ticks = ticksOf(axis, 84);
      expect(ticks.length).toBeLessThanOrEqual(11);
      for (const tUs of ticks) expect(tUs % 1_000).toBe(0);
    }),
  );
});
