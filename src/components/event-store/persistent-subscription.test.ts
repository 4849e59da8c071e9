import { expect, test } from 'vitest';
import { EventStoreCore } from './event-store-core.ts';
import { append, ids } from './event-store.fixture.ts';
import type { PersistentSettings } from './persistent-settings.ts';
import { PersistentSubscription, type Turn } from './persistent-subscription.ts';

const SECOND = 1_000_000;

/** A group over a stream of so many events. */
function group(
  events: number,
  settings: Partial<PersistentSettings> = {},
): { store: EventStoreCore; group: PersistentSubscription } {
  const store = new EventStoreCore();
  append(store, 's', ids('e', events));
  return { store, group: new PersistentSubscription(store.streamSource('s'), { startFrom: 'start', ...settings }, 0) };
}

/** "e0>a" for each event that goes to a consumer; "!" for each retry before. */
const sent = (turn: Turn | string): readonly string[] =>
  typeof turn === 'string'
    ? [turn]
    : turn.deliveries.map(({ event, consumer, retries }) => `${event.id}>${consumer}${'!'.repeat(retries)}`);

const idOf = (subscription: PersistentSubscription, event: string): number =>
  subscription.inFlight.find((one) => one.event.id === event)?.id ?? 0;

test('[PERSIST-1] [PERSIST-2] events are dealt as far as there is room', () => {
  const { store, group: it } = group(5);
  expect(sent(it.connect('a', 2, 0))).toEqual(['e0>a', 'e1>a']);
  expect(sent(it.connect('b', 1, 0))).toEqual(['e2>b']);
  expect(sent(it.ack(idOf(it, 'e1'), 0))).toEqual(['e3>a']);
  expect(sent(it.connect('c', 9, 0))).toEqual(['e4>c']);
  append(store, 's', ['e5']);
  expect(sent(it.turn(0))).toEqual(['e5>c']);
  expect(it.inFlight.map(({ event }) => event.id)).toEqual(['e0', 'e2', 'e3', 'e4', 'e5']);
});

test('[PERSIST-3] [PERSIST-4] what is late, refused or left behind is retried, lowest first, before new ones', () => {
  const { group: it } = group(6, { messageTimeoutUs: 10 * SECOND });
  it.connect('a', 2, 0);
  it.connect('b', 1, 5 * SECOND);
  expect(it.dueUs).toBe(10 * SECOND);
  it.nack(idOf(it, 'e1'), 'retry', 6 * SECOND);
  expect(it.inFlight.map(({ event, retries }) => [event.id, retries])).toEqual([
    ['e0', 0],
    ['e2', 0],
    ['e1', 1],
  ]);
  expect(sent(it.turn(10 * SECOND))).toEqual(['e0>a!']);
  expect(sent(it.disconnect('a', 11 * SECOND))).toEqual([]);
  // e1 and e0 wait, and come before e3.
  expect(sent(it.connect('c', 3, 12 * SECOND))).toEqual(['e0>c!!', 'e1>c!!', 'e3>c']);
});

test('[PERSIST-5] after the last retry it is parked, and the rest goes on', () => {
  const { group: it } = group(3, { maxRetryCount: 2 });
  it.connect('a', 1, 0);
  for (let retry = 1; retry <= 2; retry++)
    expect(sent(it.nack(idOf(it, 'e0'), 'retry', 0))).toEqual([`e0>a${'!'.repeat(retry)}`]);
  const turn = it.nack(idOf(it, 'e0'), 'retry', 0);
  expect([sent(turn), turn.parked.map(({ event, why }) => `${event.id}: ${why}`)]).toEqual([
    ['e1>a'],
    ['e0: it was retried 2 times'],
  ]);
  expect(it.nack(idOf(it, 'e1'), 'park', 0).parked.map(({ why }) => why)).toEqual(['a asked for it']);
  expect(it.nack(idOf(it, 'e2'), 'skip', 0).parked).toEqual([]);
  expect([it.parked.map(({ event }) => event.id), it.inFlight]).toEqual([['e0', 'e1'], []]);
});

test('[PERSIST-6] parked events are replayed like retries, with a new count', () => {
  const { group: it } = group(4, { maxRetryCount: 0 });
  it.connect('a', 1, 0);
  for (const id of ['e0', 'e1']) it.nack(idOf(it, id), 'retry', 0);
  expect(sent(it.replayParked(0, 1))).toEqual([]);
  expect(it.parked.map(({ event }) => event.id)).toEqual(['e1']);
  expect(sent(it.ack(idOf(it, 'e2'), 0))).toEqual(['e0>a']);
  expect(it.nack(idOf(it, 'e0'), 'retry', 0).parked.map(({ event }) => event.id)).toEqual(['e0']);
});

