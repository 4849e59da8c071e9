import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { compileTree } from './cel-compile.ts';
import { truth } from './cel-evaluate.ts';
import { argumentWords, FUNCTIONS, METHODS } from './cel-functions.ts';
import { type BinaryOperator, type CelNode, childrenOf, type MacroName } from './cel-node.ts';
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
 * Compiles CEL once; a fault of the source comes back as a sentence with its offset. Only the grammar is the library's:
 * its values (integers that are BigInt, no bound on steps, regular expressions that hang) would not do.
 */
export function compileExpression(source: string, kind: ExpressionKind): Compiled {
  try {
    const tree = parse(source, kind);
    const evaluate = compileTree(tree, source, kind === 'condition' ? LIMITS.conditionSteps : LIMITS.handlerSteps);
    const expression: Expression =
      kind === 'handler' ? { source, evaluate } : { source, evaluate: (scope) => truth(evaluate(scope), source) };
    return { ok: true, expression, uses: usesOf(tree) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, offset: error.offset };
    if (error instanceof ParseError) return { ok: false, message: syntaxWords(error), offset: error.range?.start ?? 0 };
    throw error;
  }
}

/** The expression cannot be accepted; thrown and caught in this module only. */
class Refusal extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const MACROS: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter'] satisfies MacroName[];

const GRAMMAR = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: false,
  limits: { maxAstNodes: 500, maxDepth: 32, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 10 },
});

function parse(source: string, kind: ExpressionKind): CelNode {
  if (source.trim() === '') throw new Refusal('the expression is empty', 0);
  if (source.length > LIMITS.expressionCharacters) {
    throw new Refusal(`the expression has ${source.length} characters; ${LIMITS.expressionCharacters} are allowed`, 0);
  }
  const tree = translate(GRAMMAR.parse(source).ast, kind);
  refuseDeepMacros(tree, 0);
  return tree;
}

function translate(ast: ASTNode, kind: ExpressionKind): CelNode {
  const { start, end } = ast;
  const inner = (node: ASTNode): CelNode => translate(node, kind);
  switch (ast.op) {
    case 'value':
      return { start, end, op: 'literal', value: literal(ast.args, start) };
    case 'id':
      return { start, end, op: 'name', name: safeName(ast.args, start) };
    case '.':
      return { start, end, op: 'field', of: inner(ast.args[0]), field: safeName(ast.args[1], ast.pos) };
    case '[]':
      return { start, end, op: 'index', of: inner(ast.args[0]), index: inner(ast.args[1]) };
    case 'call': {
      const [name, args] = ast.args;
      if (name === 'has') return has(args, start, end, kind);
      checkCall(name, args.length, start, kind);
      return { start, end, op: 'call', name, args: args.map(inner) };
    }
    case 'rcall': {
      const [name, on, args] = ast.args;
      if (MACROS.includes(name)) return macro(name as MacroName, on, args, { start, end }, kind);
      checkMethod(name, args.length, start);
      return { start, end, op: 'method', name, on: inner(on), args: args.map(inner) };
    }
    case 'list':
      return { start, end, op: 'list', items: ast.args.map(inner) };
    case 'map':
      return { start, end, op: 'map', entries: ast.args.map(([key, value]) => [inner(key), inner(value)]) };
    case '?:':
      return {
        start,
        end,
        op: 'choose',
        condition: inner(ast.args[0]),
        yes: inner(ast.args[1]),
        no: inner(ast.args[2]),
      };
    case '||':
    case '&&':
      return { start, end, op: ast.op === '||' ? 'or' : 'and', left: inner(ast.args[0]), right: inner(ast.args[1]) };
    case '!_':
      return { start, end, op: 'not', of: inner(ast.args) };
    case '-_':
      return { start, end, op: 'negate', of: inner(ast.args) };
    case '.?':
    case '[?]':
      throw new Refusal('`?` after `.` or `[` is not supported; write `has(a.b) ? a.b : …`', start);
    default:
      return {
        start,
        end,
        op: 'binary',
        operator: ast.op satisfies BinaryOperator,
        left: inner(ast.args[0]),
        right: inner(ast.args[1]),
      };
  }
}

function literal(value: unknown, offset: number): null | boolean | number | string {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new Refusal(`the number ${value} is too large to be exact`, offset);
    return number;
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  throw new Refusal('bytes (b"…") and unsigned numbers (1u) are not supported; write a text or a number', offset);
}

/** Names that every JavaScript object inherits would be found in any data. */
function safeName(name: string, offset: number): string {
  if (name in Object.prototype) throw new Refusal(`\`${name}\` is not a name that an expression can read`, offset);
  return name;
}

