import { OP_WORDS } from '../components/cdc/change-event.ts';
import type { ChangeRecord } from '../components/cdc/change-event.ts';
import { ConnectorCore } from '../components/cdc/connector-core.ts';
import type { ConnectorSettings } from '../components/cdc/connector-core.ts';
import { DatabaseCore } from '../components/database/database-core.ts';
import type { Transaction } from '../components/database/transaction.ts';
import { partitionOf } from '../components/log/partitioner.ts';
import type { Report } from './report.ts';

export interface DebeziumVectors {
  readonly envelope?: readonly string[];
  readonly mandatory?: readonly string[];
  readonly ops?: Readonly<Record<string, string>>;
  readonly presence?: Readonly<Record<string, { readonly before: string | null; readonly after: string | null }>>;
  readonly timing?: string;
  readonly tombstone?: string;
  readonly keyUpdate?: string;
  readonly delivery?: string;
  readonly order?: string;
}

const SETTINGS: ConnectorSettings = {
  database: 'shop',
  identity: 'full',
  tombstones: true,
  transactionOrder: true,
  tables: null,
  snapshot: 'never',
};

/** A database with a connector that tails its log. */
class Shop {
  readonly database = new DatabaseCore();
  readonly connector: ConnectorCore;

  constructor(settings: Partial<ConnectorSettings> = {}) {
    this.connector = new ConnectorCore(this.database, { ...SETTINGS, ...settings });
  }

  commit(nowUs: number, fill: (transaction: Transaction) => void): void {
    const transaction = this.database.begin();
    fill(transaction);
    this.database.commit(transaction, nowUs);
    this.database.flush();
  }

  /** Everything that the connector finds now. */
  take(nowUs = 0): readonly ChangeRecord[] {
    const found: ChangeRecord[] = [];
    for (let one = this.connector.take(nowUs); one !== null; one = this.connector.take(nowUs)) found.push(one.record);
    return found;
  }
}

/** One change of each kind, done to a database and captured from its log. */
const DOINGS: Readonly<Record<string, (settings: Partial<ConnectorSettings>) => ChangeRecord | undefined>> = {
  c: (settings) => after(settings, (one) => one.insert('pizzas', 'b', 'id', { price: 1 })),
  u: (settings) => after(settings, (one) => one.write('pizzas', 'a', 'id', { price: 2 })),
  d: (settings) => after(settings, (one) => one.delete('pizzas', 'a')),
  t: (settings) => after(settings, (one) => one.truncate('pizzas')),
  m: (settings) => after(settings, (one) => one.emit('audit', 'hello')),
  r: (settings) => {
    const shop = new Shop({ ...settings, snapshot: 'initial' });
    shop.commit(0, (one) => one.insert('pizzas', 'a', 'id', { price: 1 }));
    return shop.take()[0];
  },
};

function after(
  settings: Partial<ConnectorSettings>,
  fill: (transaction: Transaction) => void,
): ChangeRecord | undefined {
  const shop = new Shop(settings);
  shop.commit(0, (one) => one.insert('pizzas', 'a', 'id', { price: 1 }));
  shop.take();
  shop.commit(0, fill);
  return shop.take()[0];
}

export function checkDebezium(vectors: DebeziumVectors, report: Report): void {
  const { envelope, mandatory = [], ops = {}, presence = {} } = vectors;
  if (envelope !== undefined)
    report.case('fields of the envelope', envelope, Object.keys(DOINGS['u']?.({})?.value ?? {}));
  for (const [op, words] of Object.entries(ops)) {
    const event = DOINGS[op]?.({})?.value;
    report.case(`op of ${words}`, op, event?.op);
    report.case(`words of ${op}`, words, event && OP_WORDS[event.op]);
    for (const field of mandatory)
      report.case(
        `${op} has ${field}`,
        true,
        Boolean(event && Object.entries(event).some(([name, said]) => name === field && said !== null)),
      );
  }
  for (const [op, said] of Object.entries(presence))
    for (const identity of ['full', 'default'] as const)
      for (const side of ['before', 'after'] as const) {
        const row = DOINGS[op]?.({ identity })?.value?.[side];
        report.case(`${op}, ${identity} identity: ${side} is ${said[side]}`, true, agrees(said[side], row, identity));
      }
  if (vectors.timing !== undefined) checkTiming(report);
  if (vectors.tombstone !== undefined) checkTombstone(report);
  if (vectors.keyUpdate !== undefined) checkKeyUpdate(report);
  if (vectors.delivery !== undefined) checkDelivery(report);
  if (vectors.order !== undefined) checkOrder(report);
}

