import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BinaryOperator, CelNode } from './cel-node.ts';
import { parseCel } from './cel-parser.ts';
import { CelRefusal } from './cel-refusal.ts';

/** The library's parser is the judge of ours. */
const JUDGE = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: false,
  limits: { maxAstNodes: 500, maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 10 },
});

interface Refused {
  readonly refusedAt: number;
}

/** Bytes and unsigned numbers, which the library reads and we do not. */
class BeyondData extends Error {}

function theirs(source: string): CelNode | Refused {
  try {
    return translated(JUDGE.parse(source).ast);
  } catch (error) {
    if (error instanceof ParseError) return { refusedAt: error.range?.start ?? 0 };
    if (error instanceof BeyondData) return { refusedAt: 0 };
    throw error;
  }
}

function ours(source: string): CelNode | Refused {
  try {
    return parseCel(source);
  } catch (error) {
    if (error instanceof CelRefusal) return { refusedAt: error.offset };
    throw error;
  }
}

function translated(ast: ASTNode): CelNode {
  const at = { start: ast.start, end: ast.end };
  switch (ast.op) {
    case 'value':
      if (typeof ast.args === 'object' && ast.args !== null) throw new BeyondData();
      return { ...at, op: 'literal', value: typeof ast.args === 'bigint' ? Number(ast.args) : (ast.args as string) };
    case 'id':
      return { ...at, op: 'name', name: ast.args };
    case '.':
      return { ...at, op: 'field', of: translated(ast.args[0]), field: ast.args[1] };
    case '[]':
      return { ...at, op: 'index', of: translated(ast.args[0]), index: translated(ast.args[1]) };
    case 'call':
      return { ...at, op: 'call', name: ast.args[0], args: ast.args[1].map(translated) };
    case 'rcall':
      return {
        ...at,
        op: 'method',
        name: ast.args[0],
        on: translated(ast.args[1]),
        args: ast.args[2].map(translated),
      };
    case 'list':
      return { ...at, op: 'list', items: ast.args.map(translated) };
    case 'map':
      return { ...at, op: 'map', entries: ast.args.map(([key, value]) => [translated(key), translated(value)]) };
    case '?:': {
      const [condition, yes, no] = ast.args;
      return { ...at, op: 'choose', condition: translated(condition), yes: translated(yes), no: translated(no) };
    }
    case '||':
    case '&&':
      return {
        ...at,
        op: ast.op === '||' ? 'or' : 'and',
        left: translated(ast.args[0]),
        right: translated(ast.args[1]),
      };
    case '!_':
    case '-_':
      return { ...at, op: ast.op === '!_' ? 'not' : 'negate', of: translated(ast.args) };
    case '.?':
    case '[?]':
      throw new Error('optional types are off');
    default:
      return {
        ...at,
        op: 'binary',
        operator: ast.op satisfies BinaryOperator,
        left: translated(ast.args[0]),
        right: translated(ast.args[1]),
      };
  }
}

const word = fc.constantFrom('a', 'msg', 'x1', '_b', 'r', 'b', 'size', 'in', 'true', 'null', 'for', 'e5', '__proto__');
const number = fc.constantFrom(
  '0',
  '7',
  '007',
  '1.5',
  '1.5e3',
  '2e-1',
  '0x1F',
  '10E+2',
  '3.',
  '.5',
  '1.e2',
  '0x',
  '1e',
);
const text = fc.constantFrom(
  "'a'",
  '"b"',
  "''",
  '""',
  "'''a'b'''",
  '"""x"y\n"""',
  "r'\\d'",
  'R"\\"',
  "'\\n\\'\\x41\\101\\u00e4\\U0001F600'",
  "'\\q'",
  "'\\ud800'",
  "'\\777'",
  "'\\u12'",
  "'open",
  "'two\nlines'",
);
const sign = fc.constantFrom(...'( ) [ ] { } . , : ? ! - + * / % < > <= >= == != && || = & | @ // ä 😀'.split(' '));
const gap = fc.constantFrom('', ' ', '\n', '\t', ' // so it is\n');

/** Anything made of what expressions are made of; hardly ever an expression. */
const soup = fc
  .array(fc.tuple(fc.oneof(word, number, text, sign), gap), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.map((part) => part.join('')).join(''));

