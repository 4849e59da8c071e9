import { expect, test } from 'vitest';
import { inHashOrder, partitionHash, stringHash } from './java-hash.ts';

// Printed by a Java virtual machine.
test.each([
  [['consumer1', 'consumer2', 'consumer3', 'consumer4'], 'consumer4 consumer3 consumer2 consumer1'],
  [
    ['alice', 'bob', 'carol', 'dave', 'erin', 'zoe', 'payments-7f', 'billing-a1', 'x', 'y', 'z', 'aa', 'bb', 'cc'],
    'aa bb cc dave alice carol zoe payments-7f bob x y z billing-a1 erin',
  ],
])('[ASSIGN-6] %j come in the order of a HashMap', (keys, expected) => {
  expect(inHashOrder(keys, stringHash).join(' ')).toBe(expected);
});

test('[ASSIGN-6] hashes wrap at 32 bits', () => {
  expect(stringHash('polygenelubricants')).toBe(-2_147_483_648);
  expect(partitionHash({ topic: 'topic1', partition: 0 })).toBe(31 * 31 + stringHash('topic1'));
});
