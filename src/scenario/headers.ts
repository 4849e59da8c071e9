import type { Data } from '../trace/message.ts';
import type { ExpressionSite } from './expression-site.ts';
import type { Template } from './expression.ts';
import type { Path } from './problem.ts';
import { compileTemplate } from './template.ts';

/** What a sender may tell a broker beside the data. */
export const HEADERS = ['routingKey', 'ttl', 'priority', 'group', 'dedup', 'delay', 'idempotencyKey'] as const;

/** The fields of a statement or a workload that go to the broker, as documents write them. */
export type HeadersDocument = { readonly [name in (typeof HEADERS)[number]]?: Data | undefined };

/** What a sender tells the broker; null: nothing. Values are as written, durations too. */
export function compileHeaders(document: HeadersDocument, path: Path, site: ExpressionSite): Template | null {
  const given = HEADERS.filter((name) => document[name] !== undefined);
  if (given.length === 0) return null;
  return compileTemplate(Object.fromEntries(given.map((name) => [name, document[name] as Data])), path, site);
}
