import { isNotA } from '../../scenario/did-you-mean.ts';
import type { Findings, Path } from '../../scenario/problem.ts';
import { readAnythingBut } from './anything-but.ts';
import { ipDigits, isInBlock, readBlock } from './ip-address.ts';
import { endsInAnyCase, equalsInAnyCase, inAnyCase, startsInAnyCase, type AnyCase } from './letter-case.ts';
import { readNumeric } from './numeric-test.ts';
import { isObject, refuse, testOfText, type ReadTest, type Scalar, type ValueTest } from './value-test.ts';
import { matchesWildcard, readWildcard } from './wildcard.ts';

/** What one member of a field's list asks for: a value that passes, or that there is no value at all. */
export type Wanted = ValueTest | 'absent';

const READERS: Readonly<Record<string, (operand: unknown, findings: Findings, path: Path) => Wanted | null>> = {
  exactly: readText('exactly', (text) => testOfText((value) => value === text)),
  prefix: readAffix('prefix', (value, text) => value.startsWith(text), startsInAnyCase),
  suffix: readAffix('suffix', (value, text) => value.endsWith(text), endsInAnyCase),
  'equals-ignore-case': readText('equals-ignore-case', (text) => {
    const pattern = inAnyCase(text);
    return testOfText((value) => equalsInAnyCase(pattern, value));
  }),
  wildcard: readText('wildcard', (text) => {
    const pattern = readWildcard(text);
    return typeof pattern === 'string' ? pattern : testOfText((value) => matchesWildcard(pattern, value));
  }),
  cidr: readText('cidr', (text) => {
    const block = readBlock(text);
    if (typeof block === 'string') return block;
    return testOfText((value) => {
      const digits = ipDigits(value);
      return digits !== null && isInBlock(digits, block);
    });
  }),
  numeric: readNumeric,
  'anything-but': readAnythingBut,
  exists: (operand, findings, path) => {
    if (typeof operand !== 'boolean') return refuse(findings, path, 'exists takes true or false');
    return operand ? () => true : 'absent';
  },
};

/** The names of all match expressions. */
export const MATCH_EXPRESSIONS: readonly string[] = Object.keys(READERS);

/** Reads one member of a field's list: a value as it is, or an object such as `{ "prefix": "eu-" }`. */
export function readMember(member: unknown, findings: Findings, path: Path): Wanted | null {
  if (Array.isArray(member))
    return refuse(findings, path, 'a list inside the list matches nothing; write its members here');
  if (!isObject(member)) return exactly(member as Scalar);
  const [name, ...others] = Object.keys(member);
  if (name === undefined || others.length > 0) {
    return refuse(findings, path, 'a match expression has exactly one name, such as { "prefix": "eu-" }');
  }
  if (!Object.hasOwn(READERS, name)) {
    return refuse(findings, path, isNotA(name, 'a match expression', MATCH_EXPRESSIONS));
  }
  return (READERS[name] as ReadTest)(member[name], findings, [...path, name]);
}

function exactly(wanted: Scalar): ValueTest {
  const digits = typeof wanted === 'string' ? ipDigits(wanted) : null;
  if (digits === null) return (value) => value === wanted;
  // The same address can be written in several ways.
  return testOfText((value) => ipDigits(value) === digits);
}

function readText(name: string, make: (text: string) => ValueTest | string): ReadTest {
  return (operand, findings, path) => {
    if (typeof operand !== 'string') return refuse(findings, path, `${name} takes one text`);
    const test = make(operand);
    return typeof test === 'string' ? refuse(findings, path, test) : test;
  };
}

function readAffix(
  name: string,
  has: (value: string, text: string) => boolean,
  hasInAnyCase: (pattern: AnyCase, value: string) => boolean,
): ReadTest {
  return (operand, findings, path) => {
    if (typeof operand === 'string') return testOfText((value) => has(value, operand));
    const text = isObject(operand) && Object.keys(operand).length === 1 ? operand['equals-ignore-case'] : null;
    if (typeof text !== 'string') {
      return refuse(findings, path, `${name} takes one text, or { "equals-ignore-case": one text }`);
    }
    const pattern = inAnyCase(text);
    return testOfText((value) => hasInAnyCase(pattern, value));
  };
}