/** Whether a row is there as the words say; the default identity keeps less of it. */
function agrees(words: string | null, row: object | null | undefined, identity: 'default' | 'full'): boolean {
  if (row === undefined) return false;
  if (words === null) return row === null;
  if (identity === 'default' && /IDENTITY DEFAULT: null/.test(words)) return row === null;
  if (identity === 'default' && /key columns only/.test(words)) return row !== null && Object.keys(row).join() === 'id';
  return row !== null && Object.keys(row).join() === 'id,price';
}

function checkTiming(report: Report): void {
  const shop = new Shop();
  shop.commit(1_000_000, (one) => one.insert('pizzas', 'a', 'id', {}));
  const [record] = shop.take(1_250_000);
  const { source, ts_ms: handledMs } = record?.value ?? {};
  report.case('source.ts_ms is the commit, ts_ms the handling', [1000, 1250], [source?.ts_ms, handledMs]);
}

function checkTombstone(report: Report): void {
  const shop = new Shop();
  shop.commit(0, (one) => one.insert('pizzas', 'a', 'id', {}));
  shop.commit(0, (one) => one.delete('pizzas', 'a'));
  report.case('a delete, then a tombstone of the same key', ['c a', 'd a', 'null a'], shop.take().map(shapeOf));
  const without = new Shop({ tombstones: false });
  without.commit(0, (one) => one.insert('pizzas', 'a', 'id', {}));
  without.commit(0, (one) => one.delete('pizzas', 'a'));
  report.case('no tombstone where it is turned off', ['c a', 'd a'], without.take().map(shapeOf));
}

function checkKeyUpdate(report: Report): void {
  const shop = new Shop();
  shop.commit(0, (one) => one.insert('pizzas', 'a', 'id', {}));
  shop.take();
  shop.commit(0, (one) => one.rekey('pizzas', 'a', 'b'));
  report.case('a change of key', ['d a', 'null a', 'c b'], shop.take().map(shapeOf));
}

/** A crash at every point between taking, acknowledging and storing. */
function checkDelivery(report: Report): void {
  const keys = ['a', 'b', 'c', 'd'];
  for (let stored = 0; stored <= keys.length; stored++)
    for (let taken = stored; taken <= keys.length; taken++) {
      const shop = new Shop();
      for (const key of keys) shop.commit(0, (one) => one.insert('pizzas', key, 'id', {}));
      for (let i = 0; i < taken; i++) {
        shop.connector.take(0);
        if (i < stored) shop.connector.acknowledge();
      }
      shop.connector.store();
      shop.connector.restart();
      report.case(
        `stored after ${stored}, crash after ${taken}: again from what was stored`,
        keys.slice(stored),
        shop.take().map(({ key }) => key),
      );
    }
}

function checkOrder(report: Report): void {
  const shop = new Shop();
  const [first, second] = [shop.database.begin(), shop.database.begin()];
  first.insert('pizzas', 'a', 'id', {});
  second.insert('pizzas', 'b', 'id', {});
  second.write('pizzas', 'c', 'id', {});
  // The one that began later commits first.
  for (const transaction of [second, first]) shop.database.commit(transaction, 0);
  shop.database.flush();
  shop.commit(0, (one) => one.write('pizzas', 'b', 'id', { price: 2 }));
  const records = shop.take();
  report.case('commit order', ['c b', 'c c', 'c a', 'u b'], records.map(shapeOf));
  const partitions = records.filter(({ key }) => key === 'b').map(({ key }) => partitionOf(key, 7));
  report.case('same key, same partition', 1, new Set(partitions).size);
}

function shapeOf({ key, value }: ChangeRecord): string {
  return `${value === null ? 'null' : value.op} ${key}`;
}