test('[PERSIST-7] the checkpoint waits for the lowest open event, and is worth writing after enough of them', () => {
  const { group: it } = group(40, {
    minCheckpointCount: 3,
    maxCheckpointCount: 10,
    checkpointAfterUs: 2 * SECOND,
    messageTimeoutUs: 90 * SECOND,
  });
  it.connect('a', 30, 0);
  const ack = (number: number, seconds: number): number | null =>
    it.ack(idOf(it, `e${number}`), seconds * SECOND).checkpoint;
  expect([ack(1, 3), ack(2, 3), ack(3, 3)]).toEqual([null, null, null]);
  expect(it.dueUs).toBe(90 * SECOND);
  expect([ack(0, 3), ack(4, 4), ack(5, 4), ack(6, 4)]).toEqual([3, null, null, null]);
  expect(it.dueUs).toBe(5 * SECOND);
  expect([it.turn(5 * SECOND).checkpoint, it.checkpoint]).toEqual([6, 6]);
  for (let number = 8; number < 17; number++) expect(ack(number, 5)).toBeNull();
  expect(ack(7, 5)).toBe(16);
  // A replayed event holds up no checkpoint.
  it.nack(idOf(it, 'e17'), 'park', 6 * SECOND);
  it.replayParked(6 * SECOND);
  for (let number = 18; number < 27; number++) ack(number, 6);
  expect(it.checkpoint).toBe(26);
});

test('[PERSIST-8] a restart goes on after the checkpoint', () => {
  const { store, group: it } = group(6, { maxCheckpointCount: 2, minCheckpointCount: 2 });
  it.connect('a', 6, 0);
  for (const id of ['e0', 'e1', 'e2', 'e4']) it.ack(idOf(it, id), 0);
  it.nack(idOf(it, 'e5'), 'park', 0);
  it.restart(0);
  expect([it.checkpoint, it.inFlight, it.parked.length]).toEqual([1, [], 1]);
  expect(sent(it.connect('b', 9, 0))).toEqual(['e2>b', 'e3>b', 'e4>b', 'e5>b']);

  const live = new PersistentSubscription(store.streamSource('s'), {}, 0);
  append(store, 's', ['missed']);
  live.restart(0);
  append(store, 's', ['seen']);
  expect(sent(live.connect('a', 9, 0))).toEqual(['seen>a']);
  expect(sent(new PersistentSubscription(store.streamSource('s'), { startFrom: 4 }, 0).connect('a', 2, 0))).toEqual([
    'e4>a',
    'e5>a',
  ]);
});

test('[PERSIST-8] replayed events that were under way are lost in a restart', () => {
  const { group: it } = group(1);
  it.connect('a', 1, 0);
  it.nack(idOf(it, 'e0'), 'park', 0);
  it.replayParked(0);
  it.restart(0);
  expect([it.parked, it.inFlight]).toEqual([[], []]);
});

test('[PERSIST-9] pinned holds back a stream whose consumer is full, and goes on with others', () => {
  const store = new EventStoreCore();
  const it = new PersistentSubscription(store.allSource(), { strategy: 'pinned' }, 0);
  for (const consumer of ['a', 'b']) it.connect(consumer, 1, 0);
  const streams = Array.from({ length: 40 }, (_, i) => `order-${i % 8}`);
  for (const stream of streams) append(store, stream, [`${stream}/${store.version(stream) + 1}`]);
  const handled = new Map<string, string[]>();
  it.turn(0);
  // Both work, though the one that is full holds up what comes first.
  expect(it.inFlight.map(({ consumer }) => consumer).toSorted()).toEqual(['a', 'b']);
  for (let [next] = it.inFlight; next !== undefined; [next] = it.inFlight) {
    const { stream, number } = next.event;
    handled.set(stream, [...(handled.get(stream) ?? []), `${next.consumer}${number}`]);
    it.ack(next.id, 0);
  }
  expect(handled.size).toBe(8);
  for (const steps of handled.values()) {
    const consumer = steps[0]?.charAt(0) ?? '';
    expect(steps).toEqual([0, 1, 2, 3, 4].map((number) => `${consumer}${number}`));
  }
});

test('[PERSIST-10] a late answer changes nothing', () => {
  const { group: it } = group(1, { messageTimeoutUs: SECOND });
  it.connect('a', 1, 0);
  const first = idOf(it, 'e0');
  it.turn(SECOND);
  it.ack(first, SECOND);
  it.nack(first, 'park', SECOND);
  expect([it.inFlight.map(({ retries }) => retries), it.parked]).toEqual([[1], []]);
});

test('[PERSIST-11] the group may be full', () => {
  const { group: it } = group(1, { maxSubscriberCount: 1 });
  it.connect('a', 1, 0);
  expect([it.connect('a', 1, 0), it.connect('b', 1, 0)]).toEqual([
    'a is connected already',
    'the subscription takes at most 1 consumers',
  ]);
});
