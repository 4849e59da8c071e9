import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import type { Message } from './message.ts';
import { entryLine } from './ndjson.ts';

const message: Message = {
  id: 4,
  name: 'PlaceOrder',
  kind: 'command',
  source: 'customer',
  data: { orderId: 'o1', waitUs: 3, note: 'a "quoted"\nline' },
  key: null,
  label: '11',
  version: 1,
  correlationId: 4,
  causationId: null,
  inReplyTo: null,
  poison: false,
};
const base = { seq: 12, tUs: 1_204_500, at: 'orders', cause: 9 };
const sent: Entry = {
  ...base,
  kind: 'message.sent',
  hop: 3,
  message,
  to: 'payment',
  passage: 'call',
  dueUs: 1_250_000,
  duplicate: false,
  attempt: 1,
  timeoutAtUs: null,
  record: null,
};

test('begins with seq, t, kind, at and cause', () => {
  expect(entryLine(sent)).toMatch(/^\{"seq":12,"t":1\.204500,"kind":"message\.sent","at":"orders","cause":9,/);
  expect(entryLine({ ...sent, cause: null })).toContain('"cause":null,');
});

test('says instants in seconds with six decimals, as the clock has them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (tUs) => {
      const text = /"t":(\d+\.\d{6}),/.exec(entryLine({ ...sent, tUs }))?.[1] as string;
      expect(Number(text.replace('.', ''))).toBe(tUs);
    }),
  );
  expect(entryLine(sent)).toContain('"due":1.250000,');
  expect(entryLine(sent)).toContain('"timeoutAt":null,');
});

test('writes a message whole where it is sent, and by what tells it apart elsewhere', () => {
  expect(JSON.parse(entryLine(sent)).message).toEqual(message);
  const delivered: Entry = {
    ...base,
    kind: 'message.delivered',
    hop: 3,
    message,
    from: 'customer',
    passage: 'call',
    record: null,
  };
  expect(JSON.parse(entryLine(delivered)).message).toEqual({ id: 4, name: 'PlaceOrder', kind: 'command', label: '11' });
});

test('leaves data as it is, whatever its fields are called', () => {
  const done: Entry = {
    ...base,
    kind: 'request.completed',
    message,
    outcome: 'ok',
    latencyUs: 30,
    data: { waitUs: 3 },
  };
  expect(JSON.parse(entryLine(done))).toMatchObject({ latency: 0.00003, data: { waitUs: 3 } });
});

test('a message that is only named stays a name', () => {
  const renamed: Entry = {
    ...base,
    kind: 'interface.changed',
    message: 'PlaceOrder',
    version: 2,
    change: 'renames `a` to `b`',
  };
  expect(JSON.parse(entryLine(renamed)).message).toBe('PlaceOrder');
});

test('every entry is one line of JSON', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.jsonValue(), (at, why, data) => {
      const line = entryLine({
        ...base,
        at,
        kind: 'request.completed',
        message,
        outcome: 'failed',
        latencyUs: 0,
        data: { why, data } as never,
      });
      expect(line).not.toContain('\n');
      expect(JSON.parse(line)).toMatchObject({ at, seq: 12, t: 1.2045 });
      expect(JSON.parse(line).data.why).toBe(why);
    }),
  );
});