function has(args: readonly ASTNode[], start: number, end: number, kind: ExpressionKind): CelNode {
  const [path] = args;
  if (args.length !== 1 || path?.op !== '.') throw new Refusal('`has` takes one path, as in `has(msg.note)`', start);
  return { start, end, op: 'has', of: translate(path.args[0], kind), field: safeName(path.args[1], path.pos) };
}

function macro(
  name: MacroName,
  on: ASTNode,
  args: readonly ASTNode[],
  at: { start: number; end: number },
  kind: ExpressionKind,
): CelNode {
  const [variable, ...rest] = args;
  if (variable?.op !== 'id' || !(rest.length === 1 || (name === 'map' && rest.length === 2))) {
    throw new Refusal(`\`${name}\` takes a name and an expression, as in \`list.${name}(x, …)\``, at.start);
  }
  const translated = rest.map((node) => translate(node, kind));
  return {
    ...at,
    op: 'macro',
    name,
    on: translate(on, kind),
    variable: safeName(variable.args, variable.start),
    filter: rest.length === 2 ? (translated[0] as CelNode) : null,
    body: translated.at(-1) as CelNode,
  };
}

function checkCall(name: string, given: number, offset: number, kind: ExpressionKind): void {
  const isView = Object.hasOwn(VIEW_FUNCTIONS, name);
  if (isView && kind !== 'condition') {
    throw new Refusal(
      `\`${name}\` can be asked in conditions (until, holds) only: a handler knows its message and its tables`,
      offset,
    );
  }
  const views = kind === 'condition' ? Object.keys(VIEW_FUNCTIONS) : [];
  const arity = isView ? VIEW_FUNCTIONS[name as keyof typeof VIEW_FUNCTIONS].length : 0;
  const known = isView ? { least: arity, most: arity } : FUNCTIONS.get(name);
  if (known === undefined)
    throw new Refusal(isNotA(name, 'a function', [...views, ...FUNCTIONS.keys(), 'has']), offset);
  if (given < known.least || given > known.most)
    throw new Refusal(`\`${name}\` takes ${argumentWords(known)}, not ${given}`, offset);
}

function checkMethod(name: string, given: number, offset: number): void {
  if (name === 'matches') {
    throw new Refusal(
      '`matches` is not supported, because a regular expression can run for ever; use contains, startsWith or endsWith',
      offset,
    );
  }
  const method = METHODS.get(name);
  if (method === undefined)
    throw new Refusal(isNotA(name, 'a function of a value', [...METHODS.keys(), ...MACROS]), offset);
  const known = { least: method.least - 1, most: method.most - 1 };
  if (given < known.least || given > known.most)
    throw new Refusal(`\`${name}\` takes ${argumentWords(known)}, not ${given}`, offset);
}

function refuseDeepMacros(node: CelNode, depth: number): void {
  const inside = node.op === 'macro' ? depth + 1 : depth;
  if (inside > LIMITS.macroNesting) {
    throw new Refusal(
      `\`all\`, \`exists\`, \`map\` and \`filter\` can stand ${LIMITS.macroNesting} deep in each other, no deeper`,
      node.start,
    );
  }
  if (node.op === 'macro') {
    refuseDeepMacros(node.on, depth);
    for (const part of [node.filter, node.body]) if (part !== null) refuseDeepMacros(part, inside);
  } else for (const child of childrenOf(node)) refuseDeepMacros(child, inside);
}

function syntaxWords(error: ParseError): string {
  const { summary } = error;
  switch (error.code) {
    case 'unexpected_token':
      return summary.endsWith('EOF') ? 'the expression ends where a value should follow' : 'a value should stand here';
    case 'expected_token':
      return summary.endsWith('EOF')
        ? 'the expression ends too early: a bracket or a name is missing'
        : 'something else should stand here: a bracket, a comma or a name';
    case 'unexpected_character':
      return /='?$/.test(summary)
        ? '`=` compares nothing; write `==`'
        : summary.replace(/Unexpected character: '?(.*?)'?$/, '`$1` does not belong here');
    case 'unterminated_string':
    case 'newline_in_string':
    case 'unterminated_triple_quoted_string':
      return 'a text in quotes has no closing quote';
    case 'reserved_identifier':
      return summary.replace(/Reserved identifier: (.*)/, '`$1` is a reserved word');
    case 'limit_exceeded':
      return 'the expression is too large or too deeply nested';
    default:
      return `${summary.slice(0, 1).toLowerCase()}${summary.slice(1)}`;
  }
}
