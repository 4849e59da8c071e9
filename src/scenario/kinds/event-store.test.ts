import { expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const SOUND = `eventually: 1
id: test
title: Test
messages:
  Do: { kind: command, fields: { id: string } }
  Ask: { kind: query, fields: { id: string } }
  Done: { kind: event, version: 2, fields: { id: string, name: string } }
components:
  c: { kind: client, sends: [{ command: Do, to: s, every: 1s, data: { id: a } }, { query: Ask, to: v, every: 1s, data: { id: a } }] }
  s:
    kind: service
    consumes: [{ from: store }]
    on:
      Do:
        - load: =msg.id
          from: store
          as: it
          fold: { initial: { count: 0 }, on: { Done: { count: =state.count + 1 } } }
        - append: =msg.id
          to: store
          expected: =it.version
          onConflict: { retry: 2 }
          events: [{ event: Done, data: { id: =msg.id, name: Lisa } }]
      Done: []
  store:
    kind: event-store
    snapshots: { every: 5 }
    upcasters: { Done: [{ from: 1, to: 2, default: { name: '' } }] }
    streams: { 'a*': { maxCount: 5 } }
  v:
    kind: view
    from: store
    on:
      Done: { table: done, key: =msg.id, set: { name: =msg.name } }
      Ask: [{ read: done, key: =msg.id }, { reply: =done }]
`;

test('a sound document', () => {
  const loaded = loadScenario(SOUND);
  expect(loaded.ok ? loaded.warnings : loaded.problems).toEqual([]);
});

/** Each breaks the document in one place, as people do. */
const BROKEN: readonly (readonly [what: string, from: string, to: string, says: string])[] = [
  [
    'a load from something else',
    'from: store\n          as',
    'from: s\n          as',
    '`s` is a service, not an event store',
  ],
  ['an append to something else', 'to: store\n', 'to: v\n', '`v` is a view, not an event store'],
  ['an event that is none', 'event: Done,', 'event: Do,', '`Do` is a command; an event store keeps events'],
  [
    'a fold over what is no event',
    'on: { Done: { count',
    'on: { Do: { count',
    '`Do` is a command; a stream holds events',
  ],
  [
    'a fold over a stranger',
    'on: { Done: { count',
    'on: { Donne: { count',
    '`Donne` is not a message; did you mean `Done`?',
  ],
  [
    'a field that the state does not have',
    '=state.count + 1',
    '=state.cont + 1',
    '`cont` is not a field of the state; did you mean `count`?',
  ],
  [
    'a fold that looks outside',
    '=state.count + 1',
    '=state.count + msg.n',
    '`msg` is not known here; there is `param`, `state`, `event`',
  ],
  [
    'an expectation that is none',
    '=it.version',
    'newest',
    '`expected` is `any`, `none`, `exists` or the version of the stream, as in `expected: =account.version`',
  ],
  [
    'a conflict that cannot be',
    'expected: =it.version',
    'expected: any',
    'an append that expects any version meets no conflict; say what it `expected`',
  ],
  [
    'a conflict that is neither',
    'onConflict: { retry: 2 }',
    'onConflict: again',
    '`onConflict` is `{ retry: 3 }`, which goes back to the `load` before it, or a list of statements',
  ],
  ['data that is missing', ', name: Lisa', '', '`name` is missing: `Done` has `id` and `name`'],
  [
    'no events',
    'events: [{ event: Done, data: { id: =msg.id, name: Lisa } }]',
    'events: []',
    '`events` has 0 items; at least 1 is needed',
  ],
  [
    'an upcaster that goes back',
    'from: 1, to: 2',
    'from: 2, to: 2',
    'an upcaster goes to a later version: 2 is not after 2',
  ],
  [
    'two upcasters for one version',
    '[{ from: 1, to: 2, default',
    '[{ from: 1, to: 3 }, { from: 1, to: 2, default',
    'there is an upcaster from version 1 of `Done` already',
  ],
  [
    'an upcaster of a stranger',
    'upcasters: { Done',
    'upcasters: { Gone',
    '`Gone` is not a message; did you mean `Done`?',
  ],
  ['a step without versions', '{ from: 1, to: 2, default', '{ to: 2, default', '`from` is missing'],
  [
    'rules that say nothing',
    '{ maxCount: 5 }',
    '{}',
    'a stream keeps at most so many events (`maxCount`) or for so long (`retention`)',
  ],
  ['a name that is open inside', "'a*'", "'a*b'", "only the end of a stream's name can be open, as in `account-*`"],
  [
    'personal data without a vault',
    'snapshots: { every: 5 }',
    'personal: { Done: { fields: [name], subject: =event.id } }',
    '`vault` is missing: the component that keeps a key for each person',
  ],
  [
    'a personal field that is none',
    'snapshots: { every: 5 }',
    'personal: { Done: { fields: [nam], subject: =event.id } }\n    vault: s',
    '`nam` is not a field of `Done`; did you mean `name`?',
  ],
  ['snapshots every 0 events', 'every: 5', 'every: 0', '`every` is 0; at least 1 is needed'],
  [
    'a place that is none',
    'consumes: [{ from: store }]',
    'consumes: [{ from: store, after: beginning }]',
    '`after` is `start`, `end` or a position in the store, as in `after: 12`',
  ],
  [
    'a strategy without a group',
    'consumes: [{ from: store }]',
    'consumes: [{ from: store, strategy: pinned }]',
    '`strategy` belongs to a `group`, whose events the store deals out',
  ],
  [
    'a strategy that is none',
    'consumes: [{ from: store }]',
    'consumes: [{ from: store, group: g, strategy: fair }]',
    'the strategy of a group is `round-robin`, `dispatch-to-single` or `pinned`',
  ],
  [
    'a place of its own in a group',
    'consumes: [{ from: store }]',
    'consumes: [{ from: store, group: g, checkpoint: { every: 2 } }]',
    'the store keeps the place of a group; `checkpoint` is for readers without one',
  ],
  [
    'retries of its own in a group',
    'consumes: [{ from: store }]',
    'consumes: [{ from: store, group: g, retry: { delay: 1s } }]',
    'the store retries for a group: write `maxRetries` and `timeout`',
  ],
  [
    'a view of a stranger',
    'from: store\n    on',
    'from: stor\n    on',
    '`stor` is not a component; did you mean `store`?',
  ],
  [
    'a view that shares events out',
    'from: store\n    on',
    'from: { from: store, group: g }\n    on',
    'a view needs every event of a store; a `group` shares them out',
  ],
  ['a view of a service', 'from: store\n    on', 'from: s\n    on', '`s` is a service, not a log'],
  [
    'a view that handles a command',
    '      Ask: [',
    '      Do: []\n      Ask: [',
    '`Do` is a command; a view makes its tables of events and answers queries',
  ],
  [
    'a view that sends',
    '{ table: done, key: =msg.id, set: { name: =msg.name } }',
    '[{ send: Do, to: s, data: { id: =msg.id } }]',
    'a view can be built anew from its events, so it must do nothing outside itself: it cannot `send`',
  ],
  [
    'a query that writes',
    '{ reply: =done }]',
    '{ delete: done, key: =msg.id }]',
    '`Ask` is a query, which changes nothing: it cannot `delete`',
  ],
  [
    'an event that is answered',
    '{ table: done, key: =msg.id, set: { name: =msg.name } }',
    '[{ reply: =msg.id }]',
    '`Done` is an event, and nobody waits for an answer to it',
  ],
  [
    'a change that is none',
    'set: { name: =msg.name } }\n      Ask',
    'if: "true" }\n      Ask',
    'the change of a row has either `set` or `delete: true`',
  ],
  [
    'a misspelt change',
    'table: done, key',
    'tabel: done, key',
    '`tabel` is not a field of the change of a row; did you mean `table`?',
  ],
  [
    'a view without events',
    '      Done: { table: done, key: =msg.id, set: { name: =msg.name } }\n',
    '',
    '`v` reacts to no event, so there would never be anything to see in it',
  ],
  [
    'a read of a stranger',
    '- load: =msg.id',
    '- { read: done, from: stor, key: a }\n        - load: =msg.id',
    '`stor` is not a component; did you mean `store`?',
  ],
  [
    'a read of a component without rows',
    '- load: =msg.id',
    '- { read: done, from: store, key: a }\n        - load: =msg.id',
    '`store` is an event-store, whose rows nobody else reads',
  ],
  [
    'a read of a table that is none',
    '- load: =msg.id',
    '- { read: don, from: v, key: a }\n        - load: =msg.id',
    '`don` is not a table of `v`; did you mean `done`?',
  ],
  [
    'an event to a view',
    '{ query: Ask, to: v, every: 1s, data: { id: a } }',
    '{ event: Done, to: v, every: 1s, data: { id: a, name: b } }',
    '`v` is a view, which answers queries; events reach it from what it is made of',
  ],
  [
    'a position for an event',
    '{ table: done, key: =msg.id, set: { name: =msg.name } }',
    '[{ read: done, key: a, atLeast: 1 }, { write: done, key: a, set: { n: 1 } }]',
    '`atLeast` waits for events, and a handler of an event would wait for itself; it is for queries',
  ],
  [
    'a place saved after 0 events',
    'from: store\n    on',
    'from: store\n    checkpoint: { every: 0 }\n    on',
    '`every` is 0; at least 1 is needed',
  ],
];

test.each(BROKEN)('%s', (_, from, to, says) => {
  expect(SOUND).toContain(from);
  const loaded = loadScenario(SOUND.replace(from, to));
  const messages = loaded.ok ? [] : loaded.problems.map(({ message }) => message);
  expect(messages).toContain(says);
});
