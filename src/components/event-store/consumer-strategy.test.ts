import { expect, test } from 'vitest';
import { strategyNamed, type StrategyName } from './consumer-strategy.ts';
import { EventStoreCore } from './event-store-core.ts';
import { ALL, append } from './event-store.fixture.ts';
import type { StoredEvent } from './stored-event.ts';

/** One event of each of so many streams. */
function events(streams: number): readonly StoredEvent[] {
  const store = new EventStoreCore();
  for (let i = 0; i < streams; i++) append(store, `order-${i}`, ['e']);
  return store.readAll(ALL).events;
}

function deal(name: StrategyName, room: { readonly [consumer: string]: number }): string {
  const strategy = strategyNamed(name);
  for (const consumer of Object.keys(room)) strategy.join(consumer);
  const left = new Map(Object.entries(room));
  return events(8)
    .map((event) => {
      const choice = strategy.choose(event, (consumer) => (left.get(consumer) ?? 0) > 0);
      if (typeof choice === 'string') return '-';
      left.set(choice.consumer, (left.get(choice.consumer) ?? 0) - 1);
      return choice.consumer;
    })
    .join('');
}

test('[PERSIST-9] round robin goes round, past those that are full', () => {
  expect(deal('roundRobin', { a: 9, b: 9, c: 9 })).toBe('abcabcab');
  expect(deal('roundRobin', { a: 1, b: 3, c: 3 })).toBe('abcbcbc-');
  expect(deal('roundRobin', {})).toBe('--------');
});

test('[PERSIST-9] dispatch to single moves on only when it is full', () => {
  expect(deal('dispatchToSingle', { a: 3, b: 2, c: 9 })).toBe('aaabbccc');
});

test('[PERSIST-9] pinned keeps a stream with its consumer, and moves little when the group changes', () => {
  const all = events(400);
  const strategy = strategyNamed('pinned');
  const owners = (): readonly string[] =>
    all.map((event) => {
      const choice = strategy.choose(event, () => true);
      return typeof choice === 'string' ? choice : choice.consumer;
    });
  const moved = (before: readonly string[], after: readonly string[]): number =>
    before.filter((one, i) => one !== after[i]).length;
  expect(new Set(owners())).toEqual(new Set(['full']));
  strategy.join('a');
  const [one] = [owners()];
  strategy.join('b');
  const two = owners();
  strategy.join('c');
  const three = owners();
  expect(new Set(one)).toEqual(new Set(['a']));
  // A newcomer takes its share and nobody else's change.
  expect([moved(one, two), moved(two, three)].every((count) => count > 80 && count < 260)).toBe(true);
  expect(three.every((owner, i) => owner === 'c' || owner === two[i])).toBe(true);
  strategy.leave('b');
  expect(owners().every((owner, i) => three[i] === 'b' || owner === three[i])).toBe(true);
  expect(strategy.choose(all[0] as StoredEvent, () => false)).toBe('later');
});
