import { expect, test } from 'vitest';
import { SECOND, scenarioOf, simulate } from '../run/run-document.fixture.ts';
import { shop } from '../run/security-documents.fixture.ts';
import type { Data } from '../trace/message.ts';
import { judge } from './conditions.ts';
import { createProjection } from './create-projection.ts';
import { describeEntry } from './entry-words.ts';

const at = (when: string, what: { readonly [verb: string]: Data }) => ({ at: when, ...what }) as never;

test('[VAULT-12] the view shows keys and counts at every instant', () => {
  const scenario = scenarioOf(shop({ count: 4 }));
  const run = simulate(scenario, {
    interventions: [
      at('1500ms', { 'rotate-key': 'keys', subject: 'lisa' }),
      at('2500ms', { 'forget-person': 'keys', subject: 'paul' }),
    ],
  });
  run.advanceTo(10 * SECOND);
  const projection = createProjection(scenario, run.trace);
  const vaultAt = (seconds: number) => {
    const view = projection.at(seconds * SECOND).components.get('keys');
    return view?.kind === 'vault' ? view : null;
  };
  expect(vaultAt(0.5)).toMatchObject({ keys: [], sub: '0 keys' });
  expect(vaultAt(1.6)?.keys).toEqual([{ subject: 'lisa', versions: 2, state: 'active', changedUs: 1_500_000 }]);
  expect(vaultAt(10)).toMatchObject({
    sub: '1 key, 1 thrown away',
    facts: [
      ['lisa', 'version 2'],
      ['paul', 'thrown away'],
    ],
    counts: { created: 2, rotated: 1, destroyed: 1, served: 8, denied: 1, missing: 0, rewrapped: 0 },
  });
  expect([...(vaultAt(10)?.tables?.[0]?.rows() ?? [])]).toEqual([
    ['lisa', { subject: 'lisa', versions: 2, state: 'active' }],
    ['paul', { subject: 'paul', versions: 1, state: 'destroyed' }],
  ]);
});

test('[POLICY-1] a leak can be counted in a condition', () => {
  const scenario = scenarioOf(
    `${shop({ personal: '[address]', log: 'public: true' })}fitness: [{ name: private, holds: "happened('policy.violated', 'order-events') == 0" }]`,
  );
  const run = simulate(scenario);
  run.advanceTo(10 * SECOND);
  const projection = createProjection(scenario, run.trace);
  const [fitness] = scenario.fitness;
  const holds = (seconds: number): boolean | undefined =>
    fitness === undefined ? undefined : judge(fitness.holds, projection.at(seconds * SECOND), projection).holds;
  expect([holds(0.9), holds(1.2)]).toEqual([true, false]);
});

test('a client that encrypts has sent what it sent, and not its wishes for keys', () => {
  const scenario = scenarioOf(`
messages: { Register: { kind: command, fields: { id: string, name: string }, personal: { fields: [name], subject: =msg.id, vault: keys } } }
components:
  c: { kind: client, sends: [{ command: Register, to: people, every: 1s, count: 2, data: { id: a, name: Lisa } }] }
  people: { kind: service, on: { Register: [{ write: people, key: =msg.id, set: { name: =msg.name } }, { reply: {} }] } }
  keys: { kind: vault }
fitness: [{ name: two, holds: "count('c', 'sent') <= 2", when: always }]
`);
  const run = simulate(scenario);
  run.advanceTo(10 * SECOND);
  const client = createProjection(scenario, run.trace)
    .at(10 * SECOND)
    .components.get('c');
  expect(client).toMatchObject({ sent: 2, outcomes: { ok: 2 }, open: [] });
});

test('every entry has its words, in the present tense and without the key', () => {
  const scenario = scenarioOf(
    shop({
      vault: 'encrypt: [orders], decrypt: [delivery], on: { Rotate: rotate }',
      count: 5,
      top: "access: [{ channel: order-events, write: [orders], read: ['*'] }]\nlinks: [{ between: [orders, order-events], wiretap: rogue }]",
      log: 'public: true',
    }).replace(
      'sends: [',
      'sends: [{ command: Rotate, to: keys, every: 2500ms, count: 1, data: { subject: nobody } }, ',
    ),
  );
  const run = simulate(scenario, {
    interventions: [
      at('1500ms', { 'rotate-key': 'keys', subject: 'lisa' }),
      at('4500ms', { 'forget-person': 'keys', subject: 'lisa' }),
    ],
  });
  run.advanceTo(10 * SECOND);
  const words = new Map(
    run.trace.entries
      .filter(({ kind }) =>
        /^(?:access|policy|encryption|wire|key)\.|^message\.(?:encrypted|decrypted|unreadable)$/.test(kind),
      )
      .map((entry) => [
        entry.kind,
        describeEntry(entry, scenario.components.get(entry.at)?.name ?? entry.at, scenario),
      ]),
  );
  expect(Object.fromEntries(words)).toEqual({
    'key.created': 'Keys makes a key for paul',
    'key.served': 'Keys has no key of lisa for Orders',
    'message.encrypted': 'Orders encrypts address of OrderPlaced with the key of lisa',
    'wire.tapped': 'Rogue listens in and gets a copy of OrderPlaced',
    'message.decrypted': 'Delivery decrypts address of OrderPlaced',
    'access.denied': 'Keys refuses: rogue may not decrypt with the keys of Keys; only delivery may',
    'message.unreadable':
      'Rogue cannot read address of OrderPlaced: rogue may not decrypt with the keys of Keys; only delivery may',
    'key.rotated': 'Keys makes version 2 of the key of lisa',
    'key.refused': 'Keys refuses: there is no key of nobody',
    'key.destroyed': 'Keys throws the key of lisa away: nobody will read again what it encrypted',
    'encryption.failed': 'Orders is stuck with OrderPlaced. It is not sent: the key of lisa was thrown away.',
  });
});

test('a leak and a text that is encrypted anew have their words too', () => {
  const wordsOf = (text: string, kind: string): string | null => {
    const scenario = scenarioOf(text);
    const run = simulate(scenario, { interventions: [at('4s', { 'rotate-key': 'keys', subject: 'lisa' })] });
    run.advanceTo(10 * SECOND);
    const entry = run.trace.entries.find((one) => one.kind === kind);
    return entry === undefined ? null : describeEntry(entry, scenario.components.get(entry.at)?.name ?? '', scenario);
  };
  expect(wordsOf(shop({ personal: '[address]', log: 'public: true' }), 'policy.violated')).toBe(
    'A leak: address of OrderPlaced is personal, and anybody can read it in Order events',
  );
  const first = simulate(scenarioOf(shop()));
  first.advanceTo(2 * SECOND);
  const [sealed] = first.trace.entries.flatMap((one) =>
    one.kind === 'log.appended' ? [(one.message.data as { address: { sealed: string } }).address.sealed] : [],
  );
  const asking = `sends: [{ command: Rewrap, to: keys, every: 5s, count: 1, data: { subject: lisa, sealed: '${sealed}' } }, `;
  const text = shop({ vault: 'on: { Rewrap: rewrap }' }).replace('sends: [', asking);
  expect(wordsOf(text, 'key.rewrapped')).toBe('Keys encrypts a text of lisa anew: version 2 of the key instead of 1');
});
