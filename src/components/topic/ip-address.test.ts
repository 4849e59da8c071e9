import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ipDigits, isInBlock, readBlock } from './ip-address.ts';

test.each([
  ['10.0.0.255', '0a0000ff'],
  ['10.0.0.256', null],
  ['10.0.0', null],
  ['2001:db8::1', '20010db8000000000000000000000001'],
  ['2001:0DB8:0:0:0:0:0:1', '20010db8000000000000000000000001'],
  ['::', '0'.repeat(32)],
  ['::ffff:a00:1', '0a000001'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['1:2:3:4:5:6:7', null],
  ['1::2::3', null],
  ['1:2:3:4:5:6:7:8::', null],
  [':1:2:3:4:5:6:7', null],
  ['12345::', null],
  ['host', null],
  ['', null],
])('[PATTERN-3] %s has the digits %s', (text, digits) => {
  expect(ipDigits(text)).toBe(digits);
});

test('[PATTERN-12] a block holds the addresses that share its leading bits', () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(31), (base, other, mask) => {
      const text = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
      const block = readBlock(`${text(base)}/${mask}`);
      if (typeof block === 'string') throw new Error(block);
      const share = (address: number): number => (mask === 0 ? 0 : address >>> (32 - mask));
      expect(isInBlock(ipDigits(text(other)) as string, block)).toBe(share(base) === share(other));
      // A neighbour, so that both outcomes come up for every mask.
      const near = (base ^ (1 << (31 - mask))) >>> 0;
      expect(isInBlock(ipDigits(text(near)) as string, block)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('[PATTERN-12] blocks of version 6 hold no addresses of version 4', () => {
  const block = readBlock('2001:db8:1234:1a00::/56');
  if (typeof block === 'string') throw new Error(block);
  const isIn = (text: string): boolean => isInBlock(ipDigits(text) ?? '', block);
  expect(['2001:db8:1234:1aff::1', '2001:db8:1234:1b00::', '32.1.13.184', 'none'].map(isIn)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test.each([
  ['10.0.0.0', '`10.0.0.0` needs one /, as in 10.0.0.0/24'],
  ['10.0.0.0/24/1', '`10.0.0.0/24/1` needs one /, as in 10.0.0.0/24'],
  ['10.0.0.300/24', '`10.0.0.300` is not an IP address'],
  ['10.0.0.0/32', '`32` must be a whole number from 0 to 31'],
  ['10.0.0.0/x', '`x` must be a whole number from 0 to 31'],
  ['::/128', '`128` must be a whole number from 0 to 127'],
])('[PATTERN-12] %s is refused', (text, why) => {
  expect(readBlock(text)).toBe(why);
});
