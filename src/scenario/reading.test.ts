import { describe, expect, test } from 'vitest';
import { loadScenario } from './load.ts';

function first(text: string, format: 'yaml' | 'json' = 'yaml'): string {
  const loaded = loadScenario(text, { format });
  const [problem] = loaded.ok ? [] : loaded.problems;
  return `${problem?.line}:${problem?.column} ${problem?.message}`;
}

describe('[DOC-2] text that is refused', () => {
  test.each([
    ['a: &x 1\nb: *x', '1:4 `&x` is an anchor, which scenarios do not have; if it is text, put it in quotes'],
    ['b: *x', '1:4 `*x` is an alias, which scenarios do not have; if it is text, put it in quotes'],
    [
      'a: !!js/function x',
      '1:4 `!!js/function` is a tag, which scenarios do not have; if it is text, put it in quotes',
    ],
    ['say: **Bold** words', '1:6 `**Bold**` is an alias, which scenarios do not have; if it is text, put it in quotes'],
    ['a: {constructor: 1}', '1:5 `constructor` cannot be the name of a field'],
    ['a: {"prototype": 1}', '1:5 `prototype` cannot be the name of a field'],
    ['a: 1\nb: 2\na: 3', '3:1 `a` stands here twice; a name can be used once'],
    ['{"a": {"b": 1, "b": 2}}', '1:16 `b` stands here twice; a name can be used once'],
    ['? [1, 2]\n: 3', '1:3 the name of a field is a text'],
    ['a: .inf', '1:4 `.inf` is not a number that JSON can hold'],
  ])('%j', (text, says) => expect(first(text)).toBe(says));
});

describe('[DOC-3] text that is no YAML', () => {
  test.each([
    ['', '1:1 the document is empty'],
    ['# only a comment', '1:1 the document is empty'],
    ['just words', '1:1 a scenario is written as fields with values'],
    ['- a\n- b', '1:1 a scenario is written as fields with values'],
    ['a: 1\n---\nb: 2', '2:1 a second document begins here; a file holds one scenario'],
    ['a: [1, 2', '1:9 a bracket is not closed: `]` is missing'],
    ['{"a": 1', '1:8 a bracket is not closed: `}` is missing'],
    ['a: [b: c: d]', '1:8 this does not fit inside brackets; put a text with `: ` or `- ` in it in quotes'],
    ['a:\n  b: 1\n  c', '3:3 this is the name of a field without a colon and a value'],
    ['a: "x', '1:6 a quote is not closed'],
    ['a: @x', '1:4 a text cannot begin with `@`; put it in quotes'],
    ['a: `x`', '1:4 a text cannot begin with ```; put it in quotes'],
    ['a:\n\t- 1', '2:1 this line is indented with a tab; use spaces'],
    [
      'a: "\\q"',
      '1:5 a backslash in "…" begins an escape, and this one does not exist; write \\\\ or use single quotes',
    ],
    ['a: 1\n b: 2', '1:4 this has a value, and the next line is indented as if it had fields too'],
    ['a:\n  b: 1\n c: 2', '3:1 this line is not indented as its neighbours are'],
  ])('%j', (text, says) => expect(first(text)).toBe(says));
});

describe('a file of JSON', () => {
  test.each([
    ['a: 1', '1:1 this is not JSON; a file with YAML ends in .yaml'],
    ["{'a': 1}", '1:2 this is not JSON; a file with YAML ends in .yaml'],
    ['{"a": yes}', '1:7 this is not JSON; a file with YAML ends in .yaml'],
    ['{"a": [1, 2}', '1:12 '],
  ])('%j', (text, says) => expect(first(text, 'json')).toContain(says));
});

test('a number may be the name of a field, as its text', () => {
  expect(first('7: 1')).toContain('the document has no `eventually: 1`');
  const loaded = loadScenario('eventually: 1\nid: x\ntitle: X\nmessages: {}\ncomponents: { a: { kind: log } }\n7: 1');
  expect(loaded.ok ? [] : loaded.problems).toEqual([
    { line: 6, column: 1, path: '7', message: '`7` is not a field of a scenario' },
  ]);
});
