import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../scenario/problem.ts';
import type { Data } from '../../trace/message.ts';
import { compileEventPattern } from './event-pattern.ts';

type Member =
  | 1
  | 'x'
  | { readonly prefix: string }
  | { readonly 'anything-but': string }
  | { readonly exists: boolean };

interface Leaf {
  readonly field: string;
  readonly value: Data;
  /** "/a/0" of each array element around it. */
  readonly elements: readonly string[];
}

/** All leaves, with the array elements that hold them, found by pointers into the event. */
function leavesOf(value: Data, field: string, pointer: string, elements: readonly string[]): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ field, value, elements }];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) =>
      leavesOf(inner as Data, field === '' ? name : `${field}.${name}`, `${pointer}/${name}`, elements),
    );
  }
  return (value as readonly Data[]).flatMap((inner, i) => {
    const isPlain = typeof inner !== 'object' || inner === null;
    return leavesOf(inner, field, `${pointer}/${i}`, isPlain ? elements : [...elements, `${pointer}/${i}`]);
  });
}

function agree(a: Leaf, b: Leaf): boolean {
  return a.elements.every((one) =>
    b.elements.every(
      (other) => one === other || one.slice(0, one.lastIndexOf('/')) !== other.slice(0, other.lastIndexOf('/')),
    ),
  );
}

function asksFor(member: Member, value: Data): boolean {
  if (typeof member !== 'object') return value === member;
  if ('prefix' in member) return typeof value === 'string' && value.startsWith(member.prefix);
  if ('anything-but' in member) return value !== member['anything-but'];
  return member.exists;
}

/** Tries every choice of leaves, field by field. */
function oracle(
  rules: readonly (readonly [string, readonly Member[]])[],
  leaves: readonly Leaf[],
  chosen: readonly Leaf[],
): boolean {
  const [rule, ...rest] = rules;
  if (rule === undefined) return true;
  const [field, members] = rule;
  const reachable = leaves.filter((leaf) => leaf.field === field && chosen.every((one) => agree(one, leaf)));
  if (
    reachable.length === 0 &&
    members.some((member) => typeof member === 'object' && 'exists' in member && !member.exists)
  ) {
    if (oracle(rest, leaves, chosen)) return true;
  }
  return reachable.some(
    (leaf) => members.some((member) => asksFor(member, leaf.value)) && oracle(rest, leaves, [...chosen, leaf]),
  );
}

const scalar = fc.constantFrom<Data>(1, 2, 'x', 'xy', 'z', null, true);
const { event } = fc.letrec<{ event: Data; value: Data }>((tie) => ({
  event: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a.b'), tie('value'), {
    minKeys: 1,
    maxKeys: 3,
  }) as fc.Arbitrary<Data>,
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: tie('event') },
    {
      weight: 4,
      arbitrary: fc.array(fc.oneof(scalar, tie('event'), tie('event'), tie('value')), {
        maxLength: 3,
      }) as fc.Arbitrary<Data>,
    },
  ),
}));
/** What array consistency is about: fields that are spread over the elements of one array, or of one inside it. */
const element = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(scalar, fc.array(fc.record({ a: scalar }), { maxLength: 2 })),
  { minKeys: 1 },
);
const spread = fc.record({ a: fc.array(element, { minLength: 1, maxLength: 3 }) }) as fc.Arbitrary<Data>;
const member = fc.constantFrom<Member>(
  1,
  'x',
  { prefix: 'x' },
  { 'anything-but': 'x' },
  { exists: true },
  { exists: false },
);
const list = fc.array(member, { minLength: 1, maxLength: 2 });
const anyRules = fc.dictionary(fc.constantFrom('a', 'b', 'a.a', 'a.b', 'a.c', 'b.a', 'b.b', 'a.b.a', 'a.b.b'), list, {
  minKeys: 1,
  maxKeys: 4,
});
const spreadRules = fc.dictionary(fc.constantFrom('a.a', 'a.b', 'a.c', 'a.b.a', 'a.c.a'), list, {
  minKeys: 2,
  maxKeys: 3,
});
const cases = fc.oneof(fc.tuple(anyRules, event), fc.tuple(spreadRules, spread));

test('[PATTERN-1] [PATTERN-14] [PATTERN-15] [PATTERN-16] [PATTERN-18] agrees with trying every choice of values', () => {
  let matched = 0;
  fc.assert(
    fc.property(cases, ([pattern, data]) => {
      const byName = Object.entries(pattern).sort(([a], [b]) => (a < b ? -1 : 1));
      const expected = oracle(byName, leavesOf(data, '', '', []), []);
      if (expected) matched++;
      expect(compileEventPattern(pattern, new Findings())?.matches(data)).toBe(expected);
    }),
    { numRuns: 6_000 },
  );
  // Both outcomes must come up often for the comparison to say anything.
  expect(matched).toBeGreaterThan(300);
});

test('[PATTERN-17] an alternative matches like a pattern of its own', () => {
  fc.assert(
    fc.property(anyRules, anyRules, event, (one, other, data) => {
      const alone = [one, other].some((pattern) => compileEventPattern(pattern, new Findings())?.matches(data));
      expect(compileEventPattern({ $or: [one, other] }, new Findings())?.matches(data)).toBe(alone);
    }),
    { numRuns: 1_000 },
  );
});

test('[PATTERN-19] any JSON is compiled or refused with a sentence, and never throws', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  fc.assert(
    fc.property(json, json, (pattern, data) => {
      const findings = new Findings();
      const compiled = compileEventPattern(pattern, findings);
      expect(findings.all.length).toBe(compiled === null ? 1 : 0);
      compiled?.matches(data as Data);
    }),
    { numRuns: 1_000 },
  );
});
