import type { Data } from '../../trace/message.ts';
import { compileConsumptions } from '../compile-components.ts';
import { usOf } from '../distributions.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { Program, Statement } from '../program.ts';
import type { CachedStatement } from '../statements/relay-statements.ts';
import type { VerbContext } from '../verb.ts';
import { made, passedOn, processOf, programFor } from './relay-program.ts';
import type { CacheDocument } from './relay-schema.ts';
import type { CacheSpec } from './relay-spec.ts';

const WORKERS = 1_000;

interface CachedDocument extends Omit<CachedStatement, 'op' | 'key' | 'as' | 'sendings'> {
  readonly key: Data;
}

/** Makes a cache's spec: it answers queries from memory, asks its origin for what it has not, and passes the rest on. */
export function compileCache(document: CacheDocument, context: KindContext): OwnSpec<CacheSpec> {
  const { path, references } = context;
  const { of: origin, caches, passes = [], invalidates = {} } = document;
  const handlers = new Map<string, Program>();
  const add = (message: string, block: Parameters<typeof programFor>[1], at: Path): void => {
    const program = programFor(message, block, at, context);
    if (program !== null) handlers.set(message, program);
  };
  for (const [message, { key, ttl }] of Object.entries(caches)) {
    const at: Path = [...path, 'caches', message];
    const contract = references.messages.get(message);
    if (contract !== undefined && contract.kind !== 'query')
      references.findings.add(at, `\`${message}\` is a ${contract.kind}; only a query may be answered from memory`, {
        on: 'key',
      });
    references.handler(origin, message, [...path, 'of']);
    const cached: CachedDocument = {
      message,
      origin,
      key: key as Data,
      ttlUs: ttl === undefined ? null : usOf(ttl),
      capacity: document.capacity ?? null,
      staleIfError: document.staleIfError ?? false,
      coalesce: document.coalesce ?? false,
      timeoutUs: document.timeout === undefined ? null : usOf(document.timeout),
    };
    add(message, [made({ cached }), ...passedOn('answer')], at);
  }
  for (const [i, message] of passes.entries()) {
    const fallback = [{ if: "error.code == 'refused'", then: [{ refuse: '=error.why' }] }, { fail: '=error.why' }];
    add(
      message,
      [{ call: message, to: origin, data: '=msg', as: 'answer', fallback }, { reply: '=answer' }],
      [...path, 'passes', i],
    );
  }
  for (const [message, key] of Object.entries(invalidates))
    add(message, [made({ invalidate: key })], [...path, 'invalidates', message]);
  return {
    kind: 'cache',
    ...processOf(document, WORKERS),
    handlers,
    consumes: compileConsumptions(
      context.id,
      document.consumes ?? [],
      (i) => [...path, 'consumes', i],
      context.parameters,
      references,
    ),
    origin,
    outcomes: ['done', 'refused', 'failed', 'crashed', 'hits', 'misses', 'stale'],
  };
}

/** The statement behind what is cached. */
export function compileCached({ cached }: { readonly cached: CachedDocument }, context: VerbContext): Statement {
  const { message, origin } = cached;
  const key = context.template('key', cached.key);
  return {
    op: 'cached',
    line: context.line(0, `answer = kept[${key.source}] or `, [origin], `.${message}`),
    ...cached,
    key,
    as: 'answer',
    sendings: [{ message, to: origin, mode: 'call' }],
  };
}

/** The statement behind what invalidates. */
export function compileInvalidate({ invalidate }: { readonly invalidate: Data }, context: VerbContext): Statement {
  const key = context.template('invalidates', invalidate);
  return { op: 'invalidate', line: context.line(0, `forget kept[${key.source}]`), key };
}
