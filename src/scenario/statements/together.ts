import type { Statement } from '../program.ts';
import type { StatementDocument } from '../statement-schema.ts';
import type { VerbContext } from '../verb.ts';
import { checkBlocks } from './for-each.ts';
import type { TogetherDocument } from './together-schema.ts';

/** Runs its blocks at the same time and goes on when all have ended. */
export interface TogetherStatement<S> {
  readonly op: 'together';
  readonly blocks: readonly (readonly S[])[];
  /** What its blocks find, for the statements after it. */
  readonly names: readonly string[];
}

export function compileTogether(document: TogetherDocument<StatementDocument>, context: VerbContext): Statement {
  const line = context.line(0, 'at the same time');
  const blocks = document.together.map((statements, i) => {
    if (i > 0) context.line(0, 'and');
    return context.block(['together', i], statements);
  });
  checkBlocks(blocks, [...context.path, 'together'], context.references.findings);
  const names = blocks.flat().flatMap((one) => ('as' in one && one.as !== null ? [one.as] : []));
  return { op: 'together', line, blocks, names };
}
