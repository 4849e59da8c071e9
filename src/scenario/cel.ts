import { compileTree } from './cel-compile.ts';
import { truth } from './cel-evaluate.ts';
import { argumentWords, FUNCTIONS, METHODS } from './cel-functions.ts';
import { type CelNode, childrenOf, type MacroName } from './cel-node.ts';
import { parseCel } from './cel-parser.ts';
import { CelRefusal } from './cel-refusal.ts';
import { type Uses, usesOf } from './cel-uses.ts';
import { isNotA } from './did-you-mean.ts';
import type { Expression } from './expression.ts';
import { LIMITS } from './limits.ts';
import { VIEW_FUNCTIONS } from './view-functions.ts';

/**
 * `handler`: any value, from what a handler or a workload knows; `test`: the same, but true or false;
 * `condition`: true or false, about the run, with the view functions.
 */
export type ExpressionKind = 'handler' | 'test' | 'condition';

export type Compiled =
  | { readonly ok: true; readonly expression: Expression; readonly uses: Uses }
  | { readonly ok: false; readonly message: string; readonly offset: number };

/**
 * Compiles CEL once; a fault of the source comes back as a sentence with its offset. No library does it: their values
 * (integers that are BigInt, no bound on steps, regular expressions that hang) would not do, and for the grammar alone
 * they are too large.
 */
export function compileExpression(source: string, kind: ExpressionKind): Compiled {
  try {
    const tree = parse(source, kind);
    const evaluate = compileTree(tree, source, kind === 'condition' ? LIMITS.conditionSteps : LIMITS.handlerSteps);
    const uses = usesOf(tree);
    const expression: Expression =
      kind === 'handler'
        ? { source, uses, evaluate }
        : { source, uses, evaluate: (scope) => truth(evaluate(scope), source) };
    return { ok: true, expression, uses };
  } catch (error) {
    if (error instanceof CelRefusal) return { ok: false, message: error.message, offset: error.offset };
    throw error;
  }
}

const MACROS: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter'] satisfies MacroName[];

function parse(source: string, kind: ExpressionKind): CelNode {
  if (source.trim() === '') throw new CelRefusal('the expression is empty', 0);
  if (source.length > LIMITS.expressionCharacters) {
    throw new CelRefusal(
      `the expression has ${source.length} characters; ${LIMITS.expressionCharacters} are allowed`,
      0,
    );
  }
  const tree = understood(parseCel(source), kind);
  refuseDeepMacros(tree, 0);
  return tree;
}

/** The tree with macros and `has` for what they are, and every name in it looked at. */
function understood(node: CelNode, kind: ExpressionKind): CelNode {
  const inner = (part: CelNode): CelNode => understood(part, kind);
  switch (node.op) {
    case 'literal':
      return node;
    case 'name':
      safeName(node.name, node.start);
      return node;
    case 'field':
    case 'has':
      safeName(node.field, fieldOffset(node));
      return { ...node, of: inner(node.of) };
    case 'index':
      return { ...node, of: inner(node.of), index: inner(node.index) };
    case 'call':
      if (node.name === 'has') return has(node, kind);
      checkCall(node.name, node.args.length, node.start, kind);
      return { ...node, args: node.args.map(inner) };
    case 'method':
      if (MACROS.includes(node.name)) return macro(node, kind);
      checkMethod(node.name, node.args.length, node.start);
      return { ...node, on: inner(node.on), args: node.args.map(inner) };
    case 'macro':
      return node;
    case 'list':
      return { ...node, items: node.items.map(inner) };
    case 'map':
      return { ...node, entries: node.entries.map(([key, value]) => [inner(key), inner(value)]) };
    case 'choose':
      return { ...node, condition: inner(node.condition), yes: inner(node.yes), no: inner(node.no) };
    case 'not':
    case 'negate':
      return { ...node, of: inner(node.of) };
    case 'or':
    case 'and':
    case 'binary':
      return { ...node, left: inner(node.left), right: inner(node.right) };
  }
}

