import { ConnectorCore } from '../components/cdc/connector-core.ts';
import { outboxMessage, outboxRow, routeOutbox } from '../components/cdc/outbox-message.ts';
import { PollingRelay } from '../components/cdc/polling-relay.ts';
import { DatabaseCore } from '../components/database/database-core.ts';
import type { Report } from './report.ts';

interface Outcome {
  readonly state: boolean;
  readonly published: number;
}

export interface OutboxVectors {
  readonly crashPoints?: readonly (Outcome & { readonly at: string })[];
  readonly dualWriteWithoutOutbox?: readonly (Outcome & { readonly order: string })[];
}

export interface InboxVectors {
  readonly effectCount?: number;
  readonly forDeliveries?: readonly number[];
  readonly wrongVariants?: readonly string[];
}

type CrashPoint = 'none' | 'before commit' | 'before publish' | 'before mark';

const MESSAGE = { id: '1', aggregateId: 'o1', type: 'OrderPlaced', payload: { orderId: 'o1' } };

export function checkOutbox({ crashPoints = [], dualWriteWithoutOutbox = [] }: OutboxVectors, report: Report): void {
  for (const { at, state, published } of crashPoints) {
    const point = /before (?:commit|publish|mark)$/.exec(at)?.[0] as CrashPoint | undefined;
    for (const [mode, run] of [
      ['polling', polled],
      ['tailing the log', tailed],
    ] as const)
      report.case(`outbox, ${mode}, crash ${at}`, { state, published }, point && run(point));
  }
  for (const { order, state, published } of dualWriteWithoutOutbox) {
    const [, first = '', second = ''] = /^(db|broker) then (db|broker), crash between$/.exec(order) ?? [];
    report.case(`two writes: ${order}`, { state, published }, first === second ? null : twoWrites(first === 'db'));
  }
}

export function checkInbox(vectors: InboxVectors, report: Report): void {
  const { effectCount = 1, forDeliveries = [], wrongVariants = [] } = vectors;
  for (const deliveries of forDeliveries)
    report.case(`inbox, ${deliveries} deliveries`, effectCount, effectsOf(deliveries));
  for (const words of wrongVariants) {
    const [, when, what] = /^id stored (before|after)\b.*: crash (loses|doubles) the effect$/.exec(words) ?? [];
    const effects = when === undefined ? null : carelessEffects(when === 'before');
    report.case(`inbox, ${words}`, what, effects === 0 ? 'loses' : effects === 2 ? 'doubles' : 'neither');
  }
}

/** A service that writes its state and the message in one transaction, and crashes before the commit if asked to. */
function written(point: CrashPoint): DatabaseCore {
  const database = new DatabaseCore();
  const transaction = database.begin();
  transaction.write('orders', 'o1', 'orderId', { status: 'placed' });
  transaction.insert('outbox', MESSAGE.id, 'id', outboxRow(MESSAGE));
  database.commit(transaction, 0);
  if (point === 'before commit') database.crash();
  else database.flush();
  return database;
}

function polled(point: CrashPoint): Outcome {
  const database = written(point);
  const relay = new PollingRelay();
  const broker: string[] = [];
  /** Each step may be the last before the crash. */
  const round = (until: CrashPoint): void => {
    const unmarked = database.rows('outbox').map(({ row }) => outboxMessage(row));
    for (const { id } of relay.poll(unmarked, 10)) {
      if (until === 'before publish') return;
      broker.push(id);
      relay.acknowledged(id);
      if (until === 'before mark') return;
      const mark = database.begin();
      mark.delete('outbox', id);
      database.commit(mark, 0);
      database.flush();
      relay.marked(id);
    }
  };
  round(point);
  relay.crash();
  for (let i = 0; i < 3; i++) round('none');
  return { state: database.row('orders', 'o1') !== null, published: broker.length };
}

function tailed(point: CrashPoint): Outcome {
  const database = written(point);
  const connector = new ConnectorCore(database, {
    database: 'orders',
    identity: 'default',
    tombstones: true,
    transactionOrder: false,
    tables: ['outbox'],
    snapshot: 'never',
  });
  const broker: string[] = [];
  const round = (until: CrashPoint): void => {
    for (let one = connector.take(0); one !== null; one = connector.take(0)) {
      if (until === 'before publish') return;
      const routed = routeOutbox(one.record);
      if (routed.kind === 'message') broker.push(routed.message.id);
      connector.acknowledge();
      if (until === 'before mark') return;
      connector.store();
    }
  };
  round(point);
  connector.restart();
  for (let i = 0; i < 3; i++) round('none');
  return { state: database.row('orders', 'o1') !== null, published: broker.length };
}

/** Two writes, with a crash between them. */
function twoWrites(databaseFirst: boolean): Outcome {
  const database = new DatabaseCore();
  const broker: string[] = [];
  const transaction = database.begin();
  transaction.write('orders', 'o1', 'orderId', { status: 'placed' });
  if (databaseFirst) {
    database.commit(transaction, 0);
    database.flush();
  } else broker.push(MESSAGE.id);
  database.crash();
  return { state: database.row('orders', 'o1') !== null, published: broker.length };
}

/** A consumer that stores the message's id with its effect. */
function effectsOf(deliveries: number): number {
  const database = new DatabaseCore();
  for (let i = 0; i < deliveries; i++) {
    const transaction = database.begin();
    transaction.insert('inbox', MESSAGE.id, 'id', {});
    transaction.insert('charges', String(i), 'id', {});
    database.commit(transaction, 0);
    database.flush();
  }
  return database.rows('charges').length;
}

/** A consumer that stores the id by itself, crashes between that and the effect, and gets the message again. */
function carelessEffects(idFirst: boolean): number {
  const database = new DatabaseCore();
  const store = (table: 'inbox' | 'charges', key: string): void => {
    const transaction = database.begin();
    transaction.insert(table, key, 'id', {});
    database.commit(transaction, 0);
    database.flush();
  };
  for (const delivery of ['1', '2']) {
    if (database.row('inbox', MESSAGE.id) !== null) continue;
    const crashes = delivery === '1';
    if (idFirst) store('inbox', MESSAGE.id);
    if (!crashes || !idFirst) store('charges', delivery);
    if (!crashes && !idFirst) store('inbox', MESSAGE.id);
    if (crashes) database.crash();
  }
  return database.rows('charges').length;
}
