import { expect, test } from 'vitest';
import { EventStoreCore, type ReadRange } from './event-store-core.ts';
import { ALL, append, event, ids, idsIn } from './event-store.fixture.ts';

const allIds = (store: EventStoreCore): readonly string[] => store.readAll(ALL).events.map(({ id }) => id);

function ten(): EventStoreCore {
  const store = new EventStoreCore();
  for (const [i, id] of ids('e', 10).entries()) append(store, 's', [id], 'any', i * 100);
  return store;
}

test('[STORE-1] numbers count in the stream, positions in the store', () => {
  const store = new EventStoreCore();
  append(store, 'a', ['a0', 'a1']);
  append(store, 'b', ['b0']);
  append(store, 'a', ['a2'], 1, 7);
  expect(
    store.readAll(ALL).events.map(({ stream, number, position, createdUs }) => [stream, number, position, createdUs]),
  ).toEqual([
    ['a', 0, 0, 0],
    ['a', 1, 1, 0],
    ['b', 0, 2, 0],
    ['a', 2, 3, 7],
  ]);
  expect([store.version('a'), store.version('c'), store.streams]).toEqual([2, -1, ['a', 'b']]);
});

test('[STORE-6] all or nothing', () => {
  const store = ten();
  const before = store.readAll(ALL);
  expect(append(store, 's', ['x', 'y', 'z'], 8).kind).toBe('wrongExpectedVersion');
  expect(append(store, 'new', ['x', 'y'], 0).kind).toBe('wrongExpectedVersion');
  expect([store.readAll(ALL), store.streams]).toEqual([before, ['s']]);
  expect(append(store, 's', ['x', 'y', 'z'], 9)).toMatchObject({ kind: 'appended', last: 12 });
  expect(allIds(store).slice(10)).toEqual(['x', 'y', 'z']);
});

test.each<[ReadRange, readonly string[], number | null]>([
  [{ direction: 'forwards', from: 'start', count: 3 }, ['e0', 'e1', 'e2'], 3],
  [{ direction: 'forwards', from: 8, count: 5 }, ['e8', 'e9'], null],
  [{ direction: 'forwards', from: 10, count: 5 }, [], null],
  [{ direction: 'forwards', from: 'end', count: 5 }, [], null],
  [{ direction: 'backwards', from: 'end', count: 2 }, ['e9', 'e8'], 7],
  [{ direction: 'backwards', from: 1, count: 5 }, ['e1', 'e0'], null],
  [{ direction: 'backwards', from: 99, count: 1 }, ['e9'], 8],
  [{ direction: 'backwards', from: 'start', count: 2 }, ['e0'], null],
])('[STORE-8] %j reads %j', (range, read, next) => {
  const result = ten().read('s', range, 0);
  expect([result.status, result.events.map(({ id }) => id), result.next, result.lastNumber]).toEqual([
    'success',
    read,
    next,
    9,
  ]);
});

test('[STORE-8] a missing stream is told', () => {
  expect(ten().read('t', ALL, 0)).toEqual({ status: 'noStream', events: [], next: null, lastNumber: -1 });
});

test("[STORE-10] a stream's settings hide its beginning", () => {
  const store = ten();
  const seen = (nowUs = 0): readonly string[] => idsIn(store, 's', nowUs);
  store.setSettings('s', { maxCount: 3 });
  expect(seen()).toEqual(['e7', 'e8', 'e9']);
  append(store, 's', ['x']);
  expect(seen()).toEqual(['e8', 'e9', 'x']);
  store.setSettings('s', { truncateBefore: 9 });
  expect([seen(), store.version('s')]).toEqual([['e9', 'x'], 10]);
  store.setSettings('s', {});
  expect(seen()).toHaveLength(11);
  const aging = ten();
  aging.setSettings('s', { maxAgeUs: 250 });
  expect([idsIn(aging, 's', 900), idsIn(aging, 's', 1_149), idsIn(aging, 's', 9_999)]).toEqual([
    ['e7', 'e8', 'e9'],
    ['e9'],
    [],
  ]);
  expect(aging.read('s', ALL, 9_999).status).toBe('success');
  expect(aging.settingsOf('s')).toEqual({ maxAgeUs: 250 });
});

