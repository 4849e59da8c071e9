import { describe, expect, test } from 'vitest';
import { Findings, pathText } from '../../scenario/problem.ts';
import type { Data } from '../../trace/message.ts';
import { compileEventPattern } from './event-pattern.ts';

function matches(pattern: unknown, event: Data): boolean {
  const findings = new Findings();
  const compiled = compileEventPattern(pattern, findings);
  if (compiled === null) throw new Error(findings.all.map(({ message }) => message).join());
  return compiled.matches(event);
}

/** Which of the values a field may have so that `{ x: [member] }` matches. */
const passing = (member: unknown, values: readonly Data[]): readonly Data[] =>
  values.filter((value) => matches({ x: [member] }, { x: value }));

describe('event patterns', () => {
  test('[PATTERN-1] all fields, any member of the list', () => {
    const pattern = { source: ['orders'], detail: { state: ['paid', 'sent'] } };
    expect(matches(pattern, { source: 'orders', detail: { state: 'sent', more: 1 } })).toBe(true);
    expect(matches(pattern, { source: 'orders', detail: { state: 'open' } })).toBe(false);
    expect(matches(pattern, { source: 'bills', detail: { state: 'paid' } })).toBe(false);
    expect(matches(pattern, { source: 'orders' })).toBe(false);
  });

  const VALUES = ['5', 5, 5.5, 0, '', 'null', null, true, false, 'running', 'Running'];

  test.each([
    [5, [5]],
    [5.0, [5]],
    ['5', ['5']],
    ['', ['']],
    [null, [null]],
    [true, [true]],
    ['running', ['running']],
    [{ exactly: 'running' }, ['running']],
  ])('[PATTERN-2] %j matches %j', (member, values) => {
    expect(passing(member, VALUES)).toEqual(values);
  });

  test('[PATTERN-2] numbers that are too long to compare are still equal to themselves', () => {
    expect(passing(123456789012, [123456789012, 123456789013])).toEqual([123456789012]);
  });

  test('[PATTERN-3] an address is the same in any notation', () => {
    expect(passing('2001:db8::1', ['2001:0DB8:0::1', '2001:db8::2'])).toEqual(['2001:0DB8:0::1']);
    expect(passing('10.0.0.1', ['10.0.0.1', '10.0.0.01', '10.0.0.11'])).toEqual(['10.0.0.1', '10.0.0.01']);
  });

  const FILES = ['image.png', 'image.PNG', 'IMAGE.png', 'png', 5, null];

  test.each([
    [{ prefix: 'image' }, ['image.png', 'image.PNG']],
    [{ suffix: '.png' }, ['image.png', 'IMAGE.png']],
    [{ prefix: '' }, ['image.png', 'image.PNG', 'IMAGE.png', 'png']],
    [{ prefix: { 'equals-ignore-case': 'Image' } }, ['image.png', 'image.PNG', 'IMAGE.png']],
    [{ suffix: { 'equals-ignore-case': '.Png' } }, ['image.png', 'image.PNG', 'IMAGE.png']],
  ])('[PATTERN-4] %j matches %j', (member, values) => {
    expect(passing(member, FILES)).toEqual(values);
  });

  test('[PATTERN-5] each character in either case, also where one case has more characters', () => {
    expect(passing({ 'equals-ignore-case': 'Straße' }, ['STRASSE', 'straße', 'strasse', 'Strase'])).toEqual([
      'STRASSE',
      'straße',
    ]);
    expect(passing({ suffix: { 'equals-ignore-case': 'ße' } }, ['STRASSE', 'strase'])).toEqual(['STRASSE']);
    expect(passing({ 'equals-ignore-case': 'a' }, ['ab', ''])).toEqual([]);
  });

  test('[PATTERN-6] wildcards match whole texts only', () => {
    expect(passing({ wildcard: 'a*2' }, ['a2', 'aws.ec2', 'aws.ec2x', 'a', 2])).toEqual(['a2', 'aws.ec2']);
  });

  const STATES = ['init', 'Initial', 'post-init', '', 12, null, true];

  test.each([
    [{ 'anything-but': 'init' }, ['Initial', 'post-init', '', 12, null, true]],
    [{ 'anything-but': ['init', ''] }, ['Initial', 'post-init', 12, null, true]],
    [{ 'anything-but': [12, 13] }, ['init', 'Initial', 'post-init', '', null, true]],
  ])('[PATTERN-8] %j matches %j', (member, values) => {
    expect(passing(member, STATES)).toEqual(values);
  });

  test('[PATTERN-8] nothing is not anything', () => {
    expect(matches({ x: [{ 'anything-but': 'a' }] }, { y: 1 })).toBe(false);
  });

  test.each([
    [{ prefix: 'init' }, ['Initial', 'post-init', '', 12, null, true]],
    [{ prefix: ['init', 'post'] }, ['Initial', '', 12, null, true]],
    [{ suffix: 'init' }, ['Initial', '', 12, null, true]],
    [{ 'equals-ignore-case': ['INIT', 'initial'] }, ['post-init', '', 12, null, true]],
    [{ wildcard: ['*nit', 'I*'] }, ['', 12, null, true]],
    [{ wildcard: '' }, ['init', 'Initial', 'post-init', 12, null, true]],
  ])('[PATTERN-9] anything but %j matches %j', (operand, values) => {
    expect(passing({ 'anything-but': operand }, STATES)).toEqual(values);
  });

  const NUMBERS = [-1, 0, 5, 5.000001, 10, '5', null];

  test.each([
    [['=', 5], [5]],
    [
      ['<', 5],
      [-1, 0],
    ],
    [
      ['<=', 5],
      [-1, 0, 5],
    ],
    [
      ['>', 5],
      [5.000001, 10],
    ],
    [
      ['>=', 5],
      [5, 5.000001, 10],
    ],
    [['>', 0, '<=', 5], [5]],
    [
      ['>=', 0, '<', 5.000001],
      [0, 5],
    ],
  ])('[PATTERN-10] numeric %j matches %j', (operand, values) => {
    expect(passing({ numeric: operand }, NUMBERS)).toEqual(values);
  });

  test('[PATTERN-11] numbers beyond what is compared match no comparison, and are not what they come near to', () => {
    expect(passing({ numeric: ['>', 0] }, [5e9, 5e9 + 1, 0.1 + 0.2, 1e-6, 1e-7])).toEqual([5e9, 1e-6]);
    expect(passing({ 'anything-but': 1 }, [1.0000001, 6e9, 1])).toEqual([1.0000001, 6e9]);
  });

  test('[PATTERN-12] blocks of addresses', () => {
    expect(passing({ cidr: '10.0.0.7/24' }, ['10.0.0.255', '10.0.1.0', '10.0.0.256', 10])).toEqual(['10.0.0.255']);
  });

  test("[PATTERN-13] objects don't exist, leaves do", () => {
    const exists = (wanted: boolean, event: Data): boolean => matches({ x: [{ exists: wanted }] }, event);
    expect([{ x: 0 }, { x: null }, { x: { y: 1 } }, {}, { x: [] }].map((event) => exists(true, event))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([{ x: 0 }, { x: null }, { x: { y: 1 } }, {}, { x: [] }].map((event) => exists(false, event))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(matches({ x: ['a', { exists: false }] }, {})).toBe(true);
  });

  test('[PATTERN-14] any value of an array, at any depth', () => {
    expect(matches({ tags: ['admin'] }, { tags: ['user', 'admin'] })).toBe(true);
    expect(matches({ tags: ['admin'] }, { tags: [['user'], [['admin']]] })).toBe(true);
    expect(matches({ tags: [null] }, { tags: [] })).toBe(false);
    expect(matches({ tags: [{ 'anything-but': 'user' }] }, { tags: ['user', 'admin'] })).toBe(true);
    expect(matches({ people: { name: ['Anna'] } }, { people: [[{ name: 'John' }], [{ name: 'Anna' }]] })).toBe(true);
  });

  test('[PATTERN-15] fields of one array element belong together', () => {
    const pattern = { people: { first: ['Anna'], last: ['Jones'] }, team: ['a'] };
    const people = [
      { first: 'Anna', last: 'Smith' },
      { first: 'Peter', last: 'Jones' },
    ];
    expect(matches(pattern, { people, team: 'a' })).toBe(false);
    expect(matches(pattern, { people: [...people, { first: 'Anna', last: 'Jones' }], team: ['b', 'a'] })).toBe(true);
    expect(matches(pattern, { people: [{ first: 'Anna' }, [{ first: 'Anna' }, { last: 'Jones' }]], team: 'a' })).toBe(
      false,
    );
    // Plain values of an array go with any element of another.
    expect(matches({ a: { x: [1] }, b: ['y'] }, { a: [{ x: 1 }], b: ['z', 'y'] })).toBe(true);
  });

  test("[PATTERN-15] independent large arrays don't multiply", () => {
    const many = (field: string): Data => Array.from({ length: 2_000 }, () => ({ [field]: 1, other: 2 }));
    const event = { a: many('x'), b: many('x'), c: many('x') };
    const asks = { x: [1], other: [2] };
    expect(matches({ a: asks, b: asks, c: { ...asks, missing: [3] } }, event)).toBe(false);
    expect(matches({ a: asks, b: asks, c: asks }, event)).toBe(true);
  });

  test('[PATTERN-16] absent means absent from the chosen element', () => {
    const pattern = { items: { name: ['a'], price: [{ exists: false }] } };
    expect(matches(pattern, { items: [{ name: 'a' }, { name: 'b', price: 1 }] })).toBe(true);
    expect(matches(pattern, { items: [{ name: 'a', price: 1 }, { name: 'b' }] })).toBe(false);
    // The absent field comes first by its name, when no element is chosen yet.
    expect(
      matches({ items: { amount: [{ exists: false }], name: ['a'] } }, { items: [{ name: 'a' }, { amount: 1 }] }),
    ).toBe(false);
  });

  test('[PATTERN-17] one of the alternatives, with all that stands beside them', () => {
    const pattern = {
      source: ['shop'],
      $or: [{ state: ['paid'] }, { kind: ['gift'], $or: [{ price: [0] }, { free: [true] }] }],
    };
    expect(matches(pattern, { source: 'shop', state: 'paid' })).toBe(true);
    expect(matches(pattern, { source: 'shop', kind: 'gift', free: true })).toBe(true);
    expect(matches(pattern, { source: 'shop', kind: 'gift' })).toBe(false);
    expect(matches(pattern, { source: 'bank', state: 'paid' })).toBe(false);
    expect(matches({ detail: { $or: [{ a: [1] }, { b: [1] }] } }, { detail: { b: 1 } })).toBe(true);
  });

  test('[PATTERN-18] a dot joins names', () => {
    for (const pattern of [{ a: { 'b.c': [1] } }, { 'a.b': { c: [1] } }, { a: { b: { c: [1] } } }]) {
      expect(matches(pattern, { a: { b: { c: 1 } } })).toBe(true);
      expect(matches(pattern, { 'a.b': { c: 1 } })).toBe(true);
      expect(matches(pattern, { a: { b: 1, c: 1 } })).toBe(false);
    }
  });

  test('[PATTERN-20] the later list counts', () => {
    expect(matches({ a: [1], $or: [{ a: [2] }, { b: [1] }] }, { a: 2 })).toBe(true);
    expect(matches({ $or: [{ a: [2] }, { b: [1] }], a: [1] }, { a: 2 })).toBe(false);
  });

  test('[PATTERN-21] JSON inside a text is no object', () => {
    expect(matches({ detail: { key: ['value'] } }, { detail: '{"key":"value"}' })).toBe(false);
    expect([[], 'text', 5, null].map((event) => matches({ a: [{ exists: false }] }, event))).toHaveLength(4);
  });
});

const OR_OF_TWO = (name: string): unknown => ({ $or: [{ [`${name}a`]: [1] }, { [`${name}b`]: [1] }] });

test.each<[unknown, string, string]>([
  [['a'], '', 'an event pattern is an object of fields, each with a list of values'],
  [{ a: 'x' }, 'a', '`"x"` must be a list, such as ["x"], or an object'],
  [{ a: {} }, 'a', 'an empty object asks for nothing; leave it out or fill it'],
  [{ a: [] }, 'a', 'an empty list matches nothing; name at least one value'],
  [{ a: [['b']] }, 'a[0]', 'a list inside the list matches nothing; write its members here'],
  [{ a: [{}] }, 'a[0]', 'a match expression has exactly one name, such as { "prefix": "eu-" }'],
  [
    { a: [1, { prefix: 'b', suffix: 'c' }] },
    'a[1]',
    'a match expression has exactly one name, such as { "prefix": "eu-" }',
  ],
  [{ a: [{ prefx: 'b' }] }, 'a[0]', '`prefx` is not a match expression; did you mean `prefix`?'],
  [{ a: [{ NUMERIC: ['=', 5] }] }, 'a[0]', '`NUMERIC` is not a match expression; did you mean `numeric`?'],
  [{ a: [{ prefix: 5 }] }, 'a[0].prefix', 'prefix takes one text, or { "equals-ignore-case": one text }'],
  [{ a: [{ suffix: ['x'] }] }, 'a[0].suffix', 'suffix takes one text, or { "equals-ignore-case": one text }'],
  [{ a: [{ 'equals-ignore-case': ['x'] }] }, 'a[0].equals-ignore-case', 'equals-ignore-case takes one text'],
  [{ a: [{ wildcard: 5 }] }, 'a[0].wildcard', 'wildcard takes one text'],
  [{ a: [{ wildcard: '**' }] }, 'a[0].wildcard', '`**` has two * side by side; one does the same'],
  [{ a: [{ exists: 'yes' }] }, 'a[0].exists', 'exists takes true or false'],
  [{ a: [{ cidr: '10.0.0.0' }] }, 'a[0].cidr', '`10.0.0.0` needs one /, as in 10.0.0.0/24'],
  [
    { a: [{ 'anything-but': null }] },
    'a[0].anything-but',
    'anything-but takes a text, a number, a list of either, or one of prefix, suffix, equals-ignore-case and wildcard',
  ],
  [{ a: [{ 'anything-but': ['x', 5] }] }, 'a[0].anything-but', 'the list must hold texts only or numbers only'],
  [
    { a: [{ 'anything-but': 6e9 }] },
    'a[0].anything-but',
    '`6000000000` must be between -5,000,000,000 and 5,000,000,000, with at most 6 decimals',
  ],
  [{ a: [{ 'anything-but': { prefix: '' } }] }, 'a[0].anything-but.prefix', 'the prefix must have characters'],
  [{ a: [{ 'anything-but': { suffix: [] } }] }, 'a[0].anything-but.suffix', 'the list must have at least one text'],
  [{ a: [{ 'anything-but': { wildcard: [5] } }] }, 'a[0].anything-but.wildcard', '`5` must be a text'],
  [{ a: [{ numeric: 5 }] }, 'a[0].numeric', 'numeric takes a list such as ["=", 5], [">", 0] or [">=", 0, "<", 100]'],
  [{ a: [{ numeric: ['~', 5] }] }, 'a[0].numeric[0]', '`"~"` must be =, <, <=, > or >='],
  [
    { a: [{ numeric: ['>', '5'] }] },
    'a[0].numeric[1]',
    '`"5"` must be a number between -5,000,000,000 and 5,000,000,000, with at most 6 decimals',
  ],
  [{ a: [{ numeric: ['<', 5, '>', 0] }] }, 'a[0].numeric[0]', 'a range begins with its lower bound: > or >='],
  [{ a: [{ numeric: ['>', 0, '>', 5] }] }, 'a[0].numeric[2]', 'a range ends with its upper bound: < or <='],
  [{ a: [{ numeric: ['>=', 5, '<=', 5] }] }, 'a[0].numeric[3]', 'the upper bound must be above 5'],
  [{ a: [{ numeric: ['>', 5e9] }] }, 'a[0].numeric[1]', 'no number can be > 5000000000'],
  [{ $or: [{ a: [1] }] }, '$or', '$or takes a list of at least two objects'],
  [{ $or: [{ a: [1] }, 5] }, '$or[1]', '$or takes objects only'],
  [
    { $or: [{ a: [1] }, { prefix: ['b'] }] },
    '$or[1].prefix',
    'no field inside $or may be named `prefix`; it has a meaning of its own',
  ],
])('[PATTERN-19] %j is refused at "%s"', (pattern, path, message) => {
  const findings = new Findings();
  expect(compileEventPattern(pattern, findings)).toBeNull();
  expect(findings.all.map((finding) => [pathText(finding.path), finding.message])).toEqual([[path, message]]);
});

test('[PATTERN-20] too many ways to match are refused', () => {
  const ten = Object.fromEntries('0123456789'.split('').map((name) => [name, OR_OF_TWO(name)]));
  const findings = new Findings();
  expect(compileEventPattern(ten, findings)).toBeNull();
  expect(findings.all[0]?.message).toBe('the $or lists together make more than 1000 ways to match; split the pattern');
});
