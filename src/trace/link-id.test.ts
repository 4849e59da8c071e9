import { expect, test } from 'vitest';
import { linkId } from './link-id.ts';

test('a link has one id, whichever end is named first', () => {
  expect(linkId('orders', 'payment')).toBe('orders~payment');
  expect(linkId('payment', 'orders')).toBe('orders~payment');
  expect(linkId('a', 'a')).toBe('a~a');
  // By code unit, as every engine sorts.
  expect(linkId('b', 'C')).toBe('C~b');
});
