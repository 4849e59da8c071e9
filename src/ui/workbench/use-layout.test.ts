import { expect, it } from 'vitest';
import { layoutFor } from './use-layout.ts';

it.each([
  [390, 'phone'],
  [719, 'phone'],
  [720, 'strip'],
  [1023, 'strip'],
  [1024, 'sheet'],
  [1279, 'sheet'],
  [1280, 'desk'],
  [1920, 'desk'],
])('lays a page of %d px out as %s', (width, layout) => {
  expect(layoutFor(width)).toBe(layout);
});
