import { parseSync } from 'vite';
import type { SourceFile } from './source.ts';

/** A node of the syntax tree (ESTree with TypeScript's nodes), as far as the checks look into it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

export interface Syntax {
  readonly program: SyntaxNode;
  /** What the parser could not read; a file with errors must not pass as checked. */
  readonly errors: readonly string[];
}

/** Parses TypeScript or JavaScript, JSX too; the language follows from the path's ending. */
export function parseSource(file: SourceFile): Syntax {
  const result = parseSync(file.path, file.text);
  return {
    program: result.program as unknown as SyntaxNode,
    errors: result.errors.map((error) => error.message),
  };
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The nodes directly below a node, each with the field that holds it. */
export function* childrenOf(node: SyntaxNode): Generator<readonly [field: string, child: SyntaxNode]> {
  for (const [field, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield [field, item];
    } else if (isNode(value)) {
      yield [field, value];
    }
  }
}

/** Every node of a tree, parents first. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const [, child] of childrenOf(node)) yield* nodesOf(child);
}

/** The line, from 1, of a character of the text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The text of a string literal, or of a template without expressions; null for anything else. */
export function literalText(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as readonly { value: { cooked: string } }[];
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null;
}
