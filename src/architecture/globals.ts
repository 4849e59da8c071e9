import { globalReferences, type Reference } from './scopes.ts';
import { isNode, nodesOf, type SyntaxNode } from './syntax.ts';

/** How strictly a layer is cut off from its surroundings. */
export type Purity = 'free' | 'no-ambience' | 'bit-identical';

interface Misuse {
  readonly node: SyntaxNode;
  readonly message: string;
}

const WALL_CLOCK = 'wall time belongs to the session layer; use the virtual clock';
const RANDOM = 'ambient randomness makes runs differ; draw from a named random stream';
const DOM = 'the engine knows no browser; only session and ui do';
const NETWORK = 'nothing below session talks to a network';
const DIGITS = 'its last digits differ between engines; use exact arithmetic';
const WORDS = "its result depends on the engine's language data; compare code units";

const AMBIENT = new Map<string, string>([
  ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'].map(
    (name) => [name, WALL_CLOCK] as const,
  ),
  ...['requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback'].map(
    (name) => [name, WALL_CLOCK] as const,
  ),
  ['crypto', RANDOM],
  ...['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'location', 'history'].map(
    (name) => [name, DOM] as const,
  ),
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => [name, NETWORK] as const),
  ['process', 'only cli and bench know the process that they run in'],
]);

const GLOBAL_OBJECTS = new Set(['globalThis', 'self', 'global', 'frames', 'top']);

const INEXACT_MATH = new Set(
  'sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh exp expm1 log log1p log2 log10 pow cbrt hypot'.split(
    ' ',
  ),
);

const LANGUAGE_DEPENDENT = /^(?:localeCompare|toLocale\w*)$/;

/** Uses of globals, and of inexact arithmetic, that a layer of this purity must not contain. */
export function misusesOf(program: SyntaxNode, purity: Purity): Misuse[] {
  if (purity === 'free') return [];
  const misuses = globalReferences(program).flatMap((reference) => {
    const message = judge(reference, purity);
    return message === null ? [] : [{ node: reference.node, message }];
  });
  return purity === 'bit-identical' ? [...misuses, ...inexact(program)] : misuses;
}

function judge({ node, parent }: Reference, purity: Purity): string | null {
  const name = node['name'] as string;
  const ambient = AMBIENT.get(name);
  if (ambient !== undefined) return `${name}: ${ambient}`;
  if (GLOBAL_OBJECTS.has(name)) return `${name}: name what you need from it, so that this test can judge it`;
  if (name === 'Math') return judgeMath(memberOf(parent, node), purity);
  if (name === 'Intl' && purity === 'bit-identical') return `Intl: ${WORDS}`;
  return null;
}

function judgeMath(member: string | null, purity: Purity): string | null {
  if (member === null) return 'Math: write Math.member, so that this test can judge it';
  if (member === 'random') return `Math.random: ${RANDOM}`;
  return purity === 'bit-identical' && INEXACT_MATH.has(member) ? `Math.${member}: ${DIGITS}` : null;
}

function inexact(program: SyntaxNode): Misuse[] {
  const misuses: Misuse[] = [];
  for (const node of nodesOf(program)) {
    if (isInexactPower(node)) misuses.push({ node, message: `**: ${DIGITS}` });
    const property = node.type === 'MemberExpression' ? memberName(node) : null;
    if (property !== null && LANGUAGE_DEPENDENT.test(property))
      misuses.push({ node, message: `${property}: ${WORDS}` });
  }
  return misuses;
}

/** A power, unless it is a literal power of two, which every engine gives exactly. */
function isInexactPower(node: SyntaxNode): boolean {
  if (node['operator'] === '**=') return true;
  return node['operator'] === '**' && !(isLiteral(node['left'], 2) && isWholeLiteral(node['right']));
}

function isWholeLiteral(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.type === 'UnaryExpression') return node['operator'] === '-' && isWholeLiteral(node['argument']);
  return node.type === 'Literal' && Number.isInteger(node['value']);
}

function isLiteral(node: unknown, value: number): boolean {
  return isNode(node) && node.type === 'Literal' && node['value'] === value;
}

function memberOf(parent: SyntaxNode, object: SyntaxNode): string | null {
  return parent.type === 'MemberExpression' && parent['object'] === object ? memberName(parent) : null;
}

function memberName(member: SyntaxNode): string | null {
  const property = member['property'];
  return isNode(property) && member['computed'] !== true ? (property['name'] as string) : null;
}
