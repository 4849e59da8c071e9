import { expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const yaml = (registry: string): string => `eventually: 1
id: test
title: Test
messages:
  Register: { kind: command, fields: { subject: string, schema: any } }
  Bare: { kind: command, fields: { n: number } }
  Placed: { kind: event, fields: { orderId: string } }
components:
  team: { kind: client, sends: [{ command: Register, to: schemas, every: 1s, data: { subject: s, schema: int } }] }
  schemas: { kind: registry, on: { Register: register }${registry} }
`;

/** What is said of the registry, as "path: sentence". */
function problems(text: string): readonly string[] {
  const loaded = loadScenario(text);
  return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path}: ${message}`);
}

test('a registry with all that it can have loads', () => {
  const loaded = loadScenario(
    yaml(`, level: FULL_TRANSITIVE, contracts: [Placed], subjects: {
      orders-value: { level: NONE, versions: [{ fields: { id: string, note: string? } }, { schema: { type: enum, name: E, symbols: [A] } }] },
      Placed: {} }`),
  );
  expect(loaded.ok && loaded.scenario.components.get('schemas')).toMatchObject({
    kind: 'registry',
    level: 'FULL_TRANSITIVE',
    contracts: ['Placed'],
    subjects: [
      { name: 'orders-value', level: 'NONE', versions: [{ kind: 'record' }, { kind: 'enum' }] },
      { name: 'Placed', level: null, versions: [] },
    ],
  });
  expect(problems(yaml(''))).toEqual([]);
});

const at = 'components.schemas';

test.each([
  [', level: STRICT', `${at}.level: \`STRICT\` is not a level of compatibility`],
  [', levle: FULL', `${at}.levle: \`levle\` is not a field of a registry; did you mean \`level\`?`],
  [', contracts: [Plced]', `${at}.contracts[0]: \`Plced\` is not a message; did you mean \`Placed\`?`],
  [', contracts: [Placed, Placed]', `${at}.contracts[1]: \`Placed\` is there already`],
  [
    ', subjects: { s: { versions: [{}] } }',
    `${at}.subjects.s.versions[0]: a version is empty; write \`fields\` or \`schema\``,
  ],
  [
    ', subjects: { s: { versions: [{ fields: { a: text } }] } }',
    `${at}.subjects.s.versions[0].fields.a: \`text\` is not a type`,
  ],
  [
    ', subjects: { s: { versions: [{ schema: { type: array, items: whole } }] } }',
    `${at}.subjects.s.versions[0].schema.items: \`whole\` is not a type`,
  ],
  [', subjects: { s: { level: SOME } }', `${at}.subjects.s.level: \`SOME\` is not a level of compatibility`],
  [', subjects: { s: { version: [] } }', `${at}.subjects.s.version: \`version\` is not a field of a subject`],
])('%s', (registry, says) => {
  expect(problems(yaml(registry)).join('\n')).toContain(says);
});

test.each([
  ['Register: registr', `${at}.on.Register: \`registr\` is not what a registry does; did you mean \`register\`?`],
  ['Register: register, Nothing: check', `${at}.on.Nothing: \`Nothing\` is not a message`],
  ['Register: register, Bare: check', `${at}.on.Bare: \`Bare\` needs a field \`subject\` to have a schema checked`],
  ['Register: register, Placed: level', `${at}.on.Placed: \`Placed\` needs a field \`level\` to set a level`],
  ['Bare: delete', 'components.team.sends[0].to: `schemas` has no handler for `Register`'],
])('on: { %s }', (on, says) => {
  expect(problems(yaml('').replace('Register: register }', `${on} }`)).join('\n')).toContain(says);
});
