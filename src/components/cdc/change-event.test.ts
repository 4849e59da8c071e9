import { expect, test } from 'vitest';
import { OP_WORDS, recordsOf, snapshotRecord } from './change-event.ts';
import type { ChangeRecord, EnvelopeSettings } from './change-event.ts';
import { ListedLog } from './change-log.fixture.ts';

const settings: EnvelopeSettings = { database: 'shop', identity: 'full', tombstones: true, transactionOrder: false };

type Said = Parameters<ListedLog['commit']>[1];

function records(said: readonly Said[], changed: Partial<EnvelopeSettings> = {}): readonly ChangeRecord[] {
  const log = new ListedLog();
  log.commit(1_200_900, ...said);
  return recordsOf(log.transactions[0]!, null, { ...settings, ...changed }, 2_500_000);
}

const update = { kind: 'update', before: { id: '1', a: 1 }, after: { id: '1', a: 2 } } as const;
const removal = { kind: 'delete', before: { id: '1', a: 1 } } as const;
const rekey = { ...update, key: '2', oldKey: '1', after: { id: '2', a: 1 } } as const;

test('[CDC-1] [CDC-7] an envelope has the fields of Debezium in its order', () => {
  const [record] = records([{ kind: 'insert', after: { id: '1', a: 1 } }]);
  expect(record?.key).toBe('1');
  expect(JSON.stringify(record?.value)).toBe(
    JSON.stringify({
      before: null,
      after: { id: '1', a: 1 },
      source: { db: 'shop', table: 'orders', lsn: 1, txId: 1, ts_ms: 1200, snapshot: 'false' },
      op: 'c',
      ts_ms: 2500,
      transaction: null,
    }),
  );
});

test('[CDC-2] [CDC-3] each kind of change has its letter, and its rows', () => {
  const row = { table: 'orders', key: '1', row: { id: '1' } };
  const all = [
    ...records([{ kind: 'insert', after: { id: '1' } }, update, removal, { kind: 'truncate' }], { tombstones: false }),
    ...records([{ kind: 'message', table: 'audit', key: '', content: { by: 'me' } }]),
    snapshotRecord(row, 4, 'last', settings, 7_000),
  ];
  expect(all.map(({ value }) => [value?.op, value?.before !== null, value?.after !== null])).toEqual([
    ['c', false, true],
    ['u', true, true],
    ['d', true, false],
    ['t', false, false],
    ['m', false, false],
    ['r', false, true],
  ]);
  expect(all[4]?.value?.message).toEqual({ prefix: 'audit', content: { by: 'me' } });
  expect(all[5]?.value?.source).toEqual({
    db: 'shop',
    table: 'orders',
    lsn: 4,
    txId: null,
    ts_ms: 7,
    snapshot: 'last',
  });
  expect(Object.keys(OP_WORDS).sort()).toEqual(['c', 'd', 'm', 'r', 't', 'u']);
});

test('[CDC-4] by default the log has the key alone from before', () => {
  const before = (identity: 'default' | 'full'): readonly unknown[] =>
    records([update, removal, rekey], { identity, tombstones: false }).map(({ value }) => value?.before);
  expect(before('default')).toEqual([null, { id: '1' }, { id: '1' }, null]);
  expect(before('full')).toEqual([{ id: '1', a: 1 }, { id: '1', a: 1 }, { id: '1', a: 1 }, null]);
});

test('[CDC-5] a delete is followed by a tombstone, unless that is turned off', () => {
  const shape = (tombstones: boolean): readonly unknown[] =>
    records([removal], { tombstones }).map(({ key, value }) => [key, value?.op ?? null]);
  expect(shape(true)).toEqual([
    ['1', 'd'],
    ['1', null],
  ]);
  expect(shape(false)).toEqual([['1', 'd']]);
});

test('[CDC-6] a change of key is a delete, a tombstone and a create', () => {
  expect(records([rekey]).map(({ key, value }) => [key, value?.op ?? null, value?.after ?? null])).toEqual([
    ['1', 'd', null],
    ['1', null, null],
    ['2', 'c', { id: '2', a: 1 }],
  ]);
});

test('[CDC-8] an event says its place in its transaction', () => {
  const said = [
    { kind: 'insert', key: '1', after: { id: '1' } },
    { kind: 'insert', table: 'lines', key: '1', after: { id: '1' } },
    removal,
  ] as const;
  expect(records(said, { transactionOrder: true, tombstones: false }).map(({ value }) => value?.transaction)).toEqual([
    { id: '1', total_order: 1, data_collection_order: 1 },
    { id: '1', total_order: 2, data_collection_order: 1 },
    { id: '1', total_order: 3, data_collection_order: 2 },
  ]);
});
