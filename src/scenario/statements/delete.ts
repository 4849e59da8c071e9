import type { Template } from '../expression.ts';
import type { Statement } from '../program.ts';
import type { VerbContext } from '../verb.ts';
import type { DeleteDocument } from './delete-schema.ts';

/** Removes a row from a table. */
export interface DeleteStatement {
  readonly op: 'delete';
  readonly table: string;
  readonly key: Template;
}

export function compileDelete(document: DeleteDocument, context: VerbContext): Statement {
  const key = context.template('key', document.key);
  return {
    op: 'delete',
    line: context.line(0, 'delete ', [document.delete], `[${key.source}]`),
    table: document.delete,
    key,
  };
}
