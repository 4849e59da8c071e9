import { expect, it } from 'vitest';
import { wholeMs, wholeText } from './number-text.ts';

it('writes whole numbers with separators', () => {
  expect(wholeText(1_240)).toBe('1,240');
  expect(wholeText(999.6)).toBe('1,000');
});

it('rounds virtual time to whole milliseconds', () => {
  expect(wholeMs(2_350_400)).toBe(2_350);
  expect(wholeMs(2_350_500)).toBe(2_351);
});
