import { expect, test } from 'vitest';
import { EventStoreCore } from './event-store-core.ts';
import { append, ids, idsIn } from './event-store.fixture.ts';
import { readExpectedVersion, type ExpectedVersion } from './expected-version.ts';

/** A store with e0 to e5 in one stream. */
function six(): EventStoreCore {
  const store = new EventStoreCore();
  for (const [i, id] of ids('e', 6).entries()) append(store, 's', [id], i - 1 === -1 ? 'noStream' : i - 1);
  return store;
}

test("[STORE-2] at the stream's version everything is written, known ids too", () => {
  const store = six();
  expect(append(store, 's', ['e0'], 5)).toMatchObject({ kind: 'appended', last: 6 });
  expect(idsIn(store, 's')).toEqual([...ids('e', 6), 'e0']);
});

test('[STORE-2] above it nothing is written', () => {
  expect(append(six(), 's', ['x'], 6)).toEqual({
    kind: 'wrongExpectedVersion',
    why: 's is at version 5, not at version 6',
  });
  expect(append(new EventStoreCore(), 's', ['x'], 0)).toEqual({
    kind: 'wrongExpectedVersion',
    why: 's is without events, not at version 0',
  });
});

test.each<[readonly string[], ExpectedVersion, string]>([
  [['e0'], 'noStream', 'idempotent'],
  [['e0', 'e1'], 'noStream', 'idempotent'],
  [['e1'], 0, 'idempotent'],
  [['e5'], 4, 'idempotent'],
  [['e0'], 4, 'wrongExpectedVersion'],
  [['e1', 'e0'], 0, 'wrongExpectedVersion'],
  [['e0', 'x'], 'noStream', 'wrongExpectedVersion'],
  [['e5', 'e6'], 4, 'wrongExpectedVersion'],
  [['x'], 2, 'wrongExpectedVersion'],
  [[], 2, 'wrongExpectedVersion'],
])('[STORE-3] below it: %j after %s is %s', (appended, expected, kind) => {
  const store = six();
  expect(append(store, 's', appended, expected).kind).toBe(kind);
  expect(idsIn(store, 's')).toEqual(ids('e', 6));
});

test('[STORE-3] an idempotent append answers with the numbers of the first time', () => {
  expect(append(six(), 's', ['e2', 'e3'], 1)).toEqual({ kind: 'idempotent', first: 2, last: 3 });
  expect(append(six(), 's', ['e2', 'e3'], 'any')).toEqual({ kind: 'idempotent', first: 2, last: 3 });
});

test.each<[readonly string[], string]>([
  [['e0'], 'idempotent'],
  [['e5', 'e0'], 'idempotent'],
  [['x'], 'appended'],
  [['x', 'e0'], 'appended'],
  [['e0', 'x'], 'wrongExpectedVersion'],
])('[STORE-4] any: %j is %s', (appended, kind) => {
  expect(append(six(), 's', appended, 'any').kind).toBe(kind);
  expect(append(six(), 's', appended, 'streamExists').kind).toBe(kind);
});

test('[STORE-5] what is forgotten is written again', () => {
  const restarted = six();
  restarted.restart();
  expect(append(restarted, 's', ['e0'], 'any').kind).toBe('appended');
  expect(append(restarted, 's', ['e1'], 0).kind).toBe('idempotent');

  const small = new EventStoreCore(2);
  for (const id of ['a', 'b', 'c']) append(small, 's', [id]);
  expect([append(small, 's', ['b']).kind, append(small, 's', ['a']).kind]).toEqual(['idempotent', 'appended']);

  const again = new EventStoreCore(2);
  for (const [i, id] of ['a', 'a', 'b'].entries()) append(again, 's', [id], i === 0 ? 'noStream' : i - 1);
  expect(append(again, 's', ['a']).kind).toBe('idempotent');

  const moved = six();
  append(moved, 'other', ['e0']);
  expect(append(moved, 's', ['e0']).kind).toBe('appended');
});

test('[STORE-7] streamExists wants events or settings', () => {
  const store = new EventStoreCore();
  expect(append(store, 's', ['a'], 'streamExists')).toEqual({ kind: 'wrongExpectedVersion', why: 's does not exist' });
  store.setSettings('s', { maxCount: 3 });
  expect(append(store, 's', ['a'], 'streamExists').kind).toBe('appended');
});

test.each<[unknown, ExpectedVersion | null]>([
  ['any', 'any'],
  [-2, 'any'],
  ['NoStream', 'noStream'],
  ['no stream', 'noStream'],
  [-1, 'noStream'],
  ['stream_exists', 'streamExists'],
  [-4, 'streamExists'],
  [0, 0],
  [41, 41],
  [-3, null],
  [1.5, null],
  ['7', null],
  [null, null],
])('[STORE-2] the expected version %j reads as %j', (value, version) => {
  expect(readExpectedVersion(value)).toBe(version);
});
