import { expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

interface Parts {
  readonly personal?: string;
  readonly vault?: string;
  readonly log?: string;
  readonly people?: string;
  readonly top?: string;
}

const yaml = ({ personal = '[name]', vault = '', log = '', people = '', top = '' }: Parts): string => `eventually: 1
id: test
title: Test
messages:
  Named: { kind: event, fields: { id: string, name: string }, personal: ${personal} }
  Turn: { kind: command, fields: { subject: string } }
  Bare: { kind: command, fields: { subject: string } }
components:
  people: { kind: client, ${people} sends: [{ event: Named, to: names, every: 1s, data: { id: a, name: b } }] }
  names: { kind: log, ${log} }
  reader: { kind: service, principal: audit, on: { Named: [{ write: rows, key: =msg.id, set: {} }] }, consumes: [{ from: names }] }
  thief: { kind: service, on: { Named: [{ write: rows, key: =msg.id, set: {} }] } }
  keys: { kind: vault, ${vault} }
${top}
`;

function problems(parts: Parts): string {
  const loaded = loadScenario(yaml(parts));
  return loaded.ok ? '' : loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n');
}

test('a document with all that there is loads', () => {
  const loaded = loadScenario(
    yaml({
      personal: '{ fields: [name], subject: =msg.id, vault: keys }',
      vault:
        "encrypt: [people], decrypt: ['*'], cache: 5s, timeout: 200ms, attempts: 3, restart: 1s, on: { Turn: rotate }",
      log: 'public: true',
      top: "access: [{ channel: names, write: [people], read: [audit] }, { channel: keys, read: ['*'] }]\nlinks: [{ between: [people, names], wiretap: thief }]",
    }),
  );
  expect(loaded.ok && loaded.warnings).toEqual([]);
  expect(loaded.ok && loaded.scenario.components.get('keys')).toMatchObject({
    encrypt: new Set(['people']),
    decrypt: null,
    cacheUs: 5_000_000,
    timeoutUs: 200_000,
    attempts: 3,
    restartUs: 1_000_000,
    sendings: [
      { message: 'GetKey', to: 'people' },
      { message: 'GetKey', to: 'reader' },
      { message: 'GetKey', to: 'thief' },
    ],
  });
  expect(loaded.ok && loaded.scenario.security).toMatchObject({
    access: new Map([
      ['names', { write: new Set(['people']), read: new Set(['audit']) }],
      ['keys', { write: new Set(), read: null }],
    ]),
    principals: new Map([['reader', 'audit']]),
    publicChannels: new Set(['names']),
    taps: [{ ends: ['people', 'names'], to: 'thief' }],
  });
  expect(loaded.ok && loaded.scenario.security?.personal.get('Named')).toMatchObject({
    fields: ['name'],
    encryption: { vault: 'keys' },
  });
});

test('a document without any of it has no rules to keep', () => {
  const loaded = loadScenario(
    yaml({})
      .replace(', personal: [name]', '')
      .replace(/ {2}keys: .*\n/, ''),
  );
  expect(loaded.ok && loaded.scenario.security).toBeUndefined();
});

test.each<[Parts, string]>([
  [{ personal: '[nam]' }, 'messages.Named.personal[0]: `nam` is not a field of `Named`; did you mean `name`?'],
  [{ personal: '[name, name]' }, 'messages.Named.personal[1]: `name` is there already'],
  [{ personal: 'name' }, 'messages.Named.personal'],
  [{ personal: '{ vault: keys }' }, 'messages.Named.personal'],
  [{ personal: '{ fields: [name], vault: keys }' }, 'messages.Named.personal: `subject` is missing'],
  [{ personal: '{ fields: [name], subject: =msg.id }' }, 'messages.Named.personal: `vault` is missing'],
  [
    { personal: '{ fields: [nam], subject: =msg.id, vault: keys }' },
    'messages.Named.personal.fields[0]: `nam` is not a field of `Named`',
  ],
  [
    { personal: '{ fields: [name], subject: =msg.name, vault: keys }' },
    'messages.Named.personal.subject: `name` is not a field of `Named` that is not personal',
  ],
  [
    { personal: '{ fields: [name], subject: =msg.id, vault: key }' },
    'messages.Named.personal.vault: `key` is not a component; did you mean `keys`?',
  ],
  [
    { personal: '{ fields: [name], subject: =msg.id, vault: names }' },
    'messages.Named.personal.vault: `names` is a log, not a vault',
  ],
  [
    { personal: '{ fields: [name], subject: =msg.id, vault: keys, version: 2 }' },
    '`version` is not a field of `personal`',
  ],
])('personal data: %o', (parts, says) => {
  expect(problems(parts)).toContain(says);
});

test.each<[Parts, string]>([
  [{ top: 'access: [{ channel: name }]' }, 'access[0].channel: `name` is not a component; did you mean `names`?'],
  [
    { top: 'access: [{ channel: people }]' },
    'access[0].channel: `people` is a client, which nobody writes to or reads',
  ],
  [{ top: 'access: [{ channel: names }, { channel: names }]' }, 'access[1].channel: `names` has a rule already'],
  [{ top: 'access: [{ channel: names, read: [reader] }]' }, 'access[0].read[0]: `reader` is not a principal'],
  [{ top: 'access: [{ channel: names, write: [thief, thief] }]' }, 'access[0].write[1]: `thief` is there already'],
  [{ top: 'access: [{ channel: names, may: [thief] }]' }, '`may` is not a field of an access rule'],
  [{ top: 'access: [{ write: [thief] }]' }, 'access[0]: `channel` is missing'],
  [
    { people: 'public: true,' },
    'components.people.public: `people` is a client, which is no channel that others can look into',
  ],
  [{ people: 'principal: 1 2,' }, 'components.people.principal: `1 2` cannot be a principal'],
  [
    { top: 'links: [{ between: [people, names], wiretap: thif }]' },
    'links[0].wiretap: `thif` is not a component; did you mean `thief`?',
  ],
  [
    { top: 'links: [{ between: [people, names], wiretap: keys }]' },
    'links[0].wiretap: `keys` is a vault; only a service can listen in',
  ],
  [
    { top: 'links: [{ between: [thief, names], wiretap: thief }]' },
    'links[0].wiretap: `thief` is an end of this link, and gets all of it anyway',
  ],
])('access: %o', (parts, says) => {
  expect(problems(parts)).toContain(says);
});

test.each<[string, string]>([
  ['encrypt: [peple]', 'components.keys.encrypt[0]: `peple` is not a principal; did you mean `people`?'],
  ['decrypt: [people, people]', 'components.keys.decrypt[1]: `people` is there already'],
  ['timeout: 0ms', 'components.keys.timeout: nobody answers in no time; give it some'],
  ['attempts: 0', 'components.keys.attempts'],
  ['cache: 5', 'components.keys.cache'],
  ['rotation: 5s', '`rotation` is not a field of a vault'],
  ['on: { Turn: turn }', 'components.keys.on.Turn: `turn` is not what a vault does'],
  ['on: { Tun: rotate }', 'components.keys.on.Tun: `Tun` is not a message; did you mean `Turn`?'],
  ['on: { Turn: rewrap }', 'components.keys.on.Turn: `Turn` needs a field `sealed` to have a text encrypted anew'],
  ['on: { Named: forget }', 'components.keys.on.Named: `Named` needs a field `subject` to throw a key away'],
  [
    'on: { Named: rewrap }',
    'components.keys.on.Named: `Named` needs fields `subject` and `sealed` to have a text encrypted anew',
  ],
])('vault: %s', (vault, says) => {
  expect(problems({ vault })).toContain(says);
});

test('what nobody asked the vault to do it does not take', () => {
  const top = 'fitness: []';
  const text = yaml({ vault: 'on: { Turn: rotate }', top }).replace(
    'sends: [',
    'sends: [{ command: Bare, to: keys, every: 1s, data: { subject: a } }, ',
  );
  const loaded = loadScenario(text);
  expect(loaded.ok ? [] : loaded.problems.map(({ message }) => message)).toEqual([
    '`keys` has no handler for `Bare`; add it under its `on`',
  ]);
});

test.each<[string, string]>([
  ['{ rotate-key: names, subject: lisa }', '`names` is a log, not a vault'],
  ['{ rotate-key: keys }', '`subject`'],
  ['{ wiretap: [people, names], by: keys }', '`keys` is a vault; only a service can listen in'],
  ['{ wiretap: [people, thief], by: thief }', '`thief` is an end of this link, and gets all of it anyway'],
  ['{ wiretap: [names, names], by: thief }', 'a link has two different ends, and this one has `names` twice'],
  ['{ wiretap: [people, nams], by: thief }', '`nams` is not a component; did you mean `names`?'],
])('intervention: %s', (written, says) => {
  expect(problems({ top: `steps: [{ title: a, say: b, do: [${written}] }]` })).toContain(says);
});

test('interventions load', () => {
  expect(
    problems({
      top: 'steps: [{ title: a, say: b, do: [{ rotate-key: keys, subject: lisa }, { wiretap: [people, names], by: thief }] }]',
    }),
  ).toBe('');
});
