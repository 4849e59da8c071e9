import { describe, expect, test } from 'vitest';
import { placeComponents } from './component-layout.ts';

describe('[DOC-15] a component without a place', () => {
  const talks = [
    ['client', 'orders'],
    ['orders', 'log'],
    ['log', 'payment'],
    ['log', 'kitchen'],
    ['payment', 'orders'],
  ] as const;

  test('stands to the right of whoever sends to it', () => {
    const places = placeComponents(['client', 'orders', 'log', 'payment', 'kitchen'], new Map(), talks);
    expect(Object.fromEntries(places)).toEqual({
      client: [0, 0],
      orders: [1, 0],
      log: [2, 0],
      payment: [3, 0],
      kitchen: [3, 1],
    });
  });

  test('never moves another, nor covers it', () => {
    const given = new Map([
      ['orders', [4, 0] as const],
      ['kitchen', [5, 0] as const],
    ]);
    const places = placeComponents(['client', 'orders', 'log', 'kitchen'], given, talks);
    expect(places.get('orders')).toEqual([4, 0]);
    expect(places.get('log')).toEqual([5, 1]);
  });

  test('stands somewhere even in a circle of its own', () => {
    expect(
      Object.fromEntries(
        placeComponents(['a', 'b'], new Map(), [
          ['a', 'b'],
          ['b', 'a'],
        ]),
      ),
    ).toEqual({ a: [0, 0], b: [0, 1] });
  });
});
