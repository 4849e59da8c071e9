import { describe, expect, test } from 'vitest';
import { isNotA, listed, nearest } from './did-you-mean.ts';

describe('a misspelt name', () => {
  test.each([
    ['paymnt', 'payment'],
    ['Payment', 'payment'],
    ['yapment', 'payment'],
    ['ordesr', 'orders'],
    ['kichen', 'kitchen'],
    ['xyz', null],
    ['o', null],
    ['x'.repeat(100_000), null],
  ])('%s', (name, meant) => expect(nearest(name, ['payment', 'orders', 'kitchen'])).toBe(meant));

  test('is told with what was meant, or with the whole choice', () => {
    expect(isNotA('paymnt', 'a component', ['payment'])).toBe('`paymnt` is not a component; did you mean `payment`?');
    expect(isNotA('bank', 'a component', ['payment', 'orders'])).toBe(
      '`bank` is not a component; there are `payment` and `orders`',
    );
    expect(
      isNotA(
        'bank',
        'a component',
        Array.from({ length: 20 }, (_, i) => `c${i}`),
      ),
    ).toBe('`bank` is not a component');
    expect(isNotA('z'.repeat(200), 'a component', [])).toHaveLength('`` is not a component'.length + 40);
    expect(listed(['a', 'b', 'c'], 'or')).toBe('`a`, `b` or `c`');
  });
});
