import { expect, it } from 'vitest';
import { hexagon, leftOf, polygonPath, rectangle } from './shape.ts';

it('writes a closed outline, and nothing for no points', () => {
  expect(polygonPath(hexagon(136, 62, 16))).toBe('M16,0L120,0L136,31L120,62L16,62L0,31Z');
  expect(polygonPath([])).toBe('');
});

it('cuts a polygon at a vertical edge', () => {
  expect(leftOf(rectangle(0, 0, 10, 4), 6)).toEqual([
    [0, 0],
    [6, 0],
    [6, 4],
    [0, 4],
  ]);
  expect(leftOf(rectangle(0, 0, 10, 4), 20)).toEqual(rectangle(0, 0, 10, 4));
  expect(leftOf(rectangle(5, 0, 10, 4), 1)).toEqual([]);
});
