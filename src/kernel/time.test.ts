import fc from 'fast-check';
import { expect, test } from 'vitest';
import { msFromUs, secondsText, usFromMs, US_PER_MS, US_PER_SECOND } from './time.ts';

test('[TIME-1] milliseconds become the nearest whole microsecond', () => {
  expect(usFromMs(1.5)).toBe(1_500);
  expect(usFromMs(0.0004)).toBe(0);
  expect(usFromMs(0.0006)).toBe(1);
  expect(usFromMs(250)).toBe(250 * US_PER_MS);
});

test('[TIME-1] microseconds survive the way through milliseconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (us) => {
      expect(usFromMs(msFromUs(us))).toBe(us);
    }),
  );
});

test.each([
  [0, '0.000000'],
  [1, '0.000001'],
  [1_204_500, '1.204500'],
  [US_PER_SECOND, '1.000000'],
  [59_999_999, '59.999999'],
  [-1_500_000, '-1.500000'],
  [Number.MAX_SAFE_INTEGER, '9007199254.740991'],
])('[TIME-2] %i us reads %s', (us, text) => {
  expect(secondsText(us)).toBe(text);
});

test('[TIME-2] the digits of the text are the microseconds, whatever their size', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (us) => {
      expect(BigInt(secondsText(us).replace('.', ''))).toBe(BigInt(us));
    }),
  );
});

test('[TIME-2] a fraction of a microsecond is our fault', () => {
  expect(() => secondsText(0.5)).toThrow(/whole number of microseconds/);
  expect(() => secondsText(Number.NaN)).toThrow(/whole number of microseconds/);
});
