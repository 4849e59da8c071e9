import { expect, test } from 'vitest';
import type { CommittedTransaction } from '../change-source.ts';
import { DatabaseCore } from './database-core.ts';
import type { Transaction } from './transaction.ts';

function committed(database: DatabaseCore, fill: (transaction: Transaction) => void): string {
  const transaction = database.begin();
  fill(transaction);
  const { kind } = database.commit(transaction, 0);
  database.flush();
  return kind;
}

function put(database: DatabaseCore, key: string, set: Readonly<Record<string, number>>): string {
  return committed(database, (transaction) => transaction.write('pizzas', key, 'id', set));
}

function everything(database: DatabaseCore, lsn = 0): readonly CommittedTransaction[] {
  const found: CommittedTransaction[] = [];
  for (let one = database.after(lsn); one !== null; one = database.after(one.commitLsn)) found.push(one);
  return found;
}

test('[DB-1] versions of a row count from 1, its deletion included', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 9 });
  put(database, 'a', { price: 10 });
  expect(database.version('pizzas', 'a')).toMatchObject({ version: 2, row: { id: 'a', price: 10 } });
  committed(database, (transaction) => transaction.delete('pizzas', 'a'));
  expect(database.version('pizzas', 'a')).toMatchObject({ version: 3, row: null });
  expect(database.rows('pizzas')).toEqual([]);
  put(database, 'a', { price: 11 });
  expect(database.version('pizzas', 'a')).toMatchObject({ version: 4, row: { id: 'a', price: 11 } });
  expect(database.version('pizzas', 'b')).toBeUndefined();
});

test('[DB-2] all of a transaction is seen when its commit is durable, and nothing before', () => {
  const database = new DatabaseCore();
  const transaction = database.begin();
  transaction.write('pizzas', 'a', 'id', { price: 9 });
  transaction.write('orders', '1', 'id', { pizza: 'a' });
  expect(database.tables).toEqual([]);
  expect(database.commit(transaction, 0)).toEqual({ kind: 'written', lsn: 3 });
  expect([database.row('pizzas', 'a'), database.row('orders', '1')]).toEqual([null, null]);
  database.flush();
  expect([database.row('pizzas', 'a'), database.row('orders', '1')]).toEqual([
    { id: 'a', price: 9 },
    { id: '1', pizza: 'a' },
  ]);
});

test('[DB-3] a read sees what is committed now and what its own transaction has done', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 9, size: 1 });
  const transaction = database.begin();
  expect(transaction.read('pizzas', 'a')).toEqual({ id: 'a', price: 9, size: 1 });
  transaction.write('pizzas', 'a', 'id', { size: 2 });
  put(database, 'a', { price: 10 });
  expect(transaction.read('pizzas', 'a')).toEqual({ id: 'a', price: 10, size: 2 });
  transaction.rekey('pizzas', 'a', 'b');
  expect([transaction.read('pizzas', 'a'), transaction.read('pizzas', 'b')]).toEqual([
    null,
    { id: 'b', price: 10, size: 2 },
  ]);
  transaction.delete('pizzas', 'b');
  expect(transaction.read('pizzas', 'b')).toBeNull();
  expect(database.row('pizzas', 'a')).toEqual({ id: 'a', price: 10, size: 1 });
});

test('[DB-4] the later commit wins where two write the same column, and keeps the other columns', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 9, size: 1 });
  const [one, other] = [database.begin(), database.begin()];
  one.write('pizzas', 'a', 'id', { price: 10 });
  other.write('pizzas', 'a', 'id', { price: 11, stock: 4 });
  for (const transaction of [other, one]) database.commit(transaction, 0);
  database.flush();
  expect(database.row('pizzas', 'a')).toEqual({ id: 'a', price: 10, size: 1, stock: 4 });
});

test('[DB-5] an optimistic transaction fails where a row that it has read was changed, durably or not', () => {
  const database = new DatabaseCore();
  put(database, 'a', { stock: 1 });
  const [one, other, careless] = [database.begin('optimistic'), database.begin('optimistic'), database.begin()];
  for (const transaction of [one, other, careless]) {
    expect(transaction.read('pizzas', 'a')).toEqual({ id: 'a', stock: 1 });
    transaction.write('pizzas', 'a', 'id', { stock: 0 });
  }
  expect(database.commit(one, 0).kind).toBe('written');
  expect(database.commit(other, 0)).toEqual({
    kind: 'conflict',
    table: 'pizzas',
    key: 'a',
    expected: 1,
    actual: 2,
  });
  expect(database.commit(careless, 0).kind).toBe('written');
});

