import { expect, test } from 'vitest';
import { entriesOf, runYaml, SECOND } from './run-document.fixture.ts';

const PEOPLE = `
messages:
  Register: { kind: command, fields: { customer: string, name: string } }
  GetNames: { kind: query, fields: { customer: string } }
  Registered: { kind: event, fields: { customer: string, name: any, plan: string } }
components:
  c:
    kind: client
    sends:
      - { command: Register, to: people, every: 100ms, count: 2, data: { customer: ='c' + string(n), name: ='Lisa ' + string(n) } }
      - { query: GetNames, to: people, start: 1s, every: 500ms, count: 2, data: { customer: c1 } }
      - { command: Register, to: people, start: 2s, every: 100ms, count: 1, data: { customer: c1, name: Lisa again } }
  people:
    kind: service
    on:
      Register:
        - append: =msg.customer
          to: store
          events: [{ event: Registered, data: { customer: =msg.customer, name: =msg.name, plan: gold } }]
      GetNames:
        - load: =msg.customer
          from: store
          as: person
          fold: { initial: { name: '', plan: '' }, on: { Registered: { name: =event.name, plan: =event.plan } } }
        - reply: { name: =person.state.name, plan: =person.state.plan }
  board:
    kind: view
    from: store
    on: { Registered: { table: people, key: =msg.customer, set: { name: =msg.name, plan: =msg.plan } } }
  keys: { kind: vault }
  store:
    kind: event-store
    snapshots: { every: 1 }
    vault: keys
    personal: { Registered: { fields: [name], subject: =event.customer } }
`;

test('[SHRED-4] what travels and what rests is unreadable; readers decrypt it', () => {
  const run = runYaml(PEOPLE, { untilUs: SECOND });
  const open = entriesOf(run, 'message.sent').filter(
    ({ message, to, at }) => to !== 'people' && at !== 'people' && message.name === 'Registered',
  );
  expect(open).toHaveLength(2);
  for (const { message } of [...open, ...entriesOf(run, 'event.stored')])
    expect(JSON.stringify(message)).not.toContain('Lisa');
  const appends = entriesOf(run, 'message.sent').filter(({ message }) => message.name === 'AppendEvents');
  for (const { message } of appends) expect(JSON.stringify(message)).not.toContain('Lisa');
  expect(entriesOf(run, 'table.written', 'board').map(({ row }) => row['name'])).toEqual(['Lisa 1', 'Lisa 2']);
});

test('[SHRED-2] once the key is thrown away nobody reads the person, and everything else still works', () => {
  const run = runYaml(PEOPLE, {
    untilUs: 3 * SECOND,
    interventions: [
      { at: '1700ms', 'forget-person': 'store', subject: 'c1' },
      { at: '1800ms', 'rebuild-view': 'board' },
    ],
  });
  const answers = entriesOf(run, 'request.completed').filter(({ message }) => message.name === 'GetNames');
  expect(answers.map(({ data }) => data)).toEqual([
    { name: 'Lisa 1', plan: 'gold' },
    { name: null, plan: 'gold' },
  ]);
  const rebuilt = entriesOf(run, 'table.written', 'board').filter(({ build }) => build === 2);
  expect(rebuilt.map(({ row }) => [row['name'], row['plan']])).toEqual([
    [null, 'gold'],
    ['Lisa 2', 'gold'],
  ]);
  expect(entriesOf(run, 'personal.unreadable').map(({ fields }) => fields)).toEqual([['name'], ['name']]);
});

test('[SNAPSHOT-5] a fold that sees personal data gets no snapshots', () => {
  const run = runYaml(PEOPLE, { untilUs: 3 * SECOND });
  expect(entriesOf(run, 'stream.loaded')).toHaveLength(2);
  expect(entriesOf(run, 'snapshot.saved')).toEqual([]);
});

test('[SHRED-3] an event of a person whose key is gone is not written', () => {
  const run = runYaml(PEOPLE, { interventions: [{ at: '1200ms', 'forget-person': 'store', subject: 'c1' }] });
  expect(entriesOf(run, 'event.stored')).toHaveLength(2);
  expect(entriesOf(run, 'request.completed').at(-1)?.data).toEqual({
    code: 'failed',
    why: 'the key of c1 was thrown away',
  });
});
