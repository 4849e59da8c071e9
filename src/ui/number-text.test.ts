import { expect, it } from 'vitest';
import { msText, wholeText } from './number-text.ts';

it('writes virtual time with its unit and without decimals', () => {
  expect(msText(2_350_400)).toBe('2,350 ms');
  expect(msText(999)).toBe('0 ms');
  expect(wholeText(1_240)).toBe('1,240');
});
