import { expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const yaml = (database: string, statement: string, more = ''): string => `eventually: 1
id: test
title: Test
messages:
  Place: { kind: command, fields: { orderId: string } }
  Placed: { kind: event, fields: { orderId: string } }
components:
  customer: { kind: client, sends: [{ command: Place, to: orders, every: 1s, data: { orderId: a } }] }
  orders: { kind: service, on: { Place: [${statement}] }${more} }
  log: { kind: log }
  db: { kind: database${database} }
`;

function problems(text: string): string {
  const loaded = loadScenario(text);
  return loaded.ok ? '' : loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
}

const row = "{ write: orders, key: '=msg.orderId', set: { status: placed }, to: db }";

test.each([
  '',
  ', io: { channels: 2, read: 2ms, write: { exponential: 4ms }, scan: 10us }, identity: full, restart: 1s',
  ', replicas: { count: 3 }',
  ', replicas: { count: 3, read: 2, write: 2, delay: { exponential: 10ms }, remote: 75ms }',
  ', replicas: { count: 3, delay: { write: 10ms, ack: 1ms } }',
  ', tables: { menu: [{ id: a, price: 9 }, { id: b }] }',
])('a database%s', (database) => {
  expect(problems(yaml(database, row))).toBe('');
});

test.each([
  [', oi: {}', '`oi` is not a field of a database'],
  [', io: 3', '`io` is written as fields with values, as in `{ channels: 4, read: 2ms, write: 4ms }`'],
  [', io: { channels: 0 }', 'components.db.io.channels'],
  [', io: { raed: 2ms }', '`raed` is not a field of `io`'],
  [', io: { read: { uniform: [3ms, 1ms] } }', 'components.db.io.read'],
  [', identity: all', '`all` is not what the log has from before a change'],
  [', replicas: { read: 1 }', 'components.db.replicas: `count` is missing'],
  [', replicas: { count: 3, read: 4 }', "a read can't wait for 4 of 3 replicas"],
  [', replicas: { count: 3, write: 4 }', "a write can't wait for 4 of 3 replicas"],
  [', replicas: { count: 3, delay: 5 }', 'components.db.replicas.delay'],
  [', replicas: { count: 3, delay: { write: 5 } }', 'components.db.replicas.delay'],
  [', tables: { menu: [{}] }', 'a row has at least the column of its key'],
  [', tables: { menu: [{ id: a }, { id: a }] }', '`menu` has a row with the key a already'],
  [', tables: { menu: 3 }', 'components.db.tables.menu'],
])('a database%s is refused', (database, says) => {
  expect(problems(yaml(database, row))).toContain(says);
});

test.each([
  row,
  "{ read: orders, key: '=msg.orderId', from: db }",
  '{ read: orders, from: db, as: all, takes: { exponential: 3s }, timeout: 9s }',
  "{ delete: orders, key: '=msg.orderId', from: db }",
  `{ transaction: [${row}, { outbox: Placed, key: '=msg.orderId', data: { orderId: '=msg.orderId' } }], in: db }`,
  `{ transaction: [${row}], in: db, isolation: optimistic, once: '=msg.orderId', onConflict: { retry: 3 } }`,
  `{ transaction: [${row}], in: db, isolation: optimistic, onConflict: [{ refuse: late }], timeout: 2s }`,
])('%s', (statement) => {
  expect(problems(yaml('', statement))).toBe('');
});

test.each([
  [row.replace('to: db', 'to: log'), '`log` is a log, whose rows nobody else changes'],
  [row.replace('to: db', 'to: dbb'), '`dbb` is not a component; did you mean `db`?'],
  [row.replace('write: orders', 'write: 3'), '`write` is a number, not a string'],
  ["{ read: orders, key: '=msg.orderId', from: log }", '`log` is a log, whose rows nobody else reads'],
  ['{ read: orders }', 'a read of an own table is of one row, by its `key`'],
  ['{ read: orders, key: a, takes: 3s }', 'a read of an own table is of one row, by its `key`'],
  ['{ read: orders, key: a, takes: 3s, from: db }', '`takes` is for reading a whole table'],
  ['{ read: orders, key: a, atLeast: 3, from: db }', 'a database has no position to wait for'],
  [`{ transaction: [${row}] }`, '`transaction` needs a database: name it with `in`, or give the service a `store`'],
  [`{ transaction: [${row}], in: log }`, '`log` is a log, not a database'],
  [`{ transaction: [${row}], in: db, isolation: none }`, '`none` is not an isolation'],
  [`{ transaction: ${row}, in: db }`, '`transaction` is an object, not a list'],
  [
    `{ transaction: [${row}], in: db, onConflict: 3 }`,
    '`onConflict` is `{ retry: 3 }`, which does the transaction again',
  ],
  [`{ transaction: [${row}], in: db, onConflict: { retry: 0 } }`, '`retry` is 0; at least 1 is needed'],
  ['{ outbox: Placed, data: { orderId: a } }', '`outbox` needs a database'],
  ['{ outbox: Plced, data: {}, in: db }', '`Plced` is not a message; did you mean `Placed`?'],
  ['{ outbox: Placed, data: { order: a }, in: db }', '`order` is not a field of `Placed`'],
])('%s is refused', (statement, says) => {
  expect(problems(yaml('', statement))).toContain(says);
});

test('a service that keeps its tables in a database', () => {
  const own = row.replace(', to: db', '');
  const loaded = loadScenario(
    yaml('', `${own}, { transaction: [${own}, { outbox: Placed, data: { orderId: a } }], once: 3 }`, ', store: db'),
  );
  expect(loaded.ok && loaded.scenario.components.get('db')?.tables).toEqual(['orders', 'inbox', 'outbox']);
  expect(problems(yaml('', own, ', store: log'))).toContain('`log` is a log, which keeps no tables of others');
  expect(problems(yaml('', own, ', store: bd'))).toContain('`bd` is not a component; did you mean `db`?');
});

const relay = (kind: string): string => {
  const statement = `{ transaction: [${row}, { outbox: Placed, data: { orderId: a } }], in: db }`;
  return `${yaml('', statement)}  relay: { ${kind} }\n`;
};

test.each([
  'kind: cdc, source: db, to: log, as: Placed',
  'kind: cdc, source: db, to: log, as: { orders: Placed }, tables: [orders], snapshot: never, tombstones: false, transactions: true, store: 2s',
  'kind: cdc, source: db, to: log, outbox: true, restart: 1s',
  'kind: cdc, source: db, to: log, outbox: outbox',
  'kind: outbox-relay, source: db, to: log',
  'kind: outbox-relay, source: db, to: log, table: outbox, every: 100ms, batch: 5, restart: 1s',
])('%s', (kind) => {
  expect(problems(relay(kind))).toBe('');
});

test.each([
  ['kind: cdc, source: db, to: log', '`as` is missing: the event by which a change is told'],
  ['kind: cdc, source: log, to: log, as: Placed', '`log` is a log, not a database'],
  ['kind: cdc, source: dbb, to: log, as: Placed', '`dbb` is not a component'],
  ['kind: cdc, source: db, to: db, as: Placed', '`db` is a database, not a log'],
  ['kind: cdc, source: db, to: log, as: Place', '`Place` is a command; a change is told by an event'],
  ['kind: cdc, source: db, to: log, as: 3', '`as` is an event for all tables, or one for each'],
  [
    'kind: cdc, source: db, to: log, as: { order: Placed }',
    '`order` is not a table that anybody writes; did you mean `orders`?',
  ],
  ['kind: cdc, source: db, to: log, as: Placed, tables: [order]', '`order` is not a table that anybody writes'],
  ['kind: cdc, source: db, to: log, as: Placed, tables: []', 'components.relay.tables'],
  ['kind: cdc, source: db, to: log, as: Placed, outbox: true', 'the rows of an outbox say which messages they are'],
  ['kind: cdc, source: db, to: log, tables: [orders], outbox: true', 'an outbox is the one table that is read'],
  ['kind: cdc, source: db, to: log, outbox: 3', '`outbox` is `true`, or the name of the table'],
  ['kind: cdc, source: db, to: log, as: Placed, snapshot: often', '`often` is not when a snapshot is taken'],
  ['kind: cdc, source: db, to: log, as: Placed, poll: 1s', '`poll` is not a field of a connector'],
  ['kind: outbox-relay, source: db, to: log, every: 0s', 'a relay that looks all the time never comes to an end'],
  ['kind: outbox-relay, source: db, to: log, table: out', '`out` is not a table that anybody writes'],
  ['kind: outbox-relay, source: db, to: log, batch: 0', 'components.relay.batch'],
  ['kind: outbox-relay, source: db, to: log, tables: [a]', '`tables` is not a field of a relay'],
])('%s is refused', (kind, says) => {
  expect(problems(relay(kind))).toContain(says);
});
