import { expect, test } from 'vitest';
import { entriesOf, firstOf, runYaml } from './run-document.fixture.ts';

const VERSIONS = `
messages:
  Move: { kind: command, fields: { person: string, n: number } }
  Show: { kind: query, fields: { stream: string } }
  Moved: { kind: event, version: 3, fields: { person: string, city: string, country: string } }
components:
  c:
    kind: client
    sends:
      - { command: Move, to: people, every: 100ms, count: 3, data: { person: p11, n: =n } }
      - { query: Show, to: people, start: 1s, every: 100ms, count: 1, data: { stream: p11 } }
      - { query: Show, to: people, start: 2s, every: 100ms, count: 1, data: { stream: copy } }
  people:
    kind: service
    on:
      Move:
        - if: msg.n == 1
          then: [{ append: =msg.person, to: store, events: [{ event: Moved, version: 1, data: { person: =msg.person, town: Berne } }] }]
        - if: msg.n == 2
          then: [{ append: =msg.person, to: store, events: [{ event: Moved, version: 2, data: { person: =msg.person, city: Zurich } }] }]
        - if: msg.n == 3
          then: [{ append: =msg.person, to: store, events: [{ event: Moved, data: { person: =msg.person, city: Ittigen, country: CH } }] }]
      Show:
        - load: =msg.stream
          from: store
          as: person
          fold: { initial: { cities: [] }, on: { Moved: { cities: "=state.cities + [event.city + ' ' + event.country]" } } }
        - reply: { cities: =person.state.cities }
  reader:
    kind: service
    consumes: [{ from: store }]
    on: { Moved: [{ write: homes, key: =msg.person, set: { city: =msg.city, country: =msg.country } }] }
  store:
    kind: event-store
    upcasters: { Moved: [UPCASTERS] }
`;
const CHAIN = VERSIONS.replace(
  'UPCASTERS',
  '{ from: 1, to: 2, rename: { town: city } }, { from: 2, to: 3, default: { country: CH }, set: { city: "=event.city + \'!\'" } }',
);

test('[UPCAST-1] readers get every event in its newest form, and what is stored stays as it was written', () => {
  const run = runYaml(CHAIN);
  const stored = entriesOf(run, 'event.stored').map(({ message }) => [message.version, message.data]);
  expect(stored).toEqual([
    [1, { person: 'p11', town: 'Berne' }],
    [2, { person: 'p11', city: 'Zurich' }],
    [3, { person: 'p11', city: 'Ittigen', country: 'CH' }],
  ]);
  const [shown] = entriesOf(run, 'request.completed').filter(({ message }) => message.name === 'Show');
  expect(shown?.data).toEqual({ cities: ['Berne! CH', 'Zurich! CH', 'Ittigen CH'] });
  expect(entriesOf(run, 'stream.read')[0]?.upcast).toBe(2);
  expect(entriesOf(run, 'event.upcast').map(({ fromVersion, why }) => [fromVersion, why])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(entriesOf(run, 'table.written').map(({ row }) => row['city'])).toEqual(['Berne!', 'Zurich!', 'Ittigen']);
});

test('[UPCAST-5] what an upcaster cannot change is handed out as it was written', () => {
  const run = runYaml(VERSIONS.replace('UPCASTERS', '{ from: 1, to: 2, set: { city: =event.nothing.at } }'));
  const upcast = firstOf(run, 'event.upcast');
  expect(upcast.message.data).toEqual({ person: 'p11', town: 'Berne' });
  expect(upcast.why).not.toBeNull();
  // The reader's contract is that of version 3.
  expect(firstOf(run, 'message.rejected', 'reader').why).toBe('`city` is missing');
});

test('[COPY-3] a person copies a stream, each event in its newest form', () => {
  const run = runYaml(CHAIN, {
    interventions: [
      { at: '1500ms', 'copy-stream': 'store', stream: 'p11', to: 'copy' },
      { at: '1600ms', 'copy-stream': 'store', stream: 'p11', to: 'copy' },
      { at: '1700ms', 'copy-stream': 'store', stream: 'p12', to: 'p13' },
    ],
  });
  expect(firstOf(run, 'stream.copied')).toMatchObject({ from: 'p11', to: 'copy', read: 3, written: 3 });
  const copies = entriesOf(run, 'event.stored').slice(3);
  expect(copies.map(({ stream, number, position, message }) => [stream, number, position, message.version])).toEqual([
    ['copy', 0, 3, 3],
    ['copy', 1, 4, 3],
    ['copy', 2, 5, 3],
  ]);
  const shown = entriesOf(run, 'request.completed').filter(({ message }) => message.name === 'Show');
  expect(shown[1]?.data).toEqual(shown[0]?.data);
  expect(entriesOf(run, 'intervention.ignored').map(({ why }) => why)).toEqual([
    'there is a stream `copy` already',
    'there is no stream `p12`',
  ]);
});
