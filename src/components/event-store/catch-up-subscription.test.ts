import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CatchUpSubscription } from './catch-up-subscription.ts';
import { EventStoreCore } from './event-store-core.ts';
import { append, ids, idsIn } from './event-store.fixture.ts';

/** Everything that the subscription hands out until it has to wait. */
function drain(subscription: CatchUpSubscription): readonly string[] {
  const out: string[] = [];
  for (let event = subscription.next(0); event !== null; event = subscription.next(0)) out.push(event.id);
  return out;
}

function hundred(): EventStoreCore {
  const store = new EventStoreCore();
  append(store, 's', ids('e', 100));
  return store;
}

test('[CATCHUP-1] after 50 of 100 come 51 to 99, then what is new', () => {
  const store = hundred();
  const subscription = new CatchUpSubscription(store.streamSource('s'), 50);
  expect(drain(subscription)).toEqual(ids('e', 100).slice(51));
  append(store, 's', ['new']);
  append(store, 'other', ['unseen']);
  expect([drain(subscription), subscription.place]).toEqual([['new'], 100]);
});

test('[CATCHUP-1] it can begin with the first event or with the next', () => {
  const store = hundred();
  const source = store.streamSource('s');
  const [start, end] = [new CatchUpSubscription(source, 'start'), new CatchUpSubscription(source, 'end')];
  append(store, 's', ['new']);
  expect([drain(start).length, drain(end)]).toEqual([101, ['new']]);
});

test('[CATCHUP-4] it is live at the end, and behind again when too much waits', () => {
  const store = hundred();
  const subscription = new CatchUpSubscription(store.streamSource('s'), 'start', 2);
  expect(subscription.state).toBe('catching up');
  drain(subscription);
  append(store, 's', ['a', 'b']);
  expect(subscription.state).toBe('live');
  append(store, 's', ['c']);
  expect(subscription.state).toBe('catching up');
  subscription.next(0);
  expect(subscription.state).toBe('catching up');
  expect([drain(subscription), subscription.state]).toEqual([['b', 'c'], 'live']);
});

test('[CATCHUP-5] over all streams, with a filter', () => {
  const store = new EventStoreCore();
  for (const [i, stream] of ['a-1', 'b-1', 'a-2', 'a-1'].entries()) append(store, stream, [`e${i}`]);
  const subscription = new CatchUpSubscription(
    store.allSource(({ stream }) => stream.startsWith('a-')),
    0,
  );
  expect([drain(subscription), subscription.place]).toEqual([['e2', 'e3'], 3]);
  expect(drain(new CatchUpSubscription(store.allSource(), 'start'))).toEqual(ids('e', 4));
});

test("[CATCHUP-6] a stream that is deleted for good drops it; a soft delete doesn't", () => {
  const store = hundred();
  const subscription = new CatchUpSubscription(store.streamSource('s'), 98);
  store.deleteStream('s', 'any', 'soft');
  expect(drain(subscription)).toEqual([]);
  append(store, 's', ['again']);
  expect([drain(subscription), subscription.state]).toEqual([['again'], 'live']);
  store.deleteStream('s', 'any', 'hard');
  expect([drain(subscription), subscription.state]).toEqual([[], 'dropped']);
});

test('[CATCHUP-2] [CATCHUP-3] a client that crashes at any time misses nothing and sees each subscription in order', () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant('write' as const) },
    { weight: 6, arbitrary: fc.constant('read' as const) },
    { weight: 2, arbitrary: fc.constant('store' as const) },
    { weight: 1, arbitrary: fc.constant('crash' as const) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const store = new EventStoreCore();
      const source = store.streamSource('s');
      let stored = -1;
      let subscription = new CatchUpSubscription(source, stored);
      const seen: string[] = [];
      let sinceStart: number[] = [];
      const read = (): boolean => {
        const event = subscription.next(0);
        if (event === null) return false;
        if (!seen.includes(event.id)) seen.push(event.id);
        sinceStart.push(event.number);
        return true;
      };
      for (const [i, one] of steps.entries()) {
        if (one === 'write') append(store, 's', [`w${i}a`, `w${i}b`]);
        else if (one === 'read') read();
        else if (one === 'store') stored = subscription.place;
        else {
          subscription = new CatchUpSubscription(source, stored);
          sinceStart = [];
        }
        const first = sinceStart[0] ?? 0;
        expect(sinceStart).toEqual(sinceStart.map((_, n) => first + n));
      }
      while (read());
      expect(seen).toEqual(idsIn(store, 's'));
    }),
    { numRuns: 100 },
  );
});
