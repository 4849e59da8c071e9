import { expect, test } from 'vitest';
import { US_PER_SECOND } from '../../kernel/time.ts';
import type { Message } from '../../trace/message.ts';
import { eventOf } from './event-of.ts';

const message: Message = {
  id: 7,
  name: 'Sold',
  kind: 'event',
  source: 'shop',
  data: { n: 1 },
  key: null,
  label: '1',
  version: 1,
  correlationId: 7,
  causationId: null,
  inReplyTo: null,
  poison: false,
};

test('[TOPIC-12] a message has the envelope of an event', () => {
  expect(eventOf(message, 0)).toEqual({
    id: '7',
    source: 'shop',
    'detail-type': 'Sold',
    time: '1970-01-01T00:00:00Z',
    detail: { n: 1 },
  });
});

test.each([
  [59 * US_PER_SECOND + 999_999, '1970-01-01T00:00:59Z'],
  [3_661 * US_PER_SECOND, '1970-01-01T01:01:01Z'],
  [31 * 86_400 * US_PER_SECOND, '1970-02-01T00:00:00Z'],
  [(365 + 31 + 28) * 86_400 * US_PER_SECOND, '1971-03-01T00:00:00Z'],
  [(365 * 2 + 31 + 28) * 86_400 * US_PER_SECOND, '1972-02-29T00:00:00Z'],
])('at %d µs it is %s', (nowUs, time) => {
  expect(eventOf(message, nowUs)).toMatchObject({ time });
});
