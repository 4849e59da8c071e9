import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from '../trace/message.ts';
import { cloudEventProblems } from './cloud-event-problems.ts';
import { cloudEvent } from './cloud-events.ts';

const message: Message = {
  id: 12,
  name: 'OrderPlaced',
  kind: 'event',
  source: 'orders',
  data: { orderId: 'o1' },
  key: 'o1',
  label: '7',
  version: 2,
  correlationId: 9,
  causationId: 10,
  inReplyTo: null,
  poison: false,
};
const origin = { scenario: 'pizza-async', seed: 7 };

test('[CLOUDEVENT-1] a message as a CloudEvent', () => {
  expect(cloudEvent(message, 1_204_500, origin)).toEqual({
    specversion: '1.0',
    id: '12',
    source: '/pizza-async/orders',
    type: 'pizza-async.OrderPlaced.v2',
    subject: 'o1',
    time: '1970-01-01T00:00:01.204500Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:eventually:pizza-async:OrderPlaced:2',
    partitionkey: 'o1',
    traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) as string,
    correlationid: '9',
    causationid: '10',
    data: { orderId: 'o1' },
  });
});

test('[CLOUDEVENT-1] what a message does not have is left out', () => {
  const event = cloudEvent({ ...message, key: null, causationId: null }, 0, origin);
  expect(Object.keys(event)).not.toContain('partitionkey');
  expect(Object.keys(event)).not.toContain('causationid');
  expect(event.subject).toBe('7');
});

test('[CLOUDEVENT-2] a story has one trace id, and each message its own span', () => {
  const parts = (changed: Partial<Message>): readonly string[] =>
    cloudEvent({ ...message, ...changed }, 0, origin).traceparent.split('-');
  expect(parts({ id: 13 })[1]).toBe(parts({})[1]);
  expect(parts({ id: 13 })[2]).not.toBe(parts({})[2]);
  expect(parts({ correlationId: 8 })[1]).not.toBe(parts({})[1]);
  expect(cloudEvent(message, 0, { ...origin, seed: 8 }).traceparent).not.toBe(
    cloudEvent(message, 0, origin).traceparent,
  );
});

test('[CLOUDEVENT-3] every message at every time makes a valid CloudEvent', () => {
  const any = fc.record({
    id: fc.nat(),
    name: fc.string({ minLength: 1, unit: 'grapheme' }),
    source: fc.stringMatching(/^[a-z][a-z0-9-]*$/),
    key: fc.option(fc.string()),
    label: fc.stringMatching(/^[a-z0-9]+$/),
    causationId: fc.option(fc.nat()),
    correlationId: fc.nat(),
  });
  fc.assert(
    fc.property(any, fc.nat({ max: Number.MAX_SAFE_INTEGER }), (changed, tUs) => {
      const event = cloudEvent({ ...message, ...changed, key: changed.key || null }, tUs, origin);
      expect(cloudEventProblems(event)).toEqual([]);
      expect(new Date(event.time).getTime()).toBe(Math.floor(tUs / 1000));
    }),
    { numRuns: 500 },
  );
});

test('[CLOUDEVENT-3] what a CloudEvent must not be is said', () => {
  const valid = { id: '1', source: '/a', specversion: '1.0', type: 't' };
  const problems = (changed: object): readonly string[] => cloudEventProblems({ ...valid, ...changed });
  expect(problems({})).toEqual([]);
  expect(problems({ id: '' })).toEqual(["id must be a text that isn't empty"]);
  expect(problems({ source: undefined })).toEqual(['source is missing']);
  expect(problems({ source: 'a b' })).toEqual(['source must be a URI reference']);
  expect(problems({ source: '%zz' })).toEqual(['source must be a URI reference']);
  expect(problems({ specversion: '0.3' })).toEqual(['specversion must be 1.0']);
  expect(problems({ dataschema: '/relative' })).toEqual(['dataschema must be a URI']);
  expect(problems({ subject: '' })).toEqual(['subject must be left out rather than empty']);
  expect(problems({ traceParent: 'x', comexample: 1 })).toEqual([
    'traceParent must have small letters and digits only',
  ]);
  expect(problems({ extra: {} })).toEqual(['extra must be a text, a number or a truth']);
  expect(problems({ data: 1, data_base64: 'AQ==' })).toEqual(['data and data_base64 exclude each other']);
  expect([null, [], 'x'].map((event) => cloudEventProblems(event).length)).toEqual([1, 1, 1]);
  const times = ['2026-02-29T10:00:00Z', '2026-13-01T10:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01', 'now'];
  for (const time of times) expect(problems({ time })).toEqual(['time must be an instant as RFC 3339 has it']);
  for (const time of ['2024-02-29T10:00:00Z', '2026-01-01T10:00:60.5+02:00', '2026-01-01t10:00:00z'])
    expect(problems({ time })).toEqual([]);
});
