import { expect, test } from 'vitest';
import type { Data } from '../trace/message.ts';
import { entriesOf, firstOf, runYaml, SECOND } from './run-document.fixture.ts';
import { addresses, ms, onTheWay, shop } from './security-documents.fixture.ts';

const at = (when: string, what: { readonly [verb: string]: Data }) => ({ at: when, ...what }) as never;

/** Asks the vault for something, at 5 s. */
const asks = (command: string, data: string): string =>
  shop().replace(
    '  orders:\n',
    `  admin: { kind: client, sends: [{ command: ${command}, to: keys, every: 5s, count: 1, data: ${data} }] }\n  orders:\n`,
  );
const OPERATIONS = 'encrypt: [orders], decrypt: [delivery], on: { Rotate: rotate, Forget: forget, Rewrap: rewrap }';
const operated = (command: string, data: string): string =>
  asks(command, data).replace('encrypt: [orders], decrypt: [delivery]', OPERATIONS);

test('[VAULT-1] a key is made once, when it is first needed; a seed repeats every ciphertext, another one does not', () => {
  const sealed = (seed: number): readonly unknown[] => onTheWay(runYaml(shop(), { seed })).map(({ data }) => data);
  const run = runYaml(shop());
  expect(entriesOf(run, 'key.created').map((key) => [key.subject, key.version, ms(key)])).toEqual([
    ['lisa', 1, 1010],
    ['paul', 1, 2010],
  ]);
  expect(sealed(1)).toEqual(sealed(1));
  const [one, two] = [sealed(1), sealed(2)].map((all) => new Set(all.map((data) => JSON.stringify(data))));
  expect([...(one ?? [])].filter((text) => two?.has(text))).toEqual([]);
});

test('[VAULT-3] after a rotation new messages use the new version, and old ones stay readable', () => {
  const run = runYaml(shop({ rogue: 'restart: 1s' }), {
    interventions: [
      at('1500ms', { 'rotate-key': 'keys', subject: 'lisa' }),
      at('4s', { crash: 'delivery' }),
      at('5s', { 'reset-offsets': 'order-events', group: 'delivery', to: 'earliest' }),
      at('6s', { restart: 'delivery' }),
    ],
  });
  expect(entriesOf(run, 'message.encrypted').map(({ subject, version }) => [subject, version])).toEqual([
    ['lisa', 1],
    ['paul', 1],
    ['lisa', 2],
  ]);
  expect(addresses(run, 'delivery')).toEqual(['Street 1', 'Street 2', 'Street 3', 'Street 1', 'Street 2', 'Street 3']);
});

test('[VAULT-4] [VAULT-11] a text is encrypted anew by message, and opens to the same', () => {
  const box = (firstOf(runYaml(shop()), 'log.appended').message.data as { address: { sealed: string } }).address;
  const run = runYaml(operated('Rewrap', `{ subject: lisa, sealed: '${box.sealed}' }`), {
    interventions: [at('4s', { 'rotate-key': 'keys', subject: 'lisa' })],
  });
  const { data, outcome } = firstOf(run, 'request.completed', 'admin');
  expect(outcome).toBe('ok');
  expect(data).toMatchObject({ subject: 'lisa', version: 2, sealed: expect.stringMatching(/^v2:/) as string });
  expect(firstOf(run, 'key.rewrapped')).toMatchObject({ fromVersion: 1, version: 2 });
  expect(entriesOf(run, 'key.rewrapped').some((entry) => JSON.stringify(entry).includes('Street'))).toBe(false);
});

test.each([
  ['Rotate', '{ subject: lisa }', 'ok', 'key.rotated'],
  ['Forget', '{ subject: lisa }', 'ok', 'key.destroyed'],
  ['Rotate', '{ subject: nobody }', 'refused', 'key.refused'],
  ['Forget', '{ subject: nobody }', 'refused', 'key.refused'],
  ['Rewrap', "{ subject: lisa, sealed: 'v1:00' }", 'refused', 'key.refused'],
] as const)('[VAULT-11] %s %s is %s', (command, data, outcome, entry) => {
  const run = runYaml(operated(command, data));
  expect(firstOf(run, 'request.completed', 'admin').outcome).toBe(outcome);
  expect(entriesOf(run, entry, 'keys')).toHaveLength(1);
});

