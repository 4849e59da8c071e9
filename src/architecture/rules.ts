import type { Violation } from './layers.ts';
import { isTest, type SourceFile } from './source.ts';
import { isNode, lineAt, nodesOf, parseSource, type SyntaxNode } from './syntax.ts';

const RULE = /\[([A-Z][A-Z0-9]*-\d+)\]/g;
const RUNS = new Set(['it', 'test', 'describe']);
const DOES_NOT_RUN = new Set(['skip', 'todo', 'fails']);

interface Mention {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}

/** Rules of the `spec.md` files that no test's name cites, and citations of rules that no spec states. */
export function uncitedRules(files: readonly SourceFile[]): Violation[] {
  const stated = files.filter((file) => file.path.endsWith('/spec.md')).flatMap(statedIn);
  const cited = files.filter((file) => isTest(file.path)).flatMap(citedIn);
  const statedNames = new Set(stated.map((mention) => mention.rule));
  const citedNames = new Set(cited.map((mention) => mention.rule));
  return [
    ...stated
      .filter(({ rule }) => !citedNames.has(rule))
      .map(({ rule, path, line }) => ({ path, line, message: `[${rule}] is cited by no test's name` })),
    ...cited
      .filter(({ rule }) => !statedNames.has(rule))
      .map(({ rule, path, line }) => ({ path, line, message: `[${rule}] is stated by no spec.md` })),
  ];
}

function statedIn(file: SourceFile): Mention[] {
  return [...file.text.matchAll(RULE)].map((match) => ({
    rule: match[1] ?? '',
    path: file.path,
    line: lineAt(file.text, match.index),
  }));
}

function citedIn(file: SourceFile): Mention[] {
  return [...nodesOf(parseSource(file).program)].flatMap((node) => {
    if (node.type !== 'CallExpression' || !callsARunningTest(node['callee'])) return [];
    const [title] = node['arguments'] as readonly SyntaxNode[];
    if (title === undefined || (title.type !== 'Literal' && title.type !== 'TemplateLiteral')) return [];
    const text = file.text.slice(title.start, title['end'] as number);
    const line = lineAt(file.text, node.start);
    return [...text.matchAll(RULE)].map((match) => ({ rule: match[1] ?? '', path: file.path, line }));
  });
}

/** Whether a callee is `test`, `it` or `describe`, also as `test.each(…)` or `test.prop(…)`, and is not skipped. */
function callsARunningTest(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  switch (callee.type) {
    case 'Identifier':
      return RUNS.has(callee['name'] as string);
    case 'MemberExpression':
      return callsARunningTest(callee['object']) && !DOES_NOT_RUN.has((callee['property'] as { name: string }).name);
    case 'CallExpression':
      return callsARunningTest(callee['callee']);
    case 'TaggedTemplateExpression':
      return callsARunningTest(callee['tag']);
    default:
      return false;
  }
}
