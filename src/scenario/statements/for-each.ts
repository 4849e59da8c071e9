import { LIMITS } from '../limits.ts';
import { statementsIn } from '../blocks.ts';
import type { Template } from '../expression.ts';
import type { Findings, Path } from '../problem.ts';
import type { Statement } from '../program.ts';
import type { StatementDocument } from '../statement-schema.ts';
import { expressionIn } from '../template.ts';
import type { VerbContext } from '../verb.ts';
import type { ForEachDocument } from './for-each-schema.ts';

/** Runs its block for each item of a list, one after the other or all at once. */
export interface ForEachStatement<S> {
  readonly op: 'for each';
  /** A list, or a number n for the list from 1 to n. */
  readonly list: Template;
  /** The name of the item in the block. */
  readonly item: string;
  readonly parallel: boolean;
  /** What each round adds to the list that `as` names afterwards. */
  readonly collect: Template | null;
  readonly as: string | null;
  readonly blocks: readonly (readonly S[])[];
}

export function compileForEach(document: ForEachDocument<StatementDocument>, context: VerbContext): Statement {
  const { 'for each': list, as: item = 'item', parallel = false, collect, into } = document;
  const { path, references, site } = context;
  const { findings } = references;
  if (expressionIn(list) === null && !Array.isArray(list) && typeof list !== 'number')
    findings.add([...path, 'for each'], '`for each` takes a list or a number, as in `for each: =msg.items`');
  if (typeof list === 'number' && !(Number.isInteger(list) && list >= 0 && list <= LIMITS.rounds))
    findings.add([...path, 'for each'], `\`for each\` takes a whole number from 0 to ${LIMITS.rounds}`);
  if ((collect === undefined) !== (into === undefined))
    findings.add(path, '`collect` and `into` belong together: what each round gives, and the name of the list of it');
  const template = context.template('for each', list);
  const line = context.line(0, `for each ${item} of ${template.source}${parallel ? ', all at once' : ''}`);
  const within = site.with({ names: [[item, null]] });
  const block = context.block('do', document.do, within);
  checkBlocks([block], [...path, 'do'], findings);
  const names = block.flatMap((one) => ('as' in one && one.as !== null ? [[one.as, null] as const] : []));
  const collected = collect === undefined ? null : context.template('collect', collect, within.with({ names }));
  if (into !== undefined) context.line(1, `${into} gets ${collected?.source ?? ''}`);
  return {
    op: 'for each',
    line,
    list: template,
    item,
    parallel,
    collect: collected,
    as: into ?? null,
    blocks: [block],
  };
}

/** A message is handled once as a whole, not in one of its parts. */
export function checkBlocks(blocks: readonly (readonly Statement[])[], path: Path, findings: Findings): void {
  const inside = blocks.flatMap((block) => [...statementsIn(block)]);
  if (inside.some(({ op }) => op === 'dedupe'))
    findings.add(path, '`dedupe` is about the whole handler: put it before, at the beginning');
}
