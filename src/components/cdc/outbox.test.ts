import { expect, test } from 'vitest';
import { ListedLog } from './change-log.fixture.ts';
import { recordsOf } from './change-event.ts';
import { outboxMessage, outboxRow, routeOutbox } from './outbox-message.ts';
import type { OutboxMessage } from './outbox-message.ts';
import { PollingRelay } from './polling-relay.ts';

const message = (id: string, aggregateId: string): OutboxMessage => ({ id, aggregateId, type: 'Placed', payload: {} });
const [a1, b1, a2] = [message('1', 'a'), message('2', 'b'), message('3', 'a')];

test('[OUTBOX-1] a row that was added is a message, one that was removed is nothing, one that was changed is a mistake', () => {
  const log = new ListedLog();
  const row = outboxRow({ id: '7', aggregateId: 'o1', type: 'OrderPlaced', payload: { orderId: 'o1' } });
  log.commit(0, { kind: 'insert', after: row }, { kind: 'delete', before: row }, { kind: 'truncate' });
  log.commit(0, { kind: 'update', before: row, after: row }, { kind: 'message', content: 1 });
  const settings = { database: 'shop', identity: 'full', tombstones: true, transactionOrder: false } as const;
  const routed = log.transactions.flatMap((one) => recordsOf(one, null, settings, 0)).map(routeOutbox);
  expect(routed.map(({ kind }) => kind)).toEqual(['message', 'ignored', 'ignored', 'ignored', 'unexpected', 'ignored']);
  expect(routed[0]).toEqual({
    kind: 'message',
    message: { id: '7', aggregateId: 'o1', type: 'OrderPlaced', payload: { orderId: 'o1' } },
  });
  expect(outboxMessage({ id: 7 })).toEqual({ id: '7', aggregateId: 'null', type: 'null', payload: null });
});

test('[OUTBOX-2] a row is published, acknowledged, marked', () => {
  const relay = new PollingRelay();
  expect(relay.poll([a1, b1], 1)).toEqual([a1]);
  expect(relay.poll([a1, b1], 5)).toEqual([b1]);
  relay.acknowledged('1');
  expect([relay.poll([a1, b1], 5), relay.size]).toEqual([[], 2]);
  relay.marked('1');
  relay.failed('2');
  expect(relay.poll([b1], 5)).toEqual([b1]);
  expect(() => relay.marked('2')).toThrow('before its message was published');
  expect(() => relay.acknowledged('9')).toThrow('not on its way');
});

test('[OUTBOX-3] messages of one aggregate go one after the other', () => {
  const relay = new PollingRelay();
  expect(relay.poll([a1, b1, a2], 5)).toEqual([a1, b1]);
  relay.acknowledged('1');
  expect(relay.poll([a1, b1, a2], 5)).toEqual([]);
  relay.marked('1');
  expect(relay.poll([b1, a2], 5)).toEqual([a2]);
});

test('[OUTBOX-4] what is not marked at the crash is published again', () => {
  const relay = new PollingRelay();
  relay.poll([a1, b1], 5);
  relay.acknowledged('1');
  expect(relay.crash()).toEqual([a1, b1]);
  expect(relay.poll([a1, b1], 5)).toEqual([a1, b1]);
});
