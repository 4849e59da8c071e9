import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TopicPattern, wordsOf } from './topic-pattern.ts';

const matches = (pattern: string, key: string): boolean => new TopicPattern(pattern).matches(key);

test.each([
  ['', []],
  ['orders', ['orders']],
  ['a..b', ['a', '', 'b']],
  ['.', ['', '']],
])('[TOPIC-1] the words of "%s" are %j', (key, words) => {
  expect(wordsOf(key)).toEqual(words);
});

test('[TOPIC-1] case counts', () => {
  expect([matches('a.b', 'a.b'), matches('a.b', 'A.b')]).toEqual([true, false]);
});

// From the tutorial of RabbitMQ, and its edges.
test.each([
  ['*.orange.*', ['quick.orange.rabbit', 'lazy.orange.elephant'], ['quick.orange.new.rabbit', 'orange', 'lazy']],
  ['lazy.#', ['lazy', 'lazy.brown.fox', 'lazy.orange.new.rabbit'], ['quick.brown.fox', 'lazyfox', '']],
  ['a.#.b', ['a.b', 'a.x.b', 'a.x.y.b', 'a..b', 'a.b.b'], ['a', 'b', 'a.b.c']],
  ['*', ['a'], ['', 'a.b', '.']],
  ['#', ['', 'a', '.', 'a.b.c'], []],
  ['', [''], ['a']],
  ['*.', ['.', 'a.'], ['a', 'a.b']],
  ['#.a.#.a', ['a.a', 'x.a.y.a', 'a.a.a'], ['a', 'a.b']],
])('[TOPIC-2] %s', (pattern, keys, others) => {
  expect([...keys, ...others].filter((key) => matches(pattern, key))).toEqual(keys);
});

/** What the words say, with every way to use a `#` tried. */
function oracle(pattern: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return words.length === 0;
  if (first === '#') return oracle(rest, words) || (words.length > 0 && oracle(pattern, words.slice(1)));
  return words.length > 0 && (first === '*' || first === words[0]) && oracle(rest, words.slice(1));
}

test('[TOPIC-2] agrees with trying everything', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '', '*', '#'), { maxLength: 6 });
  const key = fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 7 });
  fc.assert(
    fc.property(pattern, key, (patternWords, keyWords) => {
      // One empty word can't be told from none.
      fc.pre(patternWords.join() !== '' && keyWords.join() !== '');
      expect(matches(patternWords.join('.'), keyWords.join('.'))).toBe(oracle(patternWords, keyWords));
    }),
    { numRuns: 5_000 },
  );
});
