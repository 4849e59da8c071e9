import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStoreCore } from './event-store-core.ts';
import { event } from './event-store.fixture.ts';
import { load, Snapshots, type Loaded } from './snapshots.ts';
import type { StoredEvent } from './stored-event.ts';

const add = (balance: number, { data }: StoredEvent): number => balance + (data as number);

function loadFrom(store: EventStoreCore, snapshots: Snapshots<number> | null): Loaded<number> {
  const readAfter = (version: number): readonly StoredEvent[] =>
    store.read('account', { direction: 'forwards', from: version + 1, count: Number.MAX_SAFE_INTEGER }, 0).events;
  return load(0, snapshots?.latest('account') ?? null, readAfter, add);
}

test('[SNAPSHOT-1] [SNAPSHOT-2] loading reads fewer events than a snapshot covers, and comes to the same state', () => {
  const amounts = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 4 }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 12 }), (appends, everyEvents) => {
      const store = new EventStoreCore();
      const snapshots = new Snapshots<number>(everyEvents);
      let balance = 0;
      let events = 0;
      for (const append of appends) {
        const before = loadFrom(store, snapshots);
        expect([before.state, before.version]).toEqual([balance, events - 1]);
        expect(before.read).toBeLessThan(everyEvents);
        store.append(
          'account',
          append.map((amount, i) => event(`${events + i}`, amount)),
          before.version === -1 ? 'noStream' : before.version,
          0,
        );
        for (const amount of append) balance += amount;
        events += append.length;
        const version = store.version('account');
        if (snapshots.isDue('account', version))
          snapshots.save('account', { version, state: loadFrom(store, snapshots).state });
      }
      expect(loadFrom(store, null)).toEqual({ version: events - 1, state: balance, snapshot: null, read: events });
    }),
    { numRuns: 100 },
  );
});

test('[SNAPSHOT-3] without its snapshot an entity is folded from its first event', () => {
  const store = new EventStoreCore();
  store.append('account', [event('a', 100), event('b', -20), event('c', -20)], 'noStream', 0);
  const snapshots = new Snapshots<number>(2);
  snapshots.save('account', { version: 1, state: 80 });
  expect(loadFrom(store, snapshots)).toEqual({ version: 2, state: 60, snapshot: 1, read: 1 });
  expect([snapshots.isDue('account', 2), snapshots.isDue('account', 3)]).toEqual([false, true]);
  snapshots.discard('account');
  expect(loadFrom(store, snapshots)).toEqual({ version: 2, state: 60, snapshot: null, read: 3 });
  snapshots.save('account', { version: 2, state: 60 });
  snapshots.discard();
  expect(snapshots.latest('account')).toBeNull();
});
