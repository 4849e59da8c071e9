import type { Data } from '../trace/message.ts';
import { boundedList, finite, tooLong } from './cel-operators.ts';
import { ExpressionFault } from './expression.ts';
import { aKind, isRecord } from './kind-words.ts';
import { LIMITS } from './limits.ts';

/** Works on its arguments (a method's receiver first); `source` is the text of the call, for the sentence of its fault. */
export interface CelFunction {
  readonly least: number;
  readonly most: number;
  readonly apply: (args: readonly Data[], source: string) => Data;
}

/** Called as `size(x)`. */
export const FUNCTIONS: ReadonlyMap<string, CelFunction> = new Map<string, CelFunction>([
  ['size', one(size)],
  ['string', one(toText)],
  ['double', one(toNumber)],
  ['int', one((value, source) => finite(Math.trunc(toNumber(value, source)), source))],
  ['bool', one(toBoolean)],
  ['dyn', one((value) => value)],
  ['abs', one((value, source) => Math.abs(number(value, source)))],
  ['floor', one((value, source) => finite(Math.floor(number(value, source)), source))],
  ['ceil', one((value, source) => finite(Math.ceil(number(value, source)), source))],
  ['round', one((value, source) => finite(roundHalfAway(number(value, source)), source))],
  [
    'sum',
    one((value, source) =>
      list(value, source).reduce((sum: number, item) => finite(sum + number(item, source), source), 0),
    ),
  ],
  ['min', numbers((a, b) => Math.min(a, b))],
  ['max', numbers((a, b) => Math.max(a, b))],
]);

/** Called as `x.size()`; the receiver is the first argument, and counted. */
export const METHODS: ReadonlyMap<string, CelFunction> = new Map<string, CelFunction>([
  ['size', one(size)],
  ['contains', texts(([text, part]) => text.includes(part))],
  ['startsWith', texts(([text, part]) => text.startsWith(part))],
  ['endsWith', texts(([text, part]) => text.endsWith(part))],
  ['lowerAscii', ofText((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()))],
  ['upperAscii', ofText((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()))],
  ['trim', ofText((text) => text.trim())],
  ['indexOf', texts(([text, part]) => text.indexOf(part))],
  ['lastIndexOf', texts(([text, part]) => text.lastIndexOf(part))],
  ['substring', { least: 2, most: 3, apply: substring }],
  ['split', texts(([text, separator], source) => boundedList(text.split(separator), source))],
  ['replace', { least: 3, most: 3, apply: replace }],
  ['join', { least: 1, most: 2, apply: join }],
]);

/** How many arguments fit, in words: "1 argument", "1 or 2 arguments". */
export function argumentWords({ least, most }: Pick<CelFunction, 'least' | 'most'>): string {
  if (most === Number.POSITIVE_INFINITY) return `${least} or more arguments`;
  if (most === 0) return 'no arguments';
  const range = least === most ? `${least}` : `${least} or ${most}`;
  return `${range} argument${most === 1 ? '' : 's'}`;
}

function size(value: Data, source: string): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (isRecord(value)) return Object.keys(value).length;
  return needs('a string, a list or an object', value, source);
}

function toText(value: Data, source: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return needs('a number, a boolean or a string', value, source);
}

function toNumber(value: Data, source: string): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return needs('a number or a string', value, source);
  // Stricter than Number(), which takes '' for 0 and knows hexadecimal.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    throw new ExpressionFault(`\`${source}\`: the text is not a number`);
  return finite(Number(value), source);
}

function toBoolean(value: Data, source: string): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  if (value === 'false') return false;
  if (typeof value === 'string') throw new ExpressionFault(`\`${source}\`: the text is neither true nor false`);
  return needs('a boolean or a string', value, source);
}

function roundHalfAway(n: number): number {
  return n < 0 ? -Math.round(-n) : Math.round(n);
}

function substring([value, from, to]: readonly Data[], source: string): string {
  const text = string(value, source);
  const start = number(from, source);
  const end = to === undefined ? text.length : number(to, source);
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > text.length) {
    throw new ExpressionFault(
      `\`${source}\`: the text has ${text.length} characters, so this part of it does not exist`,
    );
  }
  return text.slice(start, end);
}

function replace([value, part, by]: readonly Data[], source: string): string {
  const pieces = string(value, source).split(string(part, source));
  return boundedJoin(pieces, string(by, source), source);
}

function join([value, separator]: readonly Data[], source: string): string {
  const pieces = list(value, source).map((item) => string(item, source));
  return boundedJoin(pieces, separator === undefined ? '' : string(separator, source), source);
}

/** Asks for the length before it joins, so that no huge text is ever made. */
function boundedJoin(pieces: readonly string[], between: string, source: string): string {
  const length = pieces.reduce((sum, piece) => sum + piece.length, Math.max(0, pieces.length - 1) * between.length);
  if (length > LIMITS.textCharacters) throw tooLong(source);
  return pieces.join(between);
}

function one(apply: (value: Data, source: string) => Data): CelFunction {
  return { least: 1, most: 1, apply: ([value], source) => apply(value as Data, source) };
}

function ofText(apply: (text: string) => string): CelFunction {
  return one((value, source) => apply(string(value, source)));
}

function texts(apply: (texts: readonly [string, string], source: string) => Data): CelFunction {
  return { least: 2, most: 2, apply: ([a, b], source) => apply([string(a, source), string(b, source)], source) };
}

function numbers(pick: (a: number, b: number) => number): CelFunction {
  const apply = (args: readonly Data[], source: string): Data => {
    const [only] = args;
    const all = args.length === 1 && Array.isArray(only) ? list(only, source) : args;
    if (all.length === 0) throw new ExpressionFault(`\`${source}\`: the list is empty`);
    return all.map((item) => number(item, source)).reduce(pick);
  };
  return { least: 1, most: Number.POSITIVE_INFINITY, apply };
}

function number(value: Data | undefined, source: string): number {
  return typeof value === 'number' ? value : needs('a number', value, source);
}

function string(value: Data | undefined, source: string): string {
  return typeof value === 'string' ? value : needs('a string', value, source);
}

function list(value: Data | undefined, source: string): readonly Data[] {
  return Array.isArray(value) ? (value as readonly Data[]) : needs('a list', value, source);
}

function needs(what: string, value: Data | undefined, source: string): never {
  throw new ExpressionFault(`\`${source}\` needs ${what}, not ${aKind(value)}`);
}
