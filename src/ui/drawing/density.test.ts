import { expect, it } from 'vitest';
import { densityOf, ribbonThickness } from './density.ts';

it('changes the drawing at 7, 21 and 201 messages', () => {
  expect([6, 7, 20, 21, 200, 201].map(densityOf)).toEqual([
    'tokens',
    'small-tokens',
    'small-tokens',
    'ribbon',
    'ribbon',
    'rate',
  ]);
});

it('thickens a ribbon from 3 to 14 px by the square root of the count', () => {
  expect(ribbonThickness(21)).toBeCloseTo(3, 9);
  expect(ribbonThickness(200)).toBeCloseTo(14, 9);
  expect(ribbonThickness(5000)).toBe(14);
  const half = ((Math.sqrt(21) + Math.sqrt(200)) / 2) ** 2;
  expect(ribbonThickness(half)).toBeCloseTo(8.5, 9);
});