function fieldOffset({ end, field }: CelNode & { readonly op: 'field' | 'has' }): number {
  return end - field.length;
}

/** Names that every JavaScript object inherits would be found in any data. */
function safeName(name: string, offset: number): string {
  if (name in Object.prototype) throw new CelRefusal(`\`${name}\` is not a name that an expression can read`, offset);
  return name;
}

function has({ args, start, end }: CelNode & { readonly op: 'call' }, kind: ExpressionKind): CelNode {
  const [path] = args;
  if (args.length !== 1 || path?.op !== 'field')
    throw new CelRefusal('`has` takes one path, as in `has(msg.note)`', start);
  return { start, end, op: 'has', of: understood(path.of, kind), field: safeName(path.field, fieldOffset(path)) };
}

function macro({ name, on, args, start, end }: CelNode & { readonly op: 'method' }, kind: ExpressionKind): CelNode {
  const [variable, ...rest] = args;
  if (variable?.op !== 'name' || !(rest.length === 1 || (name === 'map' && rest.length === 2))) {
    throw new CelRefusal(`\`${name}\` takes a name and an expression, as in \`list.${name}(x, …)\``, start);
  }
  const parts = rest.map((node) => understood(node, kind));
  return {
    start,
    end,
    op: 'macro',
    name: name as MacroName,
    on: understood(on, kind),
    variable: safeName(variable.name, variable.start),
    filter: rest.length === 2 ? (parts[0] as CelNode) : null,
    body: parts.at(-1) as CelNode,
  };
}

function checkCall(name: string, given: number, offset: number, kind: ExpressionKind): void {
  const isView = Object.hasOwn(VIEW_FUNCTIONS, name);
  // Of the run as a whole a handler knows nothing but its own clock.
  if (isView && name !== 'now' && kind !== 'condition') {
    throw new CelRefusal(
      `\`${name}\` can be asked in conditions (until, holds) only: a handler knows its message and its tables`,
      offset,
    );
  }
  const views = kind === 'condition' ? Object.keys(VIEW_FUNCTIONS) : ['now'];
  const arity = isView ? VIEW_FUNCTIONS[name as keyof typeof VIEW_FUNCTIONS].length : 0;
  const known = isView ? { least: arity, most: arity } : FUNCTIONS.get(name);
  if (known === undefined)
    throw new CelRefusal(isNotA(name, 'a function', [...views, ...FUNCTIONS.keys(), 'has']), offset);
  if (given < known.least || given > known.most)
    throw new CelRefusal(`\`${name}\` takes ${argumentWords(known)}, not ${given}`, offset);
}

function checkMethod(name: string, given: number, offset: number): void {
  if (name === 'matches') {
    throw new CelRefusal(
      '`matches` is not supported, because a regular expression can run for ever; use contains, startsWith or endsWith',
      offset,
    );
  }
  const method = METHODS.get(name);
  if (method === undefined)
    throw new CelRefusal(isNotA(name, 'a function of a value', [...METHODS.keys(), ...MACROS]), offset);
  const known = { least: method.least - 1, most: method.most - 1 };
  if (given < known.least || given > known.most)
    throw new CelRefusal(`\`${name}\` takes ${argumentWords(known)}, not ${given}`, offset);
}

function refuseDeepMacros(node: CelNode, depth: number): void {
  const inside = node.op === 'macro' ? depth + 1 : depth;
  if (inside > LIMITS.macroNesting) {
    throw new CelRefusal(
      `\`all\`, \`exists\`, \`map\` and \`filter\` can stand ${LIMITS.macroNesting} deep in each other, no deeper`,
      node.start,
    );
  }
  if (node.op === 'macro') {
    refuseDeepMacros(node.on, depth);
    for (const part of [node.filter, node.body]) if (part !== null) refuseDeepMacros(part, inside);
  } else for (const child of childrenOf(node)) refuseDeepMacros(child, inside);
}
