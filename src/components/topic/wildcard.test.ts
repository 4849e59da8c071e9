import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesWildcard, readWildcard } from './wildcard.ts';

function matches(pattern: string, text: string): boolean {
  const wildcard = readWildcard(pattern);
  if (typeof wildcard === 'string') throw new Error(wildcard);
  return matchesWildcard(wildcard, text);
}

test('[PATTERN-6] agrees with a regular expression', () => {
  const characters = fc.constantFrom('a', 'b', '/', '\\*', '\\\\');
  const pattern = fc.array(fc.array(characters, { minLength: 1, maxLength: 3 }), { maxLength: 4 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '\\'), maxLength: 12 });
  fc.assert(
    fc.property(pattern, fc.boolean(), fc.boolean(), text, (pieces, opens, closes, value) => {
      const written = [...(opens ? [''] : []), ...pieces.map((piece) => piece.join('')), ...(closes ? [''] : [])].join(
        '*',
      );
      const source = written.replaceAll(/\\[*\\]|\*|\//g, (part) =>
        part === '*' ? '.*' : part === '/' ? '\\/' : part,
      );
      expect(matches(written, value)).toBe(new RegExp(`^${source}$`, 's').test(value));
    }),
    { numRuns: 3_000 },
  );
});

test('[PATTERN-6] no star stands for part of the text only', () => {
  expect(matches('/Users/*/doc.txt', '/Users/me/dir/notdoc.txt')).toBe(false);
  expect(matches('ab*ba', 'aba')).toBe(false);
  expect(matches('', '')).toBe(true);
});

test.each([
  ['a**b', '`a**b` has two * side by side; one does the same'],
  ['a\\b', '`a\\b` has a \\ before something else than * or \\; write \\\\ for a \\ itself'],
  ['a\\', '`a\\` has a \\ before something else than * or \\; write \\\\ for a \\ itself'],
  ['*a*b*c*d*e*', '`*a*b*c*d*e*` is too complex; use at most 5 *'],
])('[PATTERN-7] %s is refused', (text, why) => {
  expect(readWildcard(text)).toBe(why);
});
