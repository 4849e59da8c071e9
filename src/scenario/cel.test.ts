import { describe, expect, test } from 'vitest';
import type { Data } from '../trace/message.ts';
import { compileExpression, type ExpressionKind } from './cel.ts';
import { ExpressionFault, type Scope } from './expression.ts';

const SCOPE: Scope = {
  msg: { orderId: 'o7', amount: 12, tags: ['a', 'b'], note: null, item: { size: 'L' } },
  n: 7,
  row: null,
  meta: { label: '7' },
};

function evaluate(source: string, kind: ExpressionKind = 'handler', scope: Scope = SCOPE): Data {
  const compiled = compileExpression(source, kind);
  if (!compiled.ok) throw new Error(`${compiled.message} @${compiled.offset}`);
  return compiled.expression.evaluate(scope);
}

function fault(source: string, kind: ExpressionKind = 'handler', scope: Scope = SCOPE): string {
  try {
    return `no fault: ${JSON.stringify(evaluate(source, kind, scope))}`;
  } catch (error) {
    return error instanceof ExpressionFault ? error.message : `no fault of its own: ${String(error)}`;
  }
}

function refusal(source: string, kind: ExpressionKind = 'handler'): string {
  const compiled = compileExpression(source, kind);
  return compiled.ok ? 'compiled' : `${compiled.offset}: ${compiled.message}`;
}

describe('[CEL-1] numbers are doubles', () => {
  test.each<[string, Data]>([
    ['1 / 2', 0.5],
    ['7 % 4', 3],
    ['-7 % 4', -3],
    ['2 * 3 + 1', 7],
    ['1 == 1.0', true],
    ['0x10 + 1', 17],
    ['1.5e3', 1500],
    ['msg.amount * 2', 24],
    ['msg.amount / 5', 2.4],
    ['-msg.amount', -12],
    ['0.0 * -1', 0],
  ])('%s', (source, value) => expect(evaluate(source)).toBe(value));

  test.each([
    ['1 / 0', '`1 / 0` divides by zero'],
    ['1 % 0', '`1 % 0` divides by zero'],
    ['1e308 * 10', '`1e308 * 10` is not a number that can be written down'],
  ])('%s is a fault', (source, says) => expect(fault(source)).toBe(says));

  test('a literal that a double cannot hold exactly is refused', () => {
    expect(refusal('9007199254740993')).toBe('0: the number 9007199254740993 is too large to be exact');
  });
});

describe('[CEL-2] results are plain data', () => {
  test.each<[string, Data]>([
    ["'o' + string(n)", 'o7'],
    ['string(7)', '7'],
    ['string(7.0)', '7'],
    ['string(0.5)', '0.5'],
    ['string(true)', 'true'],
    ['[1, n, msg.amount]', [1, 7, 12]],
    ["{'a': 1, 'b': {'c': [msg.orderId]}}", { a: 1, b: { c: ['o7'] } }],
    ['null', null],
    ['size(msg.tags)', 2],
    ['msg', SCOPE['msg'] as Data],
  ])('%s', (source, value) => {
    expect(evaluate(source)).toEqual(value);
    expect(JSON.parse(JSON.stringify(evaluate(source)))).toEqual(value);
  });
});

describe('[CEL-3] operators', () => {
  test.each<[string, Data]>([
    ["'a' + 'b'", 'ab'],
    ['[1] + [2]', [1, 2]],
    ["'a' < 'b' && 2 <= 2 && false < true", true],
    ["'b' > 'a' && 2 >= 3", false],
    ["1 == '1'", false],
    ["null == msg.note && {'a': [1]} == {'a': [1]}", true],
    ["[1, 2] != [2, 1] && {'a': 1} != {'b': 1} && [1] != [1, 2]", true],
    ["'a' in msg.tags && 'orderId' in msg && !('x' in msg)", true],
    ['n > 5 ? 1 : msg.nothing', 1],
    ['!(n > 5) || n == 7', true],
    ['msg.tags[1]', 'b'],
    ["msg['orderId']", 'o7'],
  ])('%s', (source, value) => expect(evaluate(source)).toEqual(value));

  test.each([
    ['msg.orderId + 1', '`msg.orderId + 1` cannot add a string and a number'],
    ["1 - 'a'", "`1 - 'a'` cannot subtract a number and a string"],
    ["1 < 'a'", "`1 < 'a'` cannot compare a number and a string"],
    ['true * 2', '`true * 2` cannot multiply a boolean and a number'],
    ["1 in 'abc'", "`1 in 'abc'` needs a list or an object after `in`, not a string"],
    ['1 in msg', '`1 in msg` looks for a number among names, which are strings'],
    ['-msg.orderId', '`-msg.orderId` needs a number, not a string'],
    ['!n', '`n` is a number, not true or false'],
    ['n ? 1 : 2', '`n` is a number, not true or false'],
    ['{1: 2}', '`{1: 2}` has a name that is a number, not a string'],
  ])('%s is a fault', (source, says) => expect(fault(source)).toBe(says));
});