test('[VAULT-11] a message that does not fit its contract is rejected, a poisoned one fails', () => {
  const rejected = runYaml(operated('Rotate', '{ subject: =3 + 4 }'));
  expect(firstOf(rejected, 'message.rejected', 'keys').why).toBe('`subject` is a number, not a string');
  const poisoned = runYaml(operated('Rotate', '{ subject: lisa }'), {
    interventions: [at('4500ms', { poison: 'keys' })],
  });
  expect(firstOf(poisoned, 'request.completed', 'admin').outcome).toBe('failed');
});

test.each([
  ['rotate-key', 'nobody', 'there is no key of nobody'],
  ['forget-person', 'nobody', 'there is no key of nobody'],
])('[VAULT-11] by hand: %s of %s changes nothing', (verb, subject, why) => {
  const run = runYaml(shop(), { interventions: [at('4s', { [verb]: 'keys', subject })] });
  expect(firstOf(run, 'intervention.ignored').why).toBe(why);
});

test('[VAULT-5] [VAULT-3] once a key is thrown away nobody reads what it encrypted, nothing more is encrypted with it, and others go on', () => {
  const run = runYaml(shop({ count: 5 }), {
    untilUs: 12 * SECOND,
    interventions: [
      at('3500ms', { 'forget-person': 'keys', subject: 'lisa' }),
      at('7s', { 'rotate-key': 'keys', subject: 'lisa' }),
      at('8s', { 'reset-offsets': 'order-events', group: 'delivery', to: 'earliest' }),
    ],
  });
  expect(firstOf(run, 'key.destroyed')).toMatchObject({ subject: 'lisa', versions: 1 });
  // Reading all of it again: Lisa is gone, Paul is not, and the orders are all there.
  expect(
    entriesOf(run, 'table.written', 'delivery')
      .slice(3)
      .map(({ row }) => row),
  ).toEqual([
    { orderId: 'o1', customer: 'lisa', address: null },
    { orderId: 'o2', customer: 'paul', address: 'Street 2' },
    { orderId: 'o3', customer: 'lisa', address: null },
  ]);
  const gone = entriesOf(run, 'message.unreadable', 'delivery');
  expect(gone.map(({ fields, because, why }) => [fields, because, why])).toEqual([
    [['address'], 'gone', 'the key of lisa was thrown away'],
    [['address'], 'gone', 'the key of lisa was thrown away'],
  ]);
  // Orders 4 and 5 are Lisa's: they are not sent, rather than sent readable.
  expect(entriesOf(run, 'log.appended')).toHaveLength(3);
  expect(entriesOf(run, 'encryption.failed', 'orders').map(({ why }) => why)).toEqual([
    'It is not sent: the key of lisa was thrown away.',
    'It is not sent: the key of lisa was thrown away.',
  ]);
  expect(firstOf(run, 'intervention.ignored').why).toBe('the key of lisa was thrown away');
  expect(entriesOf(run, 'key.created').filter(({ subject }) => subject === 'lisa')).toHaveLength(1);
});

test('[VAULT-6] who is not listed gets no key, is told why, and asks no more', () => {
  const run = runYaml(shop({ vault: 'encrypt: [orders], decrypt: [delivery]' }));
  expect(entriesOf(run, 'access.denied').map(({ principal, action, why }) => [principal, action, why])).toEqual([
    ['rogue', 'decrypt', 'rogue may not decrypt with the keys of Keys; only delivery may'],
  ]);
  const crashed = runYaml(shop(), {
    interventions: [at('1500ms', { crash: 'rogue' }), at('1600ms', { restart: 'rogue' })],
  });
  expect(entriesOf(crashed, 'access.denied')).toHaveLength(2);
  const open = runYaml(shop({ vault: '' }));
  expect(addresses(open, 'rogue')).toEqual(['Street 1', 'Street 2', 'Street 3']);
  const nobody = runYaml(shop({ vault: 'encrypt: []' }));
  expect(entriesOf(nobody, 'log.appended')).toEqual([]);
  expect(firstOf(nobody, 'encryption.failed').why).toBe(
    'It is not sent: orders may not encrypt with the keys of Keys; nobody may.',
  );
});

