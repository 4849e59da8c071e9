import { usOf } from '../distributions.ts';
import { isRecord } from '../kind-words.ts';
import { storeOf } from '../kinds/event-store-reference.ts';
import { checkData } from '../message-data.ts';
import type { Template } from '../expression.ts';
import type { Statement } from '../program.ts';
import { retrySpec } from '../retries.ts';
import type { RetrySpec, Sending } from '../scenario.ts';
import type { StatementDocument } from '../statement-schema.ts';
import { compileTemplate, expressionIn } from '../template.ts';
import type { VerbContext } from '../verb.ts';
import type { AppendDocument } from './append-schema.ts';

/** Writes events at the end of a stream, all or none. */
export interface AppendStatement<S> {
  readonly op: 'append';
  readonly stream: Template;
  readonly to: string;
  /** A number, or one of `any`, `none` and `exists`. */
  readonly expected: Template;
  readonly events: readonly { readonly event: string; readonly version: number | null; readonly data: Template }[];
  /** How often it goes back to the `load` before it when the stream has moved on since. */
  readonly conflictRetries: number;
  /** Whether its one block runs when the stream has moved on since. */
  readonly hasConflictBlock: boolean;
  readonly blocks: readonly (readonly S[])[];
  readonly timeoutUs: number;
  readonly retry: RetrySpec | null;
  readonly as: string | null;
  readonly sendings: readonly Sending[];
  readonly waitsFor: string;
}

const DEFAULT_TIMEOUT_US = 1_000_000;
const EXPECTED: readonly unknown[] = ['any', 'none', 'exists'];

export function compileAppend(document: AppendDocument<StatementDocument>, context: VerbContext): Statement {
  const { to, expected = 'any', onConflict } = document;
  const { path, references, site } = context;
  const { findings } = references;
  storeOf(references, to, [...path, 'to']);
  if (expressionIn(expected) === null && !EXPECTED.includes(expected) && !isVersion(expected))
    findings.add(
      [...path, 'expected'],
      '`expected` is `any`, `none`, `exists` or the version of the stream, as in `expected: =account.version`',
    );
  if (onConflict !== undefined && expected === 'any')
    findings.add(
      [...path, 'onConflict'],
      'an append that expects any version meets no conflict; say what it `expected`',
      { on: 'key' },
    );
  const stream = context.template('append', document.append);
  const before = document.as === undefined ? '' : `${document.as} = `;
  const names = document.events.map(({ event }) => event).join(', ');
  const line = context.line(0, `${before}append ${names} to `, [to], `[${stream.source}]`);
  const expectedTemplate = context.template('expected', expected);
  if (expected !== 'any')
    context.line(
      1,
      `expected version ${typeof expected === 'string' && expressionIn(expected) === null ? expected : expectedTemplate.source}`,
    );
  const events = document.events.map(({ event, version, data }, i) => {
    const at = [...path, 'events', i];
    const contract = references.message(event, [...at, 'event']);
    if (contract !== null && contract.kind !== 'event')
      findings.add([...at, 'event'], `\`${event}\` is a ${contract.kind}; an event store keeps events`);
    // An older version has the fields that it had then.
    if (contract !== null && (version === undefined || version === contract.version))
      checkData(contract, data, at, findings);
    return { event, version: version ?? null, data: compileTemplate(data ?? {}, [...at, 'data'], site) };
  });
  const retries =
    onConflict !== undefined && isRecord(onConflict) ? (onConflict as { readonly retry: number }).retry : 0;
  if (retries > 0) context.line(1, `on conflict back to load, ${retries} times at most`);
  let block: Statement[] | null = null;
  if (Array.isArray(onConflict)) {
    context.line(0, 'on conflict');
    block = context.block('onConflict', onConflict as readonly StatementDocument[]);
  }
  return {
    op: 'append',
    line,
    stream,
    to,
    expected: expectedTemplate,
    events,
    conflictRetries: retries,
    hasConflictBlock: block !== null,
    blocks: block === null ? [] : [block],
    timeoutUs: document.timeout === undefined ? DEFAULT_TIMEOUT_US : usOf(document.timeout),
    retry: document.retry === undefined ? null : retrySpec(document.retry, [...path, 'retry'], findings),
    as: document.as ?? null,
    sendings: events.map(({ event }) => ({ message: event, to, mode: 'call' as const })),
    waitsFor: to,
  };
}

function isVersion(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= -1;
}
