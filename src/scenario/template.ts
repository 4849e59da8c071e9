import type { Data } from '../trace/message.ts';
import { ExpressionFault, type Scope, type Template } from './expression.ts';
import type { ExpressionSite } from './expression-site.ts';
import { isRecord } from './kind-words.ts';
import { LIMITS } from './limits.ts';
import type { Path } from './problem.ts';

/** Compiles a value of the document; what holds no expression is made once, frozen, and given out again and again. */
export function compileTemplate(value: Data, path: Path, site: ExpressionSite): Template {
  const evaluate = compilePart(value, path, site);
  const source = sourceOf(value);
  if (evaluate !== null) return { source, evaluate };
  const constant = freeze(value);
  return { source, evaluate: () => constant };
}

/** The expression in a value of the document, without its `=`; null for a literal. */
export function expressionIn(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('=') ? value.slice(1) : null;
}

/** A value as pseudo-code shows it: expressions bare, literals as JSON. */
export function sourceOf(value: Data): string {
  const expression = expressionIn(value);
  if (expression !== null) return expression.trim();
  if (Array.isArray(value)) return `[${(value as readonly Data[]).map(sourceOf).join(', ')}]`;
  if (isRecord(value)) {
    const fields = Object.entries(value).map(([field, part]) => `${field}: ${sourceOf(part)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  return JSON.stringify(value);
}

type Evaluate = (scope: Scope) => Data;

/** Null where the value holds no expression. */
function compilePart(value: Data, path: Path, site: ExpressionSite): Evaluate | null {
  const source = expressionIn(value);
  if (source !== null) {
    const expression = site.compile(source, path, 1);
    return (scope) => {
      const result = expression.evaluate(scope);
      return typeof result === 'object' && result !== null ? bounded(result, expression.source) : result;
    };
  }
  if (Array.isArray(value)) return compileList(value as readonly Data[], path, site);
  return isRecord(value) ? compileRecord(value, path, site) : null;
}

function compileList(items: readonly Data[], path: Path, site: ExpressionSite): Evaluate | null {
  const parts = items.map((item, i) => compilePart(item, [...path, i], site) ?? constantly(item));
  if (parts.every(isConstant)) return null;
  return (scope) => parts.map((part) => part(scope));
}

function compileRecord(record: { readonly [field: string]: Data }, path: Path, site: ExpressionSite): Evaluate | null {
  const fields = Object.keys(record);
  const parts = fields.map(
    (field) => compilePart(record[field] as Data, [...path, field], site) ?? constantly(record[field] as Data),
  );
  if (parts.every(isConstant)) return null;
  return (scope) => {
    const result: { [field: string]: Data } = {};
    for (let i = 0; i < fields.length; i++) result[fields[i] as string] = (parts[i] as Evaluate)(scope);
    return result;
  };
}

const constants = new WeakSet<Evaluate>();

function constantly(value: Data): Evaluate {
  const constant = freeze(value);
  const evaluate = (): Data => constant;
  constants.add(evaluate);
  return evaluate;
}

function isConstant(evaluate: Evaluate): boolean {
  return constants.has(evaluate);
}

/** Messages that carry messages could grow without end: what travels is bounded. */
function bounded(data: Data, source: string): Data {
  let values = 0;
  const count = (part: Data, depth: number): void => {
    if (++values > LIMITS.dataValues)
      throw new ExpressionFault(
        `\`${source}\` gives more data than a message carries: over ${LIMITS.dataValues} values`,
      );
    if (depth > LIMITS.depth)
      throw new ExpressionFault(`\`${source}\` gives data nested over ${LIMITS.depth} levels deep`);
    if (typeof part !== 'object' || part === null) return;
    for (const inner of Object.values(part)) count(inner as Data, depth + 1);
  };
  count(data, 1);
  return data;
}

function freeze(value: Data): Data {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value)
    ? (value as readonly Data[]).map(freeze)
    : Object.fromEntries(Object.entries(value).map(([field, part]) => [field, freeze(part as Data)]));
  return Object.freeze(copy) as Data;
}