/** Expressions of all forms, without and with brackets where the grammar needs none. */
const { expression } = fc.letrec<{ readonly expression: string }>((tie) => {
  const part = tie('expression');
  const list = fc.array(part, { maxLength: 3 }).map((items) => items.join(' , '));
  return {
    expression: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom('a', 'msg', '7', '1.5', '0x1F', "'t'", 'r"\\d"', 'true', 'null', "'''long'''"),
      fc
        .tuple(part, fc.constantFrom(...'+ - * / % < <= > >= == != in && ||'.split(' ')), part)
        .map(([left, operator, right]) => `${left} ${operator} ${right}`),
      fc.tuple(part, part, part).map(([condition, yes, no]) => `${condition} ? ${yes} : ${no}`),
      fc.tuple(fc.constantFrom('!', '-', '- ', '!!'), part).map((parts) => parts.join('')),
      part.map((inner) => `( ${inner} )`),
      part.map((of) => `(${of}).field`),
      fc.tuple(part, part).map(([of, index]) => `(${of})[${index}]`),
      list.map((items) => `f(${items})`),
      fc.tuple(part, list).map(([on, items]) => `(${on}).pick(${items})`),
      fc.tuple(part, part).map(([on, body]) => `(${on}).exists(v, ${body})`),
      list.map((items) => `[${items}]`),
      fc.tuple(part, part).map(([key, value]) => `{ ${key}: ${value} }`),
    ),
  };
});

describe('[CEL-12] ours reads what the library reads', () => {
  test('the same tree from every expression', () => {
    let read = 0;
    fc.assert(
      fc.property(expression, (source) => {
        const tree = theirs(source);
        if (!('refusedAt' in tree)) read++;
        expect({ source, tree: ours(source) }).toStrictEqual({ source, tree });
      }),
      { numRuns: 2_000 },
    );
    // Few are too large, or this test would say little.
    expect(read).toBeGreaterThan(1_000);
  });

  test('and refuses what the library refuses', () => {
    let read = 0;
    fc.assert(
      fc.property(soup, (source) => {
        const judged = theirs(source);
        const tree = ours(source);
        if (!('refusedAt' in judged)) read++;
        expect({ source, refused: 'refusedAt' in tree }).toEqual({ source, refused: 'refusedAt' in judged });
        if (!('refusedAt' in judged)) expect({ source, tree }).toStrictEqual({ source, tree: judged });
      }),
      { numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  test.each([
    'a b',
    '1 +',
    '(1',
    '[1',
    'a.',
    'a.1',
    'a[',
    'a[1',
    'f(',
    'f(1,,2)',
    '{1}',
    '{1: 2',
    'a ? b',
    'a ? : b',
    ')',
    'for',
    '"abc',
    'a = 1',
    'a & b',
    '@',
    '1 @',
    "'\\q'",
    'a.in',
    'a..b',
    'a !b',
    '! ',
    'x.if',
    'true.b',
    '[1,]',
    'f(1,)',
    '{1: 2,}',
    '[,]',
    '',
    ' ',
    '// nothing',
    'a // b',
    "'a' 'b'",
    '1.size()',
    '1.5.a',
    '-1',
    '- -1',
  ])('%j, at the same place', (source) => {
    expect(ours(source)).toStrictEqual(theirs(source));
  });

  test('within the same bounds', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}1${')'.repeat(depth)}`;
    const items = (count: number): string => Array.from({ length: count }, () => '1').join(',');
    for (const [most, source] of [
      [31, nested],
      [32, (n: number) => `a${'.b'.repeat(n - 1)}`],
      [32, (n: number) => `a${'[0]'.repeat(n - 1)}`],
      [100, (n: number) => `[${items(n)}]`],
      [10, (n: number) => `f(${items(n)})`],
      [10, (n: number) => `a.f(${items(n)})`],
      [250, (n: number) => Array.from({ length: n }, () => '1').join('+')],
    ] as const) {
      for (const n of [most - 1, most, most + 1])
        expect({ n, refused: 'refusedAt' in ours(source(n)) }).toEqual({
          n,
          refused: 'refusedAt' in theirs(source(n)),
        });
    }
  });
});