test('[DB-5] the version that was read first counts, also that of a row that was not there', () => {
  const database = new DatabaseCore();
  const transaction = database.begin('optimistic');
  expect(transaction.read('pizzas', 'a')).toBeNull();
  put(database, 'a', { stock: 1 });
  expect(transaction.read('pizzas', 'a')).toEqual({ id: 'a', stock: 1 });
  transaction.write('orders', '1', 'id', {});
  expect(database.commit(transaction, 0)).toMatchObject({ kind: 'conflict', expected: 0, actual: 1 });
});

test('[DB-5] a write can name the version that it expects', () => {
  const database = new DatabaseCore();
  put(database, 'a', { stock: 1 });
  const expecting = (version: number): string =>
    committed(database, (transaction) => {
      transaction.expect('pizzas', 'a', version);
      transaction.write('pizzas', 'a', 'id', { stock: 0 });
    });
  expect([expecting(2), expecting(0), expecting(1), expecting(1)]).toEqual([
    'conflict',
    'conflict',
    'written',
    'conflict',
  ]);
});

test('[DB-6] a key that is taken fails the transaction, a deletion of nothing does nothing', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 9 });
  put(database, 'b', { price: 9 });
  const insert = database.begin();
  insert.insert('pizzas', 'a', 'id', { price: 1 });
  expect(database.commit(insert, 0)).toEqual({ kind: 'duplicate-key', table: 'pizzas', key: 'a' });
  const rekey = database.begin();
  rekey.rekey('pizzas', 'a', 'b');
  expect(database.commit(rekey, 0)).toEqual({ kind: 'duplicate-key', table: 'pizzas', key: 'b' });
  expect(committed(database, (one) => one.delete('pizzas', 'c'))).toBe('empty');
  expect(committed(database, (one) => one.rekey('pizzas', 'c', 'a'))).toBe('empty');
  expect(
    committed(database, (one) => {
      one.delete('pizzas', 'a');
      one.insert('pizzas', 'a', 'id', { price: 2 });
    }),
  ).toBe('written');
  expect(database.row('pizzas', 'a')).toEqual({ id: 'a', price: 2 });
});

test('[DB-7] a commit that fails changes nothing and leaves nothing in the log', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 9 });
  const { headLsn } = database;
  const failing = (transaction: Transaction): void => {
    transaction.write('orders', '1', 'id', {});
    transaction.insert('pizzas', 'a', 'id', {});
  };
  expect(committed(database, failing)).toBe('duplicate-key');
  expect([database.headLsn, database.row('orders', '1'), everything(database).length]).toEqual([headLsn, null, 1]);
});

test('[DB-8] [DB-13] the log has changes in their order, commit records behind them, rows before and after', () => {
  const database = new DatabaseCore();
  committed(database, (transaction) => {
    transaction.write('pizzas', 'a', 'id', { price: 9 });
    transaction.write('pizzas', 'a', 'id', { price: 10 });
  });
  committed(database, (transaction) => {
    transaction.rekey('pizzas', 'a', 'b');
    transaction.emit('audit', { by: 'me' });
    transaction.delete('pizzas', 'b');
    transaction.truncate('pizzas');
  });
  const [first, second] = everything(database);
  expect(first).toMatchObject({ id: 1, commitLsn: 3 });
  expect(first?.changes.map(({ lsn, kind, before, after }) => [lsn, kind, before, after])).toEqual([
    [1, 'insert', null, { id: 'a', price: 9 }],
    [2, 'update', { id: 'a', price: 9 }, { id: 'a', price: 10 }],
  ]);
  expect(second).toMatchObject({ id: 2, commitLsn: 8 });
  expect(second?.changes.map(({ lsn, kind, table, oldKey, key }) => [lsn, kind, table, oldKey, key])).toEqual([
    [4, 'update', 'pizzas', 'a', 'b'],
    [5, 'message', 'audit', null, ''],
    [6, 'delete', 'pizzas', null, 'b'],
    [7, 'truncate', 'pizzas', null, ''],
  ]);
  expect(second?.changes.map(({ before, after, content }) => [before, after, content])).toEqual([
    [{ id: 'a', price: 10 }, { id: 'b', price: 10 }, null],
    [null, null, { by: 'me' }],
    [{ id: 'b', price: 10 }, null, null],
    [null, null, null],
  ]);
});

