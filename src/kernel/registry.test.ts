import { expect, test } from 'vitest';
import { Registry } from './registry.ts';

test('gives back what was added, and says what was not', () => {
  const registry = new Registry<number>('colour');
  registry.add('red', 1);
  expect([registry.get('red'), registry.has('red'), registry.has('blue')]).toEqual([1, true, false]);
  expect(() => registry.get('blue')).toThrow('the colour `blue` was not fetched');
});
