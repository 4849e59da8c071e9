import { Registry } from '../kernel/registry.ts';
import { withArticle } from './kind-words.ts';
import type { Statement } from './program.ts';
import type { ReadDocument } from './statements/read-schema.ts';
import type { VerbContext } from './verb.ts';

type ReadCompiler = (document: ReadDocument, context: VerbContext) => Statement;

const compilers = new Registry<ReadCompiler>('kind of component to read from');

/** Adds a kind of component whose rows others can read. */
export function compilesRead(kind: string, compile: ReadCompiler): void {
  compilers.add(kind, compile);
}

/** A `read` of another component's table, or one that waits for a view's position. */
export function compileRemoteRead(document: ReadDocument, context: VerbContext): Statement {
  const { from } = document;
  const { path, references } = context;
  const kind = from === undefined ? 'view' : references.component(from, [...path, 'from'])?.kind;
  if (kind !== undefined && compilers.has(kind)) return compilers.get(kind)(document, context);
  if (kind !== undefined)
    references.findings.add([...path, 'from'], `\`${from}\` is ${withArticle(kind)}, whose rows nobody else reads`);
  const key = context.template('key', document.key);
  return {
    op: 'read',
    line: context.line(0, [document.read]),
    table: document.read,
    key,
    as: document.as ?? document.read,
  };
}
