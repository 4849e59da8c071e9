import type { z } from 'zod';
import { isNotA } from './did-you-mean.ts';
import { aKind, isRecord, withArticle } from './kind-words.ts';
import type { Findings, Path } from './problem.ts';
import { BRANCH, SENTENCE_BREAK } from './schema-parts.ts';

type Issue = z.core.$ZodIssue;

const COMPONENT_KINDS = ['client', 'service', 'log', 'queue', 'topic', 'event-store', 'view'];

/** Checks data against a schema; what doesn't fit goes to `findings` as sentences. Returns the data, or null. */
export function checkShape<T>(schema: z.ZodType<T>, data: unknown, findings: Findings, base: Path = []): T | null {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  for (const issue of result.error.issues) explain(issue, data, base, findings);
  return null;
}

/** `data` is what the issue's path starts from, `base` the path of that in the document. */
function explain(issue: Issue, data: unknown, base: Path, findings: Findings): void {
  const inner = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const path: Path = [...base, ...inner];
  const value = valueAt(data, inner);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const sentences = issue.message.split(SENTENCE_BREAK);
      issue.keys.forEach((key, i) =>
        findings.add([...path, key], sentences[i] ?? `\`${key}\` is not known here`, { on: 'key' }),
      );
      return;
    }
    case 'invalid_union': {
      const meant = issue.message.startsWith(BRANCH)
        ? issue.errors[Number(issue.message.slice(BRANCH.length))]
        : undefined;
      if (value === undefined && path.at(-1) !== 'kind') findings.add(path.slice(0, -1), missingWords(issue, path));
      else if (meant !== undefined) for (const one of meant) explain(one, value, path, findings);
      else findings.add(path, unionWords(issue, path, value));
      return;
    }
    case 'invalid_key': {
      const [first] = issue.issues;
      findings.add(path, first?.message ?? 'this name is not allowed', { on: 'key' });
      return;
    }
    case 'invalid_element':
      for (const one of issue.issues) explain(one, value, path, findings);
      return;
    default:
      if (value === undefined && isMissing(issue)) findings.add(path.slice(0, -1), missingWords(issue, path));
      else findings.add(path, sentence(issue, path, value));
  }
}

function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function missingWords(issue: Issue, path: Path): string {
  const says = issue.code !== 'invalid_union' && isOurs(issue.message);
  return says ? issue.message : `\`${String(path.at(-1))}\` is missing`;
}

function unionWords(issue: Issue & { code: 'invalid_union' }, path: Path, value: unknown): string {
  if (path.at(-1) !== 'kind') return issue.message;
  return value === undefined
    ? `\`kind\` is missing: write client, service or log`
    : isNotA(String(value), 'a kind of component', COMPONENT_KINDS);
}

function sentence(issue: Issue, path: Path, value: unknown): string {
  if (isOurs(issue.message)) return issue.message;
  const what = nameOf(path);
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'int' && typeof value === 'number') return `${what} is ${value}, not a whole number`;
      return `${what} is ${aKind(value)}, not ${withArticle(KIND_NAMES[issue.expected] ?? issue.expected)}`;
    case 'too_small':
      return `${what} ${sizeWords(issue.origin, value)}; at least ${String(issue.minimum)} ${issue.inclusive === false ? 'and more ' : ''}is needed`;
    case 'too_big':
      return `${what} ${sizeWords(issue.origin, value)}; at most ${String(issue.maximum)} is allowed`;
    case 'invalid_value':
      return `${what} is ${JSON.stringify(value)}; it can be ${issue.values.map(String).join(', ')}`;
    default:
      return `${what}: ${issue.message}`;
  }
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  int: 'whole number',
  array: 'list',
  record: 'object',
  tuple: 'list',
};

/** The library's own messages all begin so; ours are sentences already. */
function isOurs(message: string): boolean {
  return !/^(Invalid|Too|Unrecognized|Expected)\b/.test(message);
}

function sizeWords(origin: string, value: unknown): string {
  if (origin === 'array' && Array.isArray(value)) return `has ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (origin === 'string' && typeof value === 'string') return `has ${value.length} characters`;
  return `is ${String(value)}`;
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  if (typeof last === 'string') return `\`${last}\``;
  const list = path.findLast((part) => typeof part === 'string');
  return list === undefined ? `item ${last + 1}` : `item ${last + 1} of \`${list}\``;
}

function valueAt(data: unknown, path: Path): unknown {
  let at = data;
  for (const part of path) {
    if (Array.isArray(at)) at = (at as unknown[])[Number(part)];
    else if (isRecord(at) && Object.hasOwn(at, part)) at = at[String(part)];
    else return undefined;
  }
  return at;
}
