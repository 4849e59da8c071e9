import { listed } from '../../scenario/did-you-mean.ts';
import type { Findings, Path } from '../../scenario/problem.ts';
import type { Data } from '../../trace/message.ts';
import { EventFields } from './event-fields.ts';
import { FieldRule, meetsAll } from './field-rule.ts';
import { MATCH_EXPRESSIONS, readMember, type Wanted } from './match-expression.ts';
import { isObject, refuse, shown } from './value-test.ts';

/** More ways to match than this are refused: alternatives beside each other multiply. */
const MOST_ALTERNATIVES = 1_000;

const OR = '$or';

/** Names that mean something inside `$or`, or are kept for later, so that no field there may bear them. */
const RESERVED: ReadonlySet<string> = new Set([
  ...MATCH_EXPRESSIONS,
  ...'= < <= > >= regex not-wildcard not-equals-ignore-case ip-address-in-range ip-address-not-in-range'.split(' '),
  ...'date-after date-on-or-after date-before date-on-or-before in-date-range'.split(' '),
]);

/** What one way to match asks for, by dotted field name. */
type Alternative = ReadonlyMap<string, readonly Wanted[]>;

/** A JSON event pattern, ready to match. */
export class EventPattern {
  readonly #alternatives: readonly (readonly FieldRule[])[];
  readonly #used = new Set<string>();

  constructor(alternatives: readonly Alternative[]) {
    this.#alternatives = alternatives.map((alternative) =>
      // The order decides what "absent" means among array elements: by name, as in Event Ruler.
      [...alternative.keys()].sort().map((name) => new FieldRule(name, alternative.get(name) ?? [])),
    );
    for (const rules of this.#alternatives) for (const { name } of rules) this.#use(name);
  }

  matches(event: Data): boolean {
    const fields = new EventFields(event, this.#used);
    return this.#alternatives.some((rules) => meetsAll(rules, fields));
  }

  #use(name: string): void {
    this.#used.add(name);
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) this.#used.add(name.slice(0, dot));
  }
}

/** Compiles a JSON event pattern; null where it says to `findings` what is wrong with it. */
export function compileEventPattern(pattern: unknown, findings: Findings, path: Path = []): EventPattern | null {
  if (!isObject(pattern))
    return refuse(findings, path, 'an event pattern is an object of fields, each with a list of values');
  const alternatives = readObject([new Map()], pattern, '', false, findings, path);
  return alternatives === null ? null : new EventPattern(alternatives);
}

function readObject(
  before: readonly Alternative[],
  object: { readonly [field: string]: unknown },
  prefix: string,
  insideOr: boolean,
  findings: Findings,
  path: Path,
): readonly Alternative[] | null {
  const fields = Object.keys(object);
  if (fields.length === 0) return refuse(findings, path, 'an empty object asks for nothing; leave it out or fill it');
  let alternatives: readonly Alternative[] | null = before;
  for (const field of fields) {
    const value = object[field];
    const here = [...path, field];
    if (field === OR) alternatives = readOr(alternatives, value, prefix, findings, here);
    else if (insideOr && RESERVED.has(field)) {
      return refuse(
        findings,
        here,
        `no field inside ${OR} may be named ${listed([field])}; it has a meaning of its own`,
      );
    } else if (Array.isArray(value)) {
      const wanted = readList(value, findings, here);
      if (wanted === null) return null;
      // As in Event Ruler, a later list for the same name takes the place of an earlier one.
      alternatives = alternatives.map((one) => new Map(one).set(prefix + field, wanted));
    } else if (isObject(value)) {
      alternatives = readObject(alternatives, value, `${prefix}${field}.`, insideOr, findings, here);
    } else
      return refuse(findings, here, `${shown(value)} must be a list, such as [${JSON.stringify(value)}], or an object`);
    if (alternatives === null) return null;
  }
  return alternatives;
}

function readOr(
  before: readonly Alternative[],
  branches: unknown,
  prefix: string,
  findings: Findings,
  path: Path,
): readonly Alternative[] | null {
  if (!Array.isArray(branches) || branches.length < 2)
    return refuse(findings, path, `${OR} takes a list of at least two objects`);
  const alternatives: Alternative[] = [];
  for (const [i, branch] of branches.entries()) {
    if (!isObject(branch)) return refuse(findings, [...path, i], `${OR} takes objects only`);
    const read = readObject(before, branch, prefix, true, findings, [...path, i]);
    if (read === null) return null;
    alternatives.push(...read);
    if (alternatives.length > MOST_ALTERNATIVES) {
      return refuse(
        findings,
        path,
        `the ${OR} lists together make more than ${MOST_ALTERNATIVES} ways to match; split the pattern`,
      );
    }
  }
  return alternatives;
}

function readList(list: readonly unknown[], findings: Findings, path: Path): readonly Wanted[] | null {
  if (list.length === 0) return refuse(findings, path, 'an empty list matches nothing; name at least one value');
  const wanted: Wanted[] = [];
  for (const [i, member] of list.entries()) {
    const one = readMember(member, findings, [...path, i]);
    if (one === null) return null;
    wanted.push(one);
  }
  return wanted;
}
