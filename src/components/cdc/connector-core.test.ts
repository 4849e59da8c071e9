import { expect, test } from 'vitest';
import { ListedLog } from './change-log.fixture.ts';
import { ConnectorCore } from './connector-core.ts';
import type { ConnectorSettings } from './connector-core.ts';

const settings: ConnectorSettings = {
  database: 'shop',
  identity: 'full',
  tombstones: true,
  transactionOrder: false,
  tables: null,
  snapshot: 'never',
};

/** Takes all that is there, as "op table key". */
function rest(connector: ConnectorCore, most = Infinity): readonly string[] {
  const found: string[] = [];
  while (found.length < most) {
    const record = connector.take(0)?.record;
    if (record === undefined) break;
    found.push(`${record.value?.op ?? '-'} ${record.table} ${record.key}`);
  }
  return found;
}

test('[CDC-9] events come in the order of commits, each once', () => {
  const log = new ListedLog();
  const connector = new ConnectorCore(log, settings);
  expect(rest(connector)).toEqual([]);
  log.insert('1');
  log.commit(0, { kind: 'insert', key: '2', after: { id: '2' } }, { kind: 'delete', key: '1', before: { id: '1' } });
  expect(rest(connector)).toEqual(['c orders 1', 'c orders 2', 'd orders 1', '- orders 1']);
  log.insert('3');
  expect([rest(connector), rest(connector), connector.inFlight]).toEqual([['c orders 3'], [], 5]);
});

test('[CDC-10] a snapshot comes first, and what is behind it follows', () => {
  const log = new ListedLog();
  log.insert('1');
  log.insert('2');
  log.insert('3');
  const connector = new ConnectorCore(log, { ...settings, snapshot: 'initial' });
  const places = [0, 1].map(() => connector.take(0)?.record.value?.source.snapshot);
  // Written while the snapshot is read, which shows one instant.
  log.insert('4');
  places.push(connector.take(0)?.record.value?.source.snapshot);
  expect(places).toEqual(['first', 'true', 'last']);
  expect(rest(connector)).toEqual(['c orders 4']);
  expect(rest(new ConnectorCore(log, settings))).toHaveLength(4);
});

test('[CDC-10] a snapshot of nothing is over at once', () => {
  const log = new ListedLog();
  const connector = new ConnectorCore(log, { ...settings, snapshot: 'initial' });
  expect(rest(connector)).toEqual([]);
  log.insert('1');
  expect(rest(connector)).toEqual(['c orders 1']);
});

test('[CDC-10] an interrupted snapshot begins again', () => {
  const log = new ListedLog();
  log.insert('1');
  log.insert('2');
  const connector = new ConnectorCore(log, { ...settings, snapshot: 'initial' });
  connector.take(0);
  connector.acknowledge();
  expect(connector.store()).toBe(false);
  connector.restart();
  log.insert('3');
  expect(rest(connector)).toEqual(['r orders 1', 'r orders 2', 'r orders 3']);
  for (let i = 0; i < 3; i++) connector.acknowledge();
  expect([connector.store(), connector.store()]).toEqual([true, false]);
  connector.restart();
  expect(rest(connector)).toEqual([]);
});

test('[CDC-11] a restart goes on from what is stored, within a transaction too', () => {
  const log = new ListedLog();
  log.insert('1');
  log.commit(0, ...['2', '3', '4'].map((key) => ({ kind: 'insert' as const, key, after: { id: key } })));
  const connector = new ConnectorCore(log, settings);
  expect(rest(connector, 3)).toEqual(['c orders 1', 'c orders 2', 'c orders 3']);
  connector.acknowledge();
  connector.acknowledge();
  expect(connector.store()).toBe(true);
  expect([connector.stored, connector.position, connector.inFlight]).toEqual([
    { lsn: 2, records: 1 },
    { lsn: 2, records: 2 },
    1,
  ]);
  connector.acknowledge();
  connector.restart();
  expect(rest(connector)).toEqual(['c orders 3', 'c orders 4']);
  expect(() => new ConnectorCore(log, settings).acknowledge()).toThrow('nothing waits');
});

test('[CDC-12] other tables are read over', () => {
  const log = new ListedLog();
  log.insert('1', 'other');
  log.insert('2');
  log.commit(0, { kind: 'insert', table: 'other', after: {} }, { kind: 'insert', key: '3', after: {} });
  log.insert('4', 'other');
  const connector = new ConnectorCore(log, { ...settings, tables: ['orders'] });
  expect(rest(connector)).toEqual(['c orders 2', 'c orders 3']);
  expect(connector.position).toEqual({ lsn: 9, records: 0 });
  const initial = new ConnectorCore(log, { ...settings, tables: ['orders'], snapshot: 'initial' });
  expect(rest(initial)).toEqual(['r orders 2', 'r orders 3']);
});