describe('[CEL-4] a fault counts only where it decides', () => {
  test.each<[string, Data]>([
    ['msg.nothing > 1 || true', true],
    ['true || msg.nothing > 1', true],
    ['msg.nothing > 1 && false', false],
    ['[1, 2].exists(x, x == 1 ? msg.nothing : true)', true],
    ['[1, 2].all(x, x == 1 ? msg.nothing : false)', false],
  ])('%s', (source, value) => expect(evaluate(source)).toBe(value));

  test.each([
    'msg.nothing > 1 || false',
    'msg.nothing > 1 && true',
    '[1].exists(x, msg.nothing)',
    '[1, 2].all(x, x == 1 ? msg.nothing : true)',
  ])('%s is a fault', (source) => expect(fault(source)).toContain('`msg.nothing` is missing'));
});

describe('[CEL-5] macros', () => {
  test.each<[string, Data]>([
    ['has(msg.note) && has(msg.item.size) && !has(msg.nothing) && !has(row.count)', true],
    ['[1, 2, 3].all(x, x > 0)', true],
    ['[1, 2, 3].exists(x, x == 2)', true],
    ['[1, 2, 2].exists_one(x, x == 2)', false],
    ['[1, 2, 3].exists_one(x, x == 2)', true],
    ['[1, 2, 3].map(x, x * n)', [7, 14, 21]],
    ['[1, 2, 3].map(x, x > 1, x * 10)', [20, 30]],
    ['[1, 2, 3].filter(x, x != 2)', [1, 3]],
    ["{'a': 1, 'b': 2}.map(k, k)", ['a', 'b']],
    ['[[1, 2], [3]].map(xs, xs.map(x, x + 1))', [[2, 3], [4]]],
    ['[1].map(n, n + 1)', [2]],
    ['[].all(x, x > 1) && ![].exists(x, true)', true],
  ])('%s', (source, value) => expect(evaluate(source)).toEqual(value));

  test('faults say what is wrong', () => {
    expect(fault('n.all(x, true)')).toBe('`n.all(x, true)` needs a list or an object, not a number');
    expect(fault('[1].filter(x, x)')).toBe('`x` is a number, not true or false');
    expect(fault('has(msg.nothing.more)')).toBe('`msg.nothing` is missing');
  });

  test('nest three deep, no deeper', () => {
    const nested = (depth: number): string => (depth === 0 ? 'true' : `[1].all(x${depth}, ${nested(depth - 1)})`);
    expect(evaluate(nested(3))).toBe(true);
    expect(refusal(nested(4))).toContain('can stand 3 deep in each other, no deeper');
    expect(evaluate('[1].map(x, x).map(x, x).map(x, x).map(x, x)')).toEqual([1]);
  });
});

