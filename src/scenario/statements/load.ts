import { Hasher } from '../../kernel/hash.ts';
import type { Data } from '../../trace/message.ts';
import { isNotA } from '../did-you-mean.ts';
import { usOf } from '../distributions.ts';
import type { Template } from '../expression.ts';
import { shape } from '../handler-site.ts';
import { storeOf } from '../kinds/event-store-reference.ts';
import { isRecord } from '../kind-words.ts';
import { ExpressionSite, type Shape } from '../expression-site.ts';
import type { Statement } from '../program.ts';
import { retrySpec } from '../retries.ts';
import type { RetrySpec, Sending } from '../scenario.ts';
import { compileTemplate, expressionIn, sourceOf } from '../template.ts';
import type { VerbContext } from '../verb.ts';
import type { LoadDocument } from './load-schema.ts';

/** How events become a state. */
export interface FoldSpec {
  /** Tells this fold from others, as a snapshot of one is of no use to another. */
  readonly id: string;
  readonly initial: Template;
  /** By event; what it gives is laid over a state that has fields, and takes the place of any other. */
  readonly on: ReadonlyMap<string, Template>;
}

/** Reads a stream and folds its events into a state. */
export interface LoadStatement {
  readonly op: 'load';
  readonly stream: Template;
  readonly from: string;
  readonly as: string;
  readonly fold: FoldSpec;
  /** The number of the last event to fold; null: all. */
  readonly upTo: Template | null;
  readonly timeoutUs: number;
  readonly retry: RetrySpec | null;
  readonly sendings: readonly Sending[];
  readonly waitsFor: string;
}

const DEFAULT_TIMEOUT_US = 1_000_000;
const MESSAGE = 'ReadStream';

export function compileLoad(document: LoadDocument, context: VerbContext): Statement {
  const { from, as, fold, upTo } = document;
  const { path, references } = context;
  storeOf(references, from, [...path, 'from']);
  const stream = context.template('load', document.load);
  const line = context.line(0, `${as} = load `, [from], `[${stream.source}]`);
  const compiled = compileFold(fold, context);
  for (const [event, next] of Object.entries(fold.on)) context.line(1, `${event}: ${clipped(sourceOf(next))}`);
  return {
    op: 'load',
    line,
    stream,
    from,
    as,
    fold: compiled,
    upTo: upTo === undefined ? null : context.template('upTo', upTo),
    timeoutUs: document.timeout === undefined ? DEFAULT_TIMEOUT_US : usOf(document.timeout),
    retry: document.retry === undefined ? null : retrySpec(document.retry, [...path, 'retry'], references.findings),
    sendings: [{ message: MESSAGE, to: from, mode: 'call' }],
    waitsFor: from,
  };
}

/** A fold sees its state and the event and nothing else, so that it gives the same state whenever it is run. */
function compileFold({ initial = {}, on }: LoadDocument['fold'], { path, site, references }: VerbContext): FoldSpec {
  const { findings, messages } = references;
  const param: readonly (readonly [string, Shape])[] = [['param', site.names.get('param') ?? null]];
  const within = (names: readonly (readonly [string, Shape])[]): ExpressionSite =>
    new ExpressionSite(findings, 'handler', new Map([...param, ...names]));
  const state = isRecord(initial) ? shape('a field of the state', stateFields(initial, on)) : null;
  const steps = Object.entries(on).map(([event, next]) => {
    const at = [...path, 'fold', 'on', event];
    const contract = messages.get(event);
    if (contract === undefined) findings.add(at, isNotA(event, 'a message', messages.keys()), { on: 'key' });
    else if (contract.kind !== 'event')
      findings.add(at, `\`${event}\` is a ${contract.kind}; a stream holds events`, { on: 'key' });
    const data = contract === undefined ? null : shape(`a field of \`${event}\``, contract.fields.keys());
    return [
      event,
      compileTemplate(
        next,
        at,
        within([
          ['state', state],
          ['event', data],
        ]),
      ),
    ] as const;
  });
  return {
    id: new Hasher()
      .string(JSON.stringify([initial, on]))
      .digest()
      .slice(0, 8),
    initial: compileTemplate(initial, [...path, 'fold', 'initial'], within([])),
    on: new Map(steps),
  };
}

/** The fields that the fold can give a state; an expression can give any, and then the initial ones are all that is known. */
function stateFields(initial: { readonly [field: string]: Data }, on: LoadDocument['fold']['on']): Iterable<string> {
  const later = Object.values(on).flatMap((next) =>
    isRecord(next) && expressionIn(next) === null ? Object.keys(next) : [],
  );
  return new Set([...Object.keys(initial), ...later]);
}

function clipped(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
