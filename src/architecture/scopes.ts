import { childrenOf, isNode, type SyntaxNode } from './syntax.ts';

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const OWN_SCOPE = new Set([
  ...FUNCTIONS,
  'Program',
  'BlockStatement',
  'StaticBlock',
  'CatchClause',
  'ClassExpression',
  'ClassDeclaration',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'TSModuleBlock',
]);

/** TypeScript nodes that hold expressions; every other TS node is a type and is gone at run time. */
const TS_WITH_VALUES = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSExportAssignment',
]);

export interface Reference {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode;
}

/** Every use of a name, as a value, that the file itself does not declare: the globals that it reaches for. */
export function globalReferences(program: SyntaxNode): Reference[] {
  const found: Reference[] = [];
  visit(program, program, [namesDeclaredIn(program)], found);
  return found;
}

function visit(node: SyntaxNode, parent: SyntaxNode, scopes: readonly ReadonlySet<string>[], found: Reference[]): void {
  if (node.type === 'Identifier') {
    const name = node['name'] as string;
    if (!scopes.some((scope) => scope.has(name))) found.push({ node, parent });
    return;
  }
  if (node.type === 'ExportNamedDeclaration' && node['source']) return;
  for (const [field, child] of childrenOf(node)) {
    if (isType(child) || child['declare'] === true || isOnlyAName(node, field)) continue;
    const inner = OWN_SCOPE.has(child.type) ? [...scopes, namesDeclaredIn(child)] : scopes;
    visit(child, node, inner, found);
  }
}

function isType(node: SyntaxNode): boolean {
  return node.type.startsWith('TS') && !TS_WITH_VALUES.has(node.type);
}

/** Names of members, keys, labels and specifiers, which look nothing up. */
function isOnlyAName(parent: SyntaxNode, field: string): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return field === 'property' && parent['computed'] !== true;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSEnumMember':
      return (field === 'key' || field === 'id') && parent['computed'] !== true;
    case 'ImportSpecifier':
    case 'ExportSpecifier':
    case 'ExportAllDeclaration':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return field !== 'body' && !(parent.type === 'ExportSpecifier' && field === 'local');
    default:
      return false;
  }
}

function namesDeclaredIn(scope: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  if (FUNCTIONS.has(scope.type)) {
    addPatterns(scope['params'], names);
    if (scope.type !== 'ArrowFunctionExpression') names.add('arguments');
  }
  if (scope.type === 'CatchClause') addPattern(scope['param'], names);
  if (isNode(scope['id'])) addPattern(scope['id'], names);
  collect(scope, names);
  return names;
}

/** Declarations of a scope itself; `var` counts for the block that holds it, which is stricter than the language. */
function collect(node: SyntaxNode, names: Set<string>): void {
  for (const [, child] of childrenOf(node)) {
    // `declare const window` brings nothing into being: the name still reaches the global.
    if (child['declare'] === true) continue;
    if (child.type === 'VariableDeclarator') addPattern(child['id'], names);
    if (/^(?:Function|Class|TSEnum|TSModule)Declaration$/.test(child.type)) addPattern(child['id'], names);
    if (/^Import.*Specifier$/.test(child.type)) addPattern(child['local'], names);
    if (!OWN_SCOPE.has(child.type)) collect(child, names);
  }
}

function addPatterns(patterns: unknown, names: Set<string>): void {
  if (Array.isArray(patterns)) for (const pattern of patterns) addPattern(pattern, names);
}

function addPattern(pattern: unknown, names: Set<string>): void {
  if (!isNode(pattern)) return;
  switch (pattern.type) {
    case 'Identifier':
      names.add(pattern['name'] as string);
      return;
    case 'ObjectPattern':
      addPatterns(pattern['properties'], names);
      return;
    case 'ArrayPattern':
      addPatterns(pattern['elements'], names);
      return;
    case 'Property':
      addPattern(pattern['value'], names);
      return;
    case 'RestElement':
      addPattern(pattern['argument'], names);
      return;
    case 'AssignmentPattern':
      addPattern(pattern['left'], names);
      return;
    case 'TSParameterProperty':
      addPattern(pattern['parameter'], names);
      return;
    default:
      return;
  }
}