describe('[CEL-6] functions', () => {
  test.each<[string, Data]>([
    ["size('näh😀')", 4],
    ["'abc'.size() + [1].size() + msg.item.size()", 5],
    ["int('42') + int(2.9) + int(-2.9)", 42],
    ["double('1.5') + double('-2e1')", -18.5],
    ["bool('true') && !bool('false')", true],
    ['abs(-2) + floor(2.7) + ceil(2.1)', 7],
    ['[round(2.5), round(-2.5), round(2.4)]', [3, -3, 2]],
    ['sum([1, 2, 3.5])', 6.5],
    ['min(3, 1, 2) + max([4, 5])', 6],
    ["'abc'.contains('b') && 'abc'.startsWith('a') && 'abc'.endsWith('c')", true],
    ["'abcab'.indexOf('b') + 'abcab'.lastIndexOf('b') + 'a'.indexOf('x')", 4],
    ["'abcd'.substring(2) + 'abcd'.substring(0, 1)", 'cda'],
    ["'a-b-c'.split('-').join('+')", 'a+b+c'],
    ["'a-b-c'.replace('-', '')", 'abc'],
    ["' Ab ß '.trim().upperAscii() + 'ÄB'.lowerAscii()", 'AB ßÄb'],
  ])('%s', (source, value) => expect(evaluate(source)).toEqual(value));

  test.each([
    ["int('4x')", "`int('4x')`: the text is not a number"],
    ["int('0x10')", "`int('0x10')`: the text is not a number"],
    ["bool('maybe')", "`bool('maybe')`: the text is neither true nor false"],
    ['string(null)', '`string(null)` needs a number, a boolean or a string, not null'],
    ['size(n)', '`size(n)` needs a string, a list or an object, not a number'],
    ["'abc'.substring(2, 9)", "`'abc'.substring(2, 9)`: the text has 3 characters, so this part of it does not exist"],
    ['min([])', '`min([])`: the list is empty'],
    ["sum(['a'])", "`sum(['a'])` needs a number, not a string"],
  ])('%s is a fault', (source, says) => expect(fault(source)).toBe(says));

  test.each([
    [
      "'a'.matches('(a+)+$')",
      '0: `matches` is not supported, because a regular expression can run for ever; use contains, startsWith or endsWith',
    ],
    ['siz(1)', '0: `siz` is not a function; did you mean `size`?'],
    ["msg.orderId.startWith('a')", '0: `startWith` is not a function of a value; did you mean `startsWith`?'],
    ['size(1, 2)', '0: `size` takes 1 argument, not 2'],
    ["'a'.contains()", '0: `contains` takes 1 argument, not 0'],
    ['1 + timestamp("2020-01-01T00:00:00Z")', '4: `timestamp` is not a function'],
    ['1u', '0: bytes (b"…") and unsigned numbers (1u) are not supported; write a text or a number'],
    [
      'lag("a", "b") > 1',
      '0: `lag` can be asked in conditions (until, holds) only: a handler knows its message and its tables',
    ],
    ['has(n)', '0: `has` takes one path, as in `has(msg.note)`'],
    ['[1].all(x)', '0: `all` takes a name and an expression, as in `list.all(x, …)`'],
    ['', '0: the expression is empty'],
    ['1 +', '3: the expression ends where a value should follow'],
    ['(1', '2: the expression ends too early: a bracket or a name is missing'],
    ['msg.a = 3', '6: `=` compares nothing; write `==`'],
    ['a b', '2: `b` does not belong here'],
    ['"abc', '0: a text in quotes has no closing quote'],
    ['for', '0: `for` is a reserved word'],
  ])('%s is refused', (source, says) => expect(refusal(source)).toBe(says));
});

describe('[CEL-7] bounds', () => {
  const thousand = Array.from({ length: 1_000 }, (_, i) => i);

  test('stop what looks at too much', () => {
    const scope = { ...SCOPE, list: thousand };
    expect(fault('list.all(x, list.all(y, x + y >= 0))', 'handler', scope)).toBe(
      'the expression looks at too much: it stopped after 100000 steps',
    );
    expect(evaluate('list.all(x, list.all(y, x + y >= 0))', 'condition', scope)).toBe(true);
    expect(fault('list.all(x, list.all(y, list.all(z, x + y + z >= 0)))', 'condition', scope)).toContain(
      'stopped after 10000000 steps',
    );
    // Comparing counts as well, and a new evaluation begins anew.
    expect(fault('list.all(x, list == list + [] && x in list)', 'handler', scope)).toContain('looks at too much');
    const compiled = compileExpression('list.all(x, x >= 0)', 'handler');
    for (let i = 0; i < 200; i++) expect(compiled.ok && compiled.expression.evaluate(scope)).toBe(true);
  });

  test('stop texts and lists from growing', () => {
    const scope = {
      text: 'x'.repeat(6_000),
      list: [...thousand, ...thousand, ...thousand, ...thousand, ...thousand, ...thousand],
    };
    expect(fault('text + text', 'handler', scope)).toBe('`text + text` makes a text of over 10000 characters');
    expect(fault('list + list', 'handler', scope)).toBe('`list + list` makes a list of over 10000 items');
    expect(fault("[text, text].join('')", 'handler', scope)).toContain('makes a text of over 10000 characters');
    expect(fault("text.replace('x', 'yyyyyy')", 'handler', scope)).toContain('makes a text of over 10000 characters');
  });

  test('refuse what is too long or too deep', () => {
    expect(refusal('1'.padEnd(1_001, ' '))).toBe('0: the expression has 1001 characters; 1000 are allowed');
    expect(refusal(`${'('.repeat(40)}1${')'.repeat(40)}`)).toContain(
      'the expression is too large or too deeply nested',
    );
    expect(refusal(Array.from({ length: 300 }, () => '1').join('+'))).toContain(
      'the expression is too large or too deeply nested',
    );
  });
});

