import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStoreCore } from './event-store-core.ts';
import { ALL, append, event, ids, idsIn } from './event-store.fixture.ts';
import { StreamCopy, type Transform } from './stream-copy.ts';

/** Drops every third event, splits every third and renames the rest. */
const transform: Transform = ({ number, data, version }) => {
  if (number % 3 === 0) return [];
  if (number % 3 === 1) return [{ type: 'Renamed', version: version + 1, data }];
  return ['First', 'Second'].map((type) => ({ type, version, data }));
};

test('[COPY-1] each event becomes none, one or several, and says where it came from', () => {
  const store = new EventStoreCore();
  store.append('old', [event('a', 1), event('b', 2), event('c', 3)], 'noStream', 0);
  const before = store.read('old', ALL, 0);
  const copy = new StreamCopy(store, 'old', 'new', transform);
  expect([copy.advance(10, 5), copy.isComplete, copy.read, copy.written]).toEqual([null, true, 3, 3]);
  expect(
    store.read('new', ALL, 5).events.map(({ type, version, data, metadata }) => [type, version, data, metadata]),
  ).toEqual([
    ['Renamed', 2, 2, { copiedFrom: { stream: 'old', number: 1 }, original: null }],
    ['First', 1, 3, { copiedFrom: { stream: 'old', number: 2 }, original: null }],
    ['Second', 1, 3, { copiedFrom: { stream: 'old', number: 2 }, original: null }],
  ]);
  expect(store.read('old', ALL, 5)).toEqual(before);
});

test('[COPY-1] a stream that holds something else is not written to', () => {
  const store = new EventStoreCore();
  append(store, 'old', ids('e', 3));
  append(store, 'new', ['other']);
  expect(new StreamCopy(store, 'old', 'new', transform).advance(10, 0)).toBe('new is at version 0, not without events');
  expect(idsIn(store, 'new')).toEqual(['other']);
});

test('[COPY-2] interrupted anywhere and begun again, it ends in the same stream', () => {
  const attempts = fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 25 }), attempts, (events, interrupted) => {
      const undisturbed = new EventStoreCore();
      append(undisturbed, 'old', ids('e', events));
      new StreamCopy(undisturbed, 'old', 'new', transform).advance(99, 0);

      const store = new EventStoreCore();
      append(store, 'old', ids('e', events));
      for (const counts of [...interrupted, [99]]) {
        const copy = new StreamCopy(store, 'old', 'new', transform);
        for (const count of counts) expect(copy.advance(count, 0)).toBeNull();
        store.restart();
      }
      expect(store.read('new', ALL, 0)).toEqual(undisturbed.read('new', ALL, 0));
    }),
    { numRuns: 100 },
  );
});
