import type { Statement } from '../program.ts';
import type { VerbContext } from '../verb.ts';

/** Commits the offset of the record that is handled. */
export interface CommitStatement {
  readonly op: 'commit';
}

export function compileCommit(_: unknown, context: VerbContext): Statement {
  return { op: 'commit', line: context.line(0, 'commit the offset') };
}
