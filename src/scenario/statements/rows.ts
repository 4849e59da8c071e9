import type { Data } from '../../trace/message.ts';
import { usOf } from '../distributions.ts';
import { INBOX, OUTBOX, withStore } from '../kinds/database-tables.ts';
import { checkData } from '../message-data.ts';
import type { Statement } from '../program.ts';
import { placeOf } from '../remote-write.ts';
import type { RemoteChange } from '../remote-write.ts';
import { retrySpec, timing } from '../retries.ts';
import type { RetryDocument } from '../statement-schema.ts';
import { expressionIn } from '../template.ts';
import type { VerbContext } from '../verb.ts';
import { variableOf } from '../view-functions.ts';
import type { ReadDocument } from './read-schema.ts';
import type { OutboxDocument, TransactionDocument } from './transaction-schema.ts';
import type { StatementDocument } from '../statement-schema.ts';

const DEFAULT_TIMEOUT_US = 1_000_000;
/** Reading a whole table takes long. */
const DEFAULT_SCAN_TIMEOUT_US = 60_000_000;

/** What a document says of how long it waits, and how often it tries. */
interface Patience {
  readonly timeout?: string | undefined;
  readonly retry?: RetryDocument | undefined;
}

function asking(
  { timeout, retry }: Patience,
  message: string,
  database: string,
  { path, references }: VerbContext,
  defaultUs = DEFAULT_TIMEOUT_US,
) {
  return {
    timeoutUs: timeout === undefined ? defaultUs : usOf(timeout),
    retry: retry === undefined ? null : retrySpec(retry, [...path, 'retry'], references.findings),
    sendings: [{ message, to: database, mode: 'call' as const }],
    waitsFor: database,
  };
}

/** `read` from a database: one row, or without a key all rows of the table. */
export function compileReadRow(document: ReadDocument, context: VerbContext): Statement {
  const { read: table, from = '', atLeast } = document;
  const { path, references } = context;
  if (atLeast !== undefined)
    references.findings.add([...path, 'atLeast'], 'a database has no position to wait for; a view has', { on: 'key' });
  const as = document.as ?? variableOf(table);
  if (document.key === undefined) {
    const takes = document.takes === undefined ? null : timing(document.takes, [...path, 'takes'], references.findings);
    const line = context.line(0, `${as} = all of `, [from], '.', [table]);
    return {
      op: 'read table',
      line,
      table,
      takes,
      as,
      ...asking(document, 'ReadTable', from, context, DEFAULT_SCAN_TIMEOUT_US),
    };
  }
  if (document.takes !== undefined)
    references.findings.add([...path, 'takes'], '`takes` is for reading a whole table, without a `key`', { on: 'key' });
  const key = context.template('key', document.key);
  const line = context.line(0, `${as} = `, [from], '.', [table], `[${key.source}]`);
  return { op: 'read row', line, table, key, as, ...asking(document, 'ReadRow', from, context) };
}

/** `write` to a database and `delete` from one. */
export function compileChangeRow(document: RemoteChange, context: VerbContext): Statement {
  const database = placeOf(document) ?? '';
  const key = context.template('key', document.key);
  if ('delete' in document) {
    const line = context.line(0, 'delete ', [database], '.', [document.delete], `[${key.source}]`);
    return { op: 'delete row', line, table: document.delete, key, ...asking({}, 'Commit', database, context) };
  }
  const { write: table, set } = document;
  const line = context.line(0, 'write ', [database], '.', [table], `[${key.source}]`);
  const site = context.site.with({ names: [['row', null]] });
  return {
    op: 'write row',
    line,
    table,
    key,
    keyField: keyFieldOf(document.key),
    set: context.template('set', set, site),
    readsRow: /\brow\b/.test(JSON.stringify(set)),
    ...asking(document, 'Commit', database, context),
  };
}

export function compileOutbox(document: OutboxDocument, context: VerbContext): Statement {
  const { outbox: message, key, data } = document;
  const { path, references } = context;
  const contract = references.message(message, [...path, 'outbox']);
  if (contract !== null) checkData(contract, data, path, references.findings);
  const database = databaseOf(document, context);
  const line = context.line(0, 'put ', [message], ` into ${OUTBOX} of `, [database]);
  return {
    op: 'outbox',
    line,
    message,
    key: context.template('key', key ?? null),
    data: context.template('data', data),
    ...asking({}, 'Commit', database, context),
  };
}

export function compileTransaction(document: TransactionDocument<StatementDocument>, context: VerbContext): Statement {
  const { once, isolation = 'read-committed', onConflict } = document;
  const database = databaseOf(document, context);
  const handled = once === undefined ? null : context.template('once', once);
  const line = context.line(
    0,
    'in one transaction of ',
    [database],
    handled === null ? '' : `, once per ${handled.source} in ${INBOX}`,
    isolation === 'optimistic' ? ', if nobody changed what it read' : '',
  );
  const blocks = [context.block('transaction', withStore(document.transaction, database))];
  if (isBlock(onConflict)) {
    context.line(0, 'if somebody changed it meanwhile');
    blocks.push(context.block('onConflict', onConflict));
  }
  const conflictRetries = isBlock(onConflict) ? 0 : (onConflict?.retry ?? 0);
  if (conflictRetries > 0) context.line(0, `if somebody changed it meanwhile, again, ${conflictRetries} times at most`);
  return {
    op: 'transaction',
    line,
    isolation,
    once: handled,
    blocks,
    conflictRetries,
    ...asking(document, 'Commit', database, context),
  };
}

type OnConflict = TransactionDocument<StatementDocument>['onConflict'];

function isBlock(onConflict: OnConflict): onConflict is readonly StatementDocument[] {
  return Array.isArray(onConflict);
}

/** The database that a statement names, or that its service keeps its tables in. */
function databaseOf(document: { readonly in?: string | undefined }, { path, references }: VerbContext): string {
  const verb = Object.hasOwn(document, 'outbox') ? 'outbox' : 'transaction';
  if (document.in === undefined) {
    references.findings.add(path, `\`${verb}\` needs a database: name it with \`in\`, or give the service a \`store\``);
    return '';
  }
  const kind = references.component(document.in, [...path, 'in'])?.kind;
  if (kind !== undefined && kind !== 'database')
    references.findings.add([...path, 'in'], `\`${document.in}\` is a ${kind}, not a database`);
  return document.in;
}

/** As for own tables: `=msg.orderId` names its column `orderId`; any other key's column is `key`. */
function keyFieldOf(key: Data): string {
  const path = /^\s*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/.exec(expressionIn(key) ?? '');
  return path?.[0].trim().split('.').at(-1) ?? 'key';
}