test('[VAULT-7] a key takes the way there and back, and is not in the trace', () => {
  const run = runYaml(
    shop({ top: 'links: [{ between: [orders, keys], latency: 100ms }, { between: [delivery, keys], latency: 30ms }]' }),
  );
  expect(entriesOf(run, 'message.encrypted').map(ms)).toEqual([1205, 2205, 3205]);
  expect(entriesOf(run, 'message.decrypted').map(ms)).toEqual([1275, 2275, 3275]);
  const answers = entriesOf(run, 'message.sent', 'keys').filter(({ message }) => message.kind === 'reply');
  expect(new Set(answers.flatMap(({ message }) => Object.keys(message.data as object)))).toEqual(
    new Set(['subject', 'version']),
  );
});

test('[VAULT-8] a kept key is asked for once, and outlives its destruction for as long', () => {
  const asked = (vault: string): readonly (readonly [string, number])[] =>
    entriesOf(runYaml(shop({ vault, rogue: 'restart: 1s' })), 'key.served').map(
      (entry) => [entry.to, ms(entry)] as const,
    );
  expect(asked('').filter(([to]) => to === 'orders')).toHaveLength(3);
  expect(
    asked('cache: 1500ms')
      .filter(([to]) => to === 'orders')
      .map(([, when]) => when),
  ).toEqual([1010, 2010, 3010]);
  expect(
    asked('cache: 10s')
      .filter(([to]) => to === 'orders')
      .map(([, when]) => when),
  ).toEqual([1010, 2010]);
  const run = runYaml(shop({ vault: 'cache: 4s', count: 6 }), {
    interventions: [at('3500ms', { 'forget-person': 'keys', subject: 'lisa' })],
  });
  expect(addresses(run, 'delivery')).toEqual(['Street 1', 'Street 2', 'Street 3', 'Street 4', 'Street 5']);
  expect(ms(firstOf(run, 'encryption.failed'))).toBe(6015);
});

test('[VAULT-8] several messages of one person ask together', () => {
  const run = runYaml(
    shop({ every: '1ms', count: 4, orders: 'workers: 4', rogue: 'restart: 1s' }).replace("n == 2 ? 'paul' : ", ''),
  );
  expect(entriesOf(run, 'message.encrypted')).toHaveLength(4);
  expect(entriesOf(run, 'key.served').filter(({ to }) => to === 'orders')).toHaveLength(1);
});

test('[VAULT-9] while the vault is down all wait, and go on in order', () => {
  const run = runYaml(shop({ vault: 'timeout: 200ms' }), {
    interventions: [at('1017ms', { crash: 'keys' }), at('3200ms', { restart: 'keys' })],
  });
  expect(addresses(run, 'delivery')).toEqual(['Street 1', 'Street 2', 'Street 3']);
  const [first] = entriesOf(run, 'message.decrypted', 'delivery');
  expect(first === undefined ? 0 : ms(first)).toBeGreaterThan(3700);
  const again = entriesOf(run, 'call.retrying', 'delivery').map(ms);
  expect(again.slice(0, 2)).toEqual([1225, 1925]);
});

