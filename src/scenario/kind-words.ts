import type { Data } from '../trace/message.ts';

export type DataKind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object';

/** What JSON calls a value. */
export function kindOf(value: unknown): DataKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value as DataKind;
    default:
      return 'object';
  }
}

/** The kind of a value with its article: "a string", "an object", "null". */
export function aKind(value: unknown): string {
  return withArticle(kindOf(value));
}

/** A kind with its article. */
export function withArticle(kind: string): string {
  if (kind === 'null') return kind;
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** Whether it has fields. */
export function isRecord(value: unknown): value is { readonly [field: string]: Data } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
