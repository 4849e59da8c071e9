import { isRecord } from '../kind-words.ts';
import type { References } from '../references.ts';

/** Fields of statements that hold data of users, in which nothing is a statement. */
const DATA: ReadonlySet<string> = new Set([
  'data',
  'set',
  'reply',
  'key',
  'headers',
  'refuse',
  'fail',
  'dedupe',
  'once',
  'fold',
]);
/** The table of messages that wait to be published. */
export const OUTBOX = 'outbox';
/** The table of keys that were handled. */
export const INBOX = 'inbox';

/** Where a database is meant, by statement: `read` … `from`, `write` … `to`. The first three name a table. */
const PLACES = [
  ['read', 'from'],
  ['write', 'to'],
  ['delete', 'from'],
  ['transaction', 'in'],
  ['outbox', 'in'],
] as const;

type Found = { readonly [field: string]: unknown };

/** The tables of a database that statements name, in the order of the document. */
export function tablesAskedOf(database: string, references: References): readonly string[] {
  const tables = new Set<string>();
  for (const component of references.components.values()) {
    const { store } = component as { readonly store?: unknown };
    visit(component, typeof store === 'string' ? store : null, (statement, within) => {
      for (const [verb, place] of PLACES.slice(0, 3))
        if (typeof statement[verb] === 'string' && (statement[place] ?? within) === database)
          tables.add(statement[verb]);
      if (typeof statement['outbox'] === 'string' && within === database) tables.add(OUTBOX);
      if (statement['once'] !== undefined && within === database) tables.add(INBOX);
    });
  }
  return [...tables];
}

/** The messages that statements put into a database's outbox. */
export function outboxMessagesOf(database: string, { components }: Pick<References, 'components'>): readonly string[] {
  const messages = new Set<string>();
  for (const component of components.values()) {
    const { store } = component as { readonly store?: unknown };
    visit(component, typeof store === 'string' ? store : null, (statement, within) => {
      if (typeof statement['outbox'] === 'string' && within === database) messages.add(statement['outbox']);
    });
  }
  return [...messages];
}

/** Visits what looks like a statement, with the database that it belongs to where it names none. */
function visit(value: unknown, within: string | null, found: (statement: Found, within: string | null) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, within, found);
  else if (isRecord(value)) {
    const own = Object.hasOwn(value, 'transaction') && typeof value['in'] === 'string' ? value['in'] : within;
    found(value, own);
    for (const [field, inner] of Object.entries(value)) if (!DATA.has(field)) visit(inner, own, found);
  }
}

/** Statements that go to a database where they name none themselves, those inside them included. */
export function withStore<T>(statements: T, store: string): T {
  return stored(statements, store) as T;
}

function stored(value: unknown, store: string): unknown {
  if (Array.isArray(value)) return value.map((item) => stored(item, store));
  if (!isRecord(value)) return value;
  const own = Object.hasOwn(value, 'transaction') && typeof value['in'] === 'string' ? value['in'] : store;
  const entries = Object.entries(value).map(([field, inner]) => [field, DATA.has(field) ? inner : stored(inner, own)]);
  for (const [verb, place] of PLACES)
    if (Object.hasOwn(value, verb) && !Object.hasOwn(value, place)) entries.push([place, store]);
  return Object.fromEntries(entries);
}