describe('[CEL-8] a fault names what is wrong', () => {
  test.each([
    ['msg.amont', '`msg.amont` is missing'],
    ['msg.item.weight', '`msg.item.weight` is missing'],
    ['row.count', '`row` is null, so it has no `count`'],
    ['msg.orderId.length', '`msg.orderId` is a string, so it has no `length`'],
    ['msg.tags.length', '`msg.tags` is a list, so it has no `length`'],
    ['charge.ok', '`charge` is not known here'],
    ['msg.tags[2]', '`msg.tags[2]` is missing: the list has 2 items, and the first is item 0'],
    ["msg['x']", "`msg['x']` is missing: there is no field `x`"],
    ["msg.tags['a']", "`msg.tags['a']` needs a number as the place in a list, not a string"],
    ['n[0]', '`n[0]` needs a list or an object before `[`, not a number'],
  ])('%s', (source, says) => expect(fault(source)).toBe(says));
});

describe('[CEL-9] nothing but data can be reached', () => {
  test.each([
    'msg.constructor',
    'constructor',
    'msg.toString',
    'msg.__proto__',
    'toString()',
    'msg.hasOwnProperty("a")',
    '[1].map(__proto__, 1)',
  ])('%s is refused', (source) => expect(refusal(source)).not.toBe('compiled'));

  test('nor by a computed name', () => {
    expect(fault("msg['constr' + 'uctor']")).toContain('is missing');
    expect(fault("msg['__proto__']")).toContain('is missing');
    expect(fault("{'__proto__': 1}")).toBe('`__proto__` cannot be the name of a field');
    expect(evaluate("'constructor' in msg")).toBe(false);
  });
});

describe('[CEL-10] conditions', () => {
  const scope: Scope = {
    orders: { orders: [{ orderId: 'o1' }] },
    $functions: {
      lag: (log: string, group: string) => (log === 'order-events' && group === 'payment' ? 6 : 0),
      now: () => 2.5,
      component: (id: string) => ({ rows: [id] }),
    },
  };

  test.each<[string, boolean]>([
    ["lag('order-events', 'payment') >= 5", true],
    ['now() < 2', false],
    ["component('order-events').rows[0] == 'order-events'", true],
    ["orders.orders.exists(o, o.orderId == 'o1')", true],
  ])('%s', (source, value) => expect(evaluate(source, 'condition', scope)).toBe(value));

  test('are true or false', () => {
    expect(fault('now()', 'condition', scope)).toBe('`now()` is a number, not true or false');
    expect(fault('n', 'test')).toBe('`n` is a number, not true or false');
  });

  test('say when nobody can answer', () => {
    expect(fault('inflight() == 0', 'condition', scope)).toBe('`inflight` cannot be asked here');
    expect(fault('inflight() == 0', 'condition', {})).toBe('`inflight` cannot be asked here');
  });
});

test('what an expression uses is known before it runs', () => {
  const compiled = compileExpression(
    "msg.a.b + [x].map(y, y.c + z.d)[0] + (has(row.k) ? 1 : lag('l', g))",
    'condition',
  );
  const uses = compiled.ok ? compiled.uses : null;
  expect(uses?.paths.map((path) => path.map(({ name }) => name).join('.'))).toEqual([
    'msg.a.b',
    'x',
    'z.d',
    'row',
    'g',
  ]);
  expect(uses?.calls.map(({ name, args }) => [name, ...args.map(({ value }) => value)])).toEqual([
    ['lag', 'l', undefined],
  ]);
});