test('truncating a table deletes all its rows, also those of its own transaction', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 9 });
  committed(database, (transaction) => {
    transaction.write('pizzas', 'b', 'id', {});
    transaction.truncate('pizzas');
    transaction.insert('pizzas', 'a', 'id', { price: 1 });
  });
  expect(database.rows('pizzas')).toEqual([{ key: 'a', keyField: 'id', row: { id: 'a', price: 1 } }]);
});

test('[DB-9] [DB-10] a crash leaves the transactions whose commit record was durable, whole', () => {
  for (let durable = 0; durable <= 6; durable++) {
    const database = new DatabaseCore();
    for (const order of ['1', '2']) {
      const transaction = database.begin();
      transaction.write('orders', order, 'id', {});
      transaction.write('stock', order, 'id', {});
      database.commit(transaction, 0);
    }
    database.flush(durable);
    const lost = database.crash();
    const there = Math.floor(durable / 3);
    expect([lost.length, database.rows('orders').length, database.rows('stock').length]).toEqual([
      2 - there,
      there,
      there,
    ]);
    expect([database.headLsn, database.flushedLsn]).toEqual([there * 3, there * 3]);
    expect(put(database, 'a', { price: 1 })).toBe('written');
    expect(everything(database).map(({ commitLsn }) => commitLsn)).toEqual([...[3, 6].slice(0, there), there * 3 + 2]);
  }
});

test('[DB-9] what was lost in a crash is not built upon', () => {
  const database = new DatabaseCore();
  put(database, 'a', { stock: 1 });
  const lost = database.begin();
  lost.write('pizzas', 'a', 'id', { stock: 0 });
  database.commit(lost, 0);
  database.crash();
  const transaction = database.begin('optimistic');
  expect(transaction.read('pizzas', 'a')).toEqual({ id: 'a', stock: 1 });
  transaction.write('pizzas', 'a', 'id', { price: 2 });
  expect(database.commit(transaction, 0).kind).toBe('written');
  database.flush();
  expect(database.row('pizzas', 'a')).toEqual({ id: 'a', stock: 1, price: 2 });
});

test('[DB-11] the log is read from any place, again and again, up to what is durable', () => {
  const database = new DatabaseCore();
  put(database, 'a', {});
  put(database, 'b', {});
  const pending = database.begin();
  pending.write('pizzas', 'c', 'id', {});
  database.commit(pending, 0);
  const keysFrom = (lsn: number): readonly string[] =>
    everything(database, lsn).flatMap(({ changes }) => changes.map(({ key }) => key));
  expect([0, 1, 2, 3, 4, 99].map(keysFrom)).toEqual([['a', 'b'], ['a', 'b'], ['b'], ['b'], [], []]);
  database.flush();
  expect(keysFrom(2)).toEqual(['b', 'c']);
});

test('[DB-12] a snapshot and the changes behind it make the tables', () => {
  const database = new DatabaseCore();
  put(database, 'a', { price: 1 });
  put(database, 'b', { price: 2 });
  committed(database, (transaction) => transaction.write('orders', '1', 'id', {}));
  const { lsn, rows } = database.snapshot(['pizzas']);
  expect(rows.map(({ table, key }) => `${table} ${key}`)).toEqual(['pizzas a', 'pizzas b']);
  expect(database.snapshot(null).rows.length).toBe(3);
  put(database, 'b', { price: 3 });
  const made = new Map(rows.map(({ key, row }) => [key, row]));
  for (const { changes } of everything(database, lsn))
    for (const { key, after } of changes) if (after !== null) made.set(key, after);
  expect([...made]).toEqual(database.rows('pizzas').map(({ key, row }) => [key, row]));
});