test('[VAULT-9] with a bound of attempts a sender gives up, and a consumer never does', () => {
  const run = runYaml(shop({ vault: 'timeout: 200ms, attempts: 2', count: 2 }), {
    untilUs: 20 * SECOND,
    interventions: [at('1017ms', { crash: 'keys' }), at('6s', { restart: 'keys' })],
  });
  const failed = entriesOf(run, 'encryption.failed');
  expect(new Set(failed.map((entry) => `${entry.at}: ${entry.why}`))).toEqual(
    new Set(['orders: It is not sent: Keys did not answer within 200 ms.']),
  );
  // Two attempts for a key, and 200 ms later the publish tries all of it again.
  expect(failed.map(ms)).toEqual([2905, 4005, 5105, 6205]);
  expect(entriesOf(run, 'request.completed').map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  expect(addresses(run, 'delivery')[0]).toBe('Street 1');
  expect(entriesOf(run, 'message.dropped').filter(({ reason }) => reason === 'skipped')).toEqual([]);
});

test('[VAULT-9] a request whose key does not come is not handled, and its sender is told', () => {
  const direct = `
messages: { Register: { kind: command, fields: { id: string, name: string }, personal: { fields: [name], subject: =msg.id, vault: keys } } }
components:
  c: { kind: client, sends: [{ command: Register, to: people, every: 1s, count: 1, data: { id: a, name: Lisa } }] }
  people: { kind: service, on: { Register: [{ write: people, key: =msg.id, set: { name: =msg.name } }] } }
  keys: { kind: vault, timeout: 100ms, attempts: 2 }
`;
  const whole = runYaml(direct);
  expect(entriesOf(whole, 'table.written').map(({ row }) => row['name'])).toEqual(['Lisa']);
  const run = runYaml(direct, { interventions: [at('1012ms', { partition: ['people', 'keys'] })] });
  expect(firstOf(run, 'encryption.failed', 'people').why).toBe('It is not read: Keys did not answer within 100 ms.');
  expect(firstOf(run, 'request.completed').outcome).toBe('failed');
  expect(entriesOf(run, 'table.written')).toEqual([]);
});

test('[VAULT-10] a crashed vault has all of its keys again', () => {
  const run = runYaml(shop({ rogue: 'restart: 1s' }), {
    interventions: [at('1500ms', { crash: 'keys' }), at('1600ms', { restart: 'keys' })],
  });
  expect(entriesOf(run, 'key.created')).toHaveLength(2);
  expect(addresses(run, 'delivery')).toEqual(['Street 1', 'Street 2', 'Street 3']);
});

test('[VAULT-10] what waits for a key in a process that crashes is lost, and said', () => {
  const run = runYaml(
    shop({
      rogue: 'restart: 1s',
      top: 'links: [{ between: [orders, keys], latency: 100ms }, { between: [delivery, keys], latency: 100ms }]',
    }),
    {
      interventions: [
        at('1100ms', { crash: 'orders' }),
        at('1200ms', { restart: 'orders' }),
        at('2250ms', { crash: 'delivery' }),
        at('2600ms', { restart: 'delivery' }),
      ],
    },
  );
  const lost = entriesOf(run, 'message.dropped').filter(
    ({ reason, message }) => reason === 'crash' && message.name === 'OrderPlaced',
  );
  expect(lost.map((entry) => [entry.at, entry.message.label, entry.mayComeAgain])).toEqual([
    ['orders', '1', true],
    ['delivery', '2', true],
  ]);
  for (const entry of lost) expect(run.trace.entries[entry.cause ?? -1]?.kind).toBe('component.crashed');
  expect(addresses(run, 'delivery')).toEqual(['Street 2', 'Street 3']);
});

const STORE = `
messages:
  Register: { kind: command, fields: { id: string, name: string } }
  Registered: { kind: event, fields: { id: string, name: string, plan: string }, personal: { fields: [name], subject: =msg.id, vault: keys } }
components:
  c: { kind: client, sends: [{ command: Register, to: people, every: 1s, count: 3, data: { id: ='c' + string(n), name: ='Lisa ' + string(n) } }] }
  people: { kind: service, on: { Register: [{ append: "='p-' + msg.id", to: store, events: [{ event: Registered, data: { id: =msg.id, name: =msg.name, plan: gold } }] }] } }
  board: { kind: service, on: { Registered: [{ write: rows, key: =msg.id, set: { name: =msg.name, plan: =msg.plan } }] }, consumes: [{ from: store, group: board }] }
  store: { kind: event-store }
  keys: { kind: vault }
`;

test('[VAULT-13] an event whose contract names a vault is encrypted in the store too', () => {
  const run = runYaml(STORE, { interventions: [at('1500ms', { 'forget-person': 'keys', subject: 'c1' })] });
  const stored = entriesOf(run, 'event.stored').map(({ message }) => JSON.stringify(message));
  expect(stored).toHaveLength(3);
  expect(stored.some((text) => text.includes('Lisa'))).toBe(false);
  expect(entriesOf(run, 'table.written').map(({ row }) => row['name'])).toEqual(['Lisa 1', 'Lisa 2', 'Lisa 3']);
});

test('[VAULT-13] without a key, and with the vault down, an event is not written; the reason is the right one', () => {
  const run = runYaml(STORE, { interventions: [at('1500ms', { crash: 'keys' })] });
  expect(entriesOf(run, 'event.stored')).toHaveLength(1);
  expect(entriesOf(run, 'request.completed').at(-1)?.data).toEqual({
    code: 'failed',
    why: 'Keys is down, and there is no key of c3 yet',
  });
});
