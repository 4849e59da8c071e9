import { COMPARABLE_NUMBERS, isComparable } from './comparable-number.ts';
import { equalsInAnyCase, inAnyCase } from './letter-case.ts';
import { isObject, refuse, shown, testOfText, type ReadTest, type ValueTest } from './value-test.ts';
import { matchesWildcard, readWildcard } from './wildcard.ts';

const SHAPE =
  'anything-but takes a text, a number, a list of either, or one of prefix, suffix, equals-ignore-case and wildcard';

/** What each form that may stand inside anything-but rules out; a text is the sentence that refuses the operand. */
const RULED_OUT: Readonly<Record<string, (text: string) => ValueTest | string>> = {
  prefix: (text) => (text === '' ? 'the prefix must have characters' : testOfText((value) => value.startsWith(text))),
  suffix: (text) => (text === '' ? 'the suffix must have characters' : testOfText((value) => value.endsWith(text))),
  'equals-ignore-case': (text) => {
    const pattern = inAnyCase(text);
    return testOfText((value) => equalsInAnyCase(pattern, value));
  },
  wildcard: (text) => {
    const pattern = readWildcard(text);
    return typeof pattern === 'string' ? pattern : testOfText((value) => matchesWildcard(pattern, value));
  },
};

/** Reads `anything-but`: every value that exists passes, except those that it names. */
export const readAnythingBut: ReadTest = (operand, findings, path) => {
  if (!isObject(operand)) return readValues(operand, findings, path);
  const [form, ...others] = Object.keys(operand);
  if (form === undefined || others.length > 0 || !Object.hasOwn(RULED_OUT, form)) return refuse(findings, path, SHAPE);
  const ruledOut = RULED_OUT[form] as (text: string) => ValueTest | string;
  const texts = listOf(operand[form]);
  if (texts.length === 0) return refuse(findings, [...path, form], 'the list must have at least one text');
  const tests: ValueTest[] = [];
  for (const text of texts) {
    const test = typeof text === 'string' ? ruledOut(text) : `${shown(text)} must be a text`;
    if (typeof test === 'string') return refuse(findings, [...path, form], test);
    tests.push(test);
  }
  return (value) => !tests.some((test) => test(value));
};

const readValues: ReadTest = (operand, findings, path) => {
  const values = listOf(operand);
  const type = typeof values[0];
  if (type !== 'string' && type !== 'number') return refuse(findings, path, SHAPE);
  if (values.some((value) => typeof value !== type)) {
    return refuse(findings, path, 'the list must hold texts only or numbers only');
  }
  const outside = values.find((value) => typeof value === 'number' && !isComparable(value));
  if (outside !== undefined) return refuse(findings, path, `${shown(outside)} must be ${COMPARABLE_NUMBERS}`);
  const ruledOut = new Set(values);
  return (value) => !ruledOut.has(value);
};

function listOf(operand: unknown): readonly unknown[] {
  return Array.isArray(operand) ? (operand as unknown[]) : [operand];
}