test('[STORE-9] reading all shows what is hidden until it is scavenged', () => {
  const store = ten();
  append(store, 't', ['t0']);
  store.setSettings('s', { truncateBefore: 8 });
  store.deleteStream('t', 'any', 'hard');
  expect(allIds(store)).toEqual([...ids('e', 10), 't0']);
  store.scavenge(0);
  expect(allIds(store)).toEqual(['e8', 'e9']);
  expect(store.readAll({ direction: 'backwards', from: 'end', count: 1 })).toMatchObject({
    events: [{ id: 'e9' }],
    next: 8,
  });
});

test('[STORE-11] a soft delete can be followed by a new beginning', () => {
  const store = ten();
  expect(store.deleteStream('s', 9, 'soft')).toEqual({ kind: 'deleted' });
  expect([store.read('s', ALL, 0).status, store.deletionOf('s')]).toEqual(['noStream', 'soft']);
  expect(append(store, 's', ['x'], 'streamExists')).toEqual({ kind: 'streamDeleted', why: 's is deleted' });
  expect(append(store, 's', ['x', 'y'], 'noStream')).toMatchObject({ kind: 'appended', last: 11 });
  expect([idsIn(store, 's'), store.deletionOf('s')]).toEqual([['x', 'y'], 'no']);
  store.deleteStream('s', 'any', 'soft');
  expect(append(store, 's', ['z'], 'any').kind).toBe('appended');
  store.deleteStream('s', 12, 'soft');
  expect(append(store, 's', ['later'], 11).kind).toBe('wrongExpectedVersion');
  expect(append(store, 's', ['later'], 12).kind).toBe('appended');
  expect(idsIn(store, 's')).toEqual(['later']);
});

test('[STORE-12] a hard delete is for good', () => {
  const store = ten();
  store.deleteStream('s', 'any', 'hard');
  const gone = { kind: 'streamDeleted', why: 's was deleted for good' };
  expect([append(store, 's', ['x']), append(store, 's', ['e0'], 'noStream')]).toEqual([gone, gone]);
  expect([store.deleteStream('s', 'any', 'soft'), store.setSettings('s', {})]).toEqual([
    gone,
    's was deleted for good',
  ]);
  expect(store.read('s', ALL, 0)).toMatchObject({ status: 'streamDeleted', events: [] });
});

test('[STORE-13] a delete checks its version', () => {
  const store = ten();
  for (const expected of ['noStream', 4, 10] as const) {
    expect(store.deleteStream('s', expected, 'hard').kind).toBe('wrongExpectedVersion');
  }
  expect(store.deleteStream('t', 'streamExists', 'hard').kind).toBe('wrongExpectedVersion');
  expect(store.deleteStream('s', 'streamExists', 'hard')).toEqual({ kind: 'deleted' });
});

test('[STORE-14] scavenging keeps the last event, and every number', () => {
  const store = ten();
  store.setSettings('s', { maxAgeUs: 1 });
  expect(store.scavenge(99_999).map(({ id }) => id)).toEqual(ids('e', 9));
  expect(append(store, 's', ['x'], 9, 100_000)).toMatchObject({ kind: 'appended', last: 10 });
  expect(idsIn(store, 's', 100_000)).toEqual(['x']);
  expect(store.scavenge(100_000).map(({ number }) => number)).toEqual([9]);
  expect(store.scavenge(100_000)).toEqual([]);
  store.restart();
  // What is gone can't prove that it was written.
  expect(append(store, 's', ['e0'], 'noStream').kind).toBe('wrongExpectedVersion');
});

test('[STORE-15] tampering changes what the next reader sees, and nothing else', () => {
  const store = new EventStoreCore();
  store.append('s', [event('a', 1), event('b', 2)], 'any', 5);
  const read = store.read('s', ALL, 5).events;
  expect(store.tamper('s', 1, 3)).toEqual(read[1]);
  expect(read[1]?.data).toBe(2);
  expect(store.read('s', ALL, 5).events[1]).toEqual({ ...read[1], data: 3 });
  expect(store.readAll(ALL).events[1]?.data).toBe(3);
  expect([store.tamper('s', 2, 0), store.tamper('t', 0, 0)]).toEqual([null, null]);
});
