import { isNotA } from '../did-you-mean.ts';
import { usOf } from '../distributions.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { CdcDocument, OutboxRelayDocument } from './cdc-schema.ts';
import type { CdcSpec, OutboxRelaySpec } from './cdc-spec.ts';
import { OUTBOX, outboxMessagesOf, tablesAskedOf } from './database-tables.ts';
import type { DatabaseDocument } from './database-schema.ts';

const DEFAULT_RESTART_US = 500_000;
const DEFAULT_STORE_US = 1_000_000;
const DEFAULT_POLL_US = 500_000;
const DEFAULT_BATCH = 10;

/** Checks and compiles a connector. */
export function compileCdc(document: CdcDocument, context: KindContext): OwnSpec<CdcSpec> {
  const { source, tables, to, as, outbox = false } = document;
  const { path, references } = context;
  const known = tablesOf(source, context);
  checkBroker(to, context);
  for (const [i, table] of (tables ?? []).entries()) checkTable(table, known, [...path, 'tables', i], context);
  const outboxTable = outbox === false ? null : outbox === true ? OUTBOX : outbox;
  if (outboxTable === null && as === undefined)
    references.findings.add(path, '`as` is missing: the event by which a change is told');
  if (outboxTable !== null) {
    if (as !== undefined)
      references.findings.add([...path, 'as'], 'the rows of an outbox say which messages they are', { on: 'key' });
    if (tables !== undefined)
      references.findings.add([...path, 'tables'], 'an outbox is the one table that is read', { on: 'key' });
    checkTable(outboxTable, known, [...path, 'outbox'], context);
  }
  const messages = outboxTable === null ? eventsOf(as ?? {}, known, context) : outboxMessagesOf(source, references);
  return {
    kind: 'cdc',
    tails: source,
    sendings: messages.map((message) => ({ message, to })),
    outcomes: ['published', 'again', 'ignored'],
    source,
    captured: outboxTable === null ? (tables ?? null) : [outboxTable],
    to,
    events: typeof as === 'string' ? as : new Map(Object.entries(as ?? {})),
    outbox: outboxTable,
    snapshot: document.snapshot ?? 'initial',
    tombstones: document.tombstones ?? true,
    transactionOrder: document.transactions ?? false,
    storeEveryUs: document.store === undefined ? DEFAULT_STORE_US : usOf(document.store),
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
  };
}

/** Checks and compiles a relay. */
export function compileOutboxRelay(document: OutboxRelayDocument, context: KindContext): OwnSpec<OutboxRelaySpec> {
  const { source, to, table = OUTBOX } = document;
  const { path, references } = context;
  checkTable(table, tablesOf(source, context), [...path, 'table'], context);
  checkBroker(to, context);
  const everyUs = document.every === undefined ? DEFAULT_POLL_US : usOf(document.every);
  if (everyUs === 0)
    references.findings.add([...path, 'every'], 'a relay that looks all the time never comes to an end');
  return {
    kind: 'outbox-relay',
    sendings: [
      { message: 'ReadTable', to: source, mode: 'call' },
      { message: 'Commit', to: source, mode: 'call' },
      ...outboxMessagesOf(source, references).map((message) => ({ message, to })),
    ],
    outcomes: ['polls', 'published', 'again'],
    source,
    table,
    to,
    everyUs,
    batch: document.batch ?? DEFAULT_BATCH,
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
  };
}

/** The tables of the database that is read; null where there is no such database. */
function tablesOf(source: string, { path, references }: KindContext): readonly string[] | null {
  const component = references.component(source, [...path, 'source']);
  if (component === null) return null;
  if (component.kind !== 'database') {
    references.findings.add([...path, 'source'], `\`${source}\` is a ${component.kind}, not a database`);
    return null;
  }
  const initial = Object.keys((component as DatabaseDocument).tables ?? {});
  return [...new Set([...initial, ...tablesAskedOf(source, references)])];
}

function checkTable(table: string, known: readonly string[] | null, path: Path, { references }: KindContext): void {
  if (known !== null && !known.includes(table))
    references.findings.add(path, isNotA(table, 'a table that anybody writes', known));
}

function checkBroker(to: string, { path, references }: KindContext): void {
  if (!references.isBroker(to)) references.log(to, [...path, 'to']);
}

/** The events that tell changes, each of which has to be a message. */
function eventsOf(
  as: string | Readonly<Record<string, string>>,
  known: readonly string[] | null,
  context: KindContext,
): readonly string[] {
  const { path, references } = context;
  const check = (name: string, at: Path): void => {
    const contract = references.message(name, at);
    if (contract !== null && contract.kind !== 'event')
      references.findings.add(at, `\`${name}\` is a ${contract.kind}; a change is told by an event`);
  };
  if (typeof as === 'string') {
    check(as, [...path, 'as']);
    return [as];
  }
  for (const [table, name] of Object.entries(as)) {
    checkTable(table, known, [...path, 'as', table], context);
    check(name, [...path, 'as', table]);
  }
  return [...new Set(Object.values(as))];
}
