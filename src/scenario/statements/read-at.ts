import { usOf } from '../distributions.ts';
import { durationWords } from '../durations.ts';
import type { Template } from '../expression.ts';
import type { ViewDocument } from '../kinds/view-schema.ts';
import { tablesWrittenIn } from '../kinds/view-tables.ts';
import { isNotA } from '../did-you-mean.ts';
import type { Statement } from '../program.ts';
import type { Sending } from '../scenario.ts';
import type { VerbContext } from '../verb.ts';
import { variableOf } from '../view-functions.ts';
import type { ReadDocument } from './read-schema.ts';

/** Reads a row of a view, in the view itself or from elsewhere, once the view has got to a position. */
export interface ReadAtStatement {
  readonly op: 'read at';
  readonly table: string;
  readonly key: Template;
  /** null: in the view itself. */
  readonly from: string | null;
  /** The position that the view must have got to; null: any. */
  readonly atLeast: Template | null;
  /** How long it waits for that, and for the answer. */
  readonly timeoutUs: number;
  readonly as: string;
  readonly sendings: readonly Sending[];
  readonly waitsFor?: string;
}

const DEFAULT_TIMEOUT_US = 1_000_000;

/** `from`: the view that is read; null: the one that the handler belongs to. */
export function compileReadAt(document: ReadDocument, context: VerbContext): Statement {
  const { read: table, from, atLeast } = document;
  const { path, references } = context;
  if (from !== undefined) {
    const view = references.component(from, [...path, 'from']);
    const tables = view?.kind === 'view' ? tablesWrittenIn(view as ViewDocument) : null;
    if (tables !== null && !tables.includes(table))
      references.findings.add([...path, 'read'], isNotA(table, `a table of \`${from}\``, tables));
  }
  const as = document.as ?? variableOf(table);
  const key = context.template('key', document.key);
  const place = from === undefined ? [[table] as const] : [[from] as const, '.', [table] as const];
  const line = context.line(0, `${as} = `, ...place, `[${key.source}]`);
  const position = atLeast === undefined ? null : context.template('atLeast', atLeast);
  const timeoutUs = document.timeout === undefined ? DEFAULT_TIMEOUT_US : usOf(document.timeout);
  if (position !== null) context.line(1, `at ${position.source} or later, within ${durationWords(timeoutUs)}`);
  return {
    op: 'read at',
    line,
    table,
    key,
    from: from ?? null,
    atLeast: position,
    timeoutUs,
    as,
    sendings: from === undefined ? [] : [{ message: 'ReadRow', to: from, mode: 'call' }],
    ...(from === undefined ? {} : { waitsFor: from }),
  };
}
