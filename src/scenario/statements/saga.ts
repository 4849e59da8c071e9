import { usOf } from '../distributions.ts';
import type { Template } from '../expression.ts';
import type { Statement } from '../program.ts';
import type { StatementDocument } from '../statement-schema.ts';
import type { VerbContext } from '../verb.ts';
import { sagaProblem } from './saga-plan.ts';
import type { SagaStep } from './saga-plan.ts';
import type { SagaDocument, SagaStepDocument } from './saga-schema.ts';

/** Does its steps in order; where one fails, undoes those before it in reverse order. `S` is any statement. */
export interface SagaStatement<S> {
  readonly op: 'saga';
  readonly id: Template;
  readonly steps: readonly SagaStep[];
  readonly againUs: number;
  /** Of each step: what it does, what undoes it. Last: what runs when all is undone. */
  readonly blocks: readonly (readonly S[])[];
  /** What its steps find, for the statements after it. */
  readonly names: readonly string[];
}

const DEFAULT_AGAIN_US = 500_000;

export function compileSaga(document: SagaDocument<StatementDocument>, context: VerbContext): Statement {
  const { path, references } = context;
  const steps = document.saga.map((step, i) => ({ name: step.step, kind: kindOf(step, i, document.saga.length) }));
  const problem = sagaProblem(steps);
  if (problem !== null) references.findings.add([...path, 'saga'], problem);
  const id = context.template('id', document.id);
  const line = context.line(0, `saga ${id.source}`);
  let { site } = context;
  const names: string[] = [];
  const blocks = document.saga.flatMap(({ step, do: does, undo = [] }, i) => {
    context.line(1, ['step '], step);
    const done = context.block(['saga', i, 'do'], does, site);
    const found = done.flatMap((one) => ('as' in one && one.as !== null ? [one.as] : []));
    names.push(...found);
    site = site.with({ names: found.map((name) => [name, null]) });
    if (undo.length > 0) context.line(1, 'undone by');
    const isLast = i === document.saga.length - 1;
    if (document.saga[i]?.undo === undefined && steps[i]?.kind === 'compensatable' && !isLast) {
      const why = `\`${step}\` has no \`undo\`, and steps after it can fail; write \`undo: []\` where nothing is to be undone`;
      references.findings.add([...path, 'saga', i], why);
    }
    return [done, context.block(['saga', i, 'undo'], undo, site)];
  });
  if (document.onFailure !== undefined) context.line(0, 'when all is undone');
  blocks.push(context.block('onFailure', document.onFailure ?? []));
  const againUs = document.again === undefined ? DEFAULT_AGAIN_US : usOf(document.again);
  if (againUs === 0)
    references.findings.add([...path, 'again'], 'without a pause it would try for ever at one instant');
  return { op: 'saga', line, id, steps, againUs, blocks, names };
}

/** Where a document doesn't say: with an `undo` it can be undone, and the last step decides. */
function kindOf({ kind, undo }: SagaStepDocument<unknown>, i: number, count: number): SagaStep['kind'] {
  return kind ?? (undo === undefined && i === count - 1 ? 'pivot' : 'compensatable');
}
