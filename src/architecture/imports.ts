import type { SourceFile } from './source.ts';
import { isNode, lineAt, literalText, nodesOf, type SyntaxNode } from './syntax.ts';

/** One dependency of a file on another module. */
export interface Import {
  /** As written; null where it is computed, so that nobody can tell what it names. */
  readonly specifier: string | null;
  readonly line: number;
}

/**
 * Every module that a file names: imports (types too), re-exports, dynamic imports, `import('x').Type`, `require`,
 * `import.meta.glob`, and `new URL('x', import.meta.url)`, which is how a worker is named.
 */
export function importsOf(file: SourceFile, program: SyntaxNode): Import[] {
  const imports: Import[] = [];
  for (const node of nodesOf(program)) {
    for (const source of sourcesOf(node)) {
      imports.push({ specifier: literalText(source), line: lineAt(file.text, node.start) });
    }
  }
  return imports;
}

function sourcesOf(node: SyntaxNode): unknown[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return [node['source'] ?? node['argument']];
    case 'ExportNamedDeclaration':
      return node['source'] ? [node['source']] : [];
    case 'TSExternalModuleReference':
      return [node['expression']];
    case 'CallExpression':
      return sourcesOfCall(node);
    case 'NewExpression':
      return isModuleUrl(node) ? [argumentsOf(node)[0]] : [];
    default:
      return [];
  }
}

function sourcesOfCall(call: SyntaxNode): unknown[] {
  const callee = call['callee'];
  if (!isNode(callee)) return [];
  const [first] = argumentsOf(call);
  if (callee.type === 'Identifier' && callee['name'] === 'require') return [first];
  if (!isImportMeta(callee['object']) || !isNamed(callee['property'], 'glob')) return [];
  return first?.type === 'ArrayExpression' ? (first['elements'] as unknown[]) : [first];
}

function isModuleUrl(node: SyntaxNode): boolean {
  const base = argumentsOf(node)[1];
  return isNamed(node['callee'], 'URL') && base?.type === 'MemberExpression' && isImportMeta(base['object']);
}

function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return call['arguments'] as readonly SyntaxNode[];
}

function isImportMeta(value: unknown): boolean {
  return isNode(value) && value.type === 'MetaProperty';
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && value.type === 'Identifier' && value['name'] === name;
}
