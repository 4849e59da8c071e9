import { Registry } from '../kernel/registry.ts';
import type { Statement } from './program.ts';
import type { DeleteDocument } from './statements/delete-schema.ts';
import type { WriteDocument } from './statements/write-schema.ts';
import type { VerbContext } from './verb.ts';

/** A change of a table that another component has. */
export type RemoteChange = WriteDocument | DeleteDocument;

type ChangeCompiler = (document: RemoteChange, context: VerbContext) => Statement;

const compilers = new Registry<ChangeCompiler>('kind of component to write to');

/** Adds a kind of component whose tables others can change. */
export function compilesChange(kind: string, compile: ChangeCompiler): void {
  compilers.add(kind, compile);
}

/** The component that has the table; undefined: the service itself. */
export const placeOf = (document: RemoteChange): string | undefined =>
  'write' in document ? document.to : document.from;

/** A change of a table that `place` has. */
export function compileRemoteChange(document: RemoteChange, place: string, context: VerbContext): Statement {
  const { path, references } = context;
  const field = 'write' in document ? 'to' : 'from';
  const kind = references.component(place, [...path, field])?.kind;
  if (kind !== undefined && compilers.has(kind)) return compilers.get(kind)(document, context);
  if (kind !== undefined)
    references.findings.add([...path, field], `\`${place}\` is a ${kind}, whose rows nobody else changes`);
  const key = context.template('key', document.key);
  return { op: 'delete', line: context.line(0, 'delete'), table: '', key };
}
