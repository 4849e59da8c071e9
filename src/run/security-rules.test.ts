import { expect, test } from 'vitest';
import type { Data } from '../trace/message.ts';
import { entriesOf, firstOf, runYaml, SECOND } from './run-document.fixture.ts';
import { addresses, ENCRYPTED, ms, onTheWay, shop } from './security-documents.fixture.ts';

const at = (when: string, what: { readonly [verb: string]: Data }) => ({ at: when, ...what }) as never;
const DECLARED = '[address]';
const readable = (data: Data): boolean => JSON.stringify(data).includes('Street');

test('[ACCESS-1] [ACCESS-4] a consumer that may not read receives no payload at all', () => {
  const run = runYaml(
    shop({ personal: DECLARED, top: 'access: [{ channel: order-events, write: [orders], read: [delivery] }]' }),
  );
  expect(addresses(run, 'delivery')).toEqual(['Street 1', 'Street 2', 'Street 3']);
  expect(run.trace.entries.filter((entry) => entry.at === 'rogue' && 'message' in entry)).toEqual([]);
  expect(entriesOf(run, 'message.sent').filter(({ to }) => to === 'rogue')).toEqual([]);
  expect(entriesOf(run, 'group.assigned').map(({ group }) => group)).toEqual(['delivery']);
  expect(
    entriesOf(run, 'access.denied').map(({ at: place, principal, action, why, tUs }) => [
      place,
      principal,
      action,
      why,
      tUs,
    ]),
  ).toEqual([['order-events', 'rogue', 'read', 'rogue may not read Order events; only delivery may', 0]]);
});

test('[ACCESS-1] lists that are left out admit nobody, * everybody; channels without a rule are open', () => {
  const denials = (top: string) =>
    entriesOf(runYaml(shop({ personal: DECLARED, top })), 'access.denied').map(
      ({ principal, action }) => `${principal} ${action}`,
    );
  expect(denials('access: [{ channel: order-events, write: [orders] }]')).toEqual(['delivery read', 'rogue read']);
  expect(new Set(denials("access: [{ channel: order-events, read: ['*'] }]"))).toEqual(new Set(['orders write']));
  expect(denials("access: [{ channel: order-events, write: ['*'], read: ['*'] }]")).toEqual([]);
  expect(denials('access: []')).toEqual([]);
});

test('[ACCESS-2] components act under the name of their principal', () => {
  const run = runYaml(
    shop({
      personal: DECLARED,
      vault: '',
      rogue: 'principal: logistics\n    consumes: [{ from: order-events }]',
      orders: 'principal: sales',
      top: 'access: [{ channel: order-events, write: [sales], read: [logistics] }]',
    }),
  );
  expect(entriesOf(run, 'access.denied').map(({ principal, component }) => [principal, component])).toEqual([
    ['delivery', 'delivery'],
  ]);
  expect(addresses(run, 'rogue')).toHaveLength(3);
});

test('[ACCESS-3] a write that is not allowed has no effect; its sender is told at once, and does not try again', () => {
  const run = runYaml(
    shop({ personal: DECLARED, top: "access: [{ channel: order-events, write: [delivery], read: ['*'] }]" }),
  );
  expect(entriesOf(run, 'log.appended')).toEqual([]);
  const denied = entriesOf(run, 'access.denied');
  expect(denied.map((entry) => [entry.at, entry.action, entry.message?.name, ms(entry)])).toEqual([
    ['order-events', 'write', 'OrderPlaced', 1010],
    ['order-events', 'write', 'OrderPlaced', 2010],
    ['order-events', 'write', 'OrderPlaced', 3010],
  ]);
  expect(entriesOf(run, 'call.retrying')).toEqual([]);
  expect(entriesOf(run, 'call.failed').map((entry) => [entry.why, ms(entry)])[0]).toEqual([
    'orders may not write Order events; only delivery may',
    1015,
  ]);
});

const SERVICES = `
messages:
  GetMenu: { kind: query, fields: { id: string } }
  SetMenu: { kind: command, fields: { id: string } }
components:
  guest: { kind: client, sends: [{ query: GetMenu, to: menu, every: 1s, count: 1, data: { id: a } }, { command: SetMenu, to: menu, every: 1s, count: 1, data: { id: a } }] }
  cook: { kind: client, sends: [{ command: SetMenu, to: menu, every: 1s, count: 1, data: { id: b } }] }
  menu: { kind: service, on: { GetMenu: [{ reply: {} }], SetMenu: [{ write: menu, key: =msg.id, set: {} }, { reply: {} }] } }
access: [{ channel: menu, write: [cook], read: [guest, cook] }]
`;

test('[ACCESS-3] a query is a read and a command a write, also of a service', () => {
  const run = runYaml(SERVICES);
  expect(entriesOf(run, 'request.completed').map((entry) => [entry.at, entry.message.name, entry.outcome])).toEqual([
    ['guest', 'GetMenu', 'ok'],
    ['guest', 'SetMenu', 'refused'],
    ['cook', 'SetMenu', 'ok'],
  ]);
  expect(entriesOf(run, 'table.written').map(({ key }) => key)).toEqual(['b']);
  expect(entriesOf(run, 'handler.started')).toHaveLength(2);
});

const BROKERS = (access: string): string => `
messages: { Placed: { kind: event, fields: { id: string } } }
components:
  shop: { kind: client, sends: [{ event: Placed, to: news, every: 1s, count: 2, data: { id: ='p' + string(n) } }] }
  news: { kind: topic, subscribers: [{ to: jobs }] }
  jobs: { kind: queue, rules: rabbitmq }
  worker: { kind: service, on: { Placed: [{ write: done, key: =msg.id, set: {} }] }, consumes: [{ from: jobs }] }
  thief: { kind: service, on: { Placed: [{ write: done, key: =msg.id, set: {} }] }, consumes: [{ from: jobs }] }
  reader: { kind: service, on: { Placed: [{ write: done, key: =msg.id, set: {} }] }, consumes: [{ from: news }] }
access: [${access}]
`;

test('[ACCESS-4] [ACCESS-5] queues and topics: who may not read gets nothing, and takes nothing from others', () => {
  const run = runYaml(
    BROKERS("{ channel: jobs, write: [news], read: [worker] }, { channel: news, write: ['*'], read: [jobs] }"),
  );
  const done = (id: string): number => entriesOf(run, 'table.written', id).length;
  expect([done('worker'), done('thief'), done('reader')]).toEqual([2, 0, 0]);
  expect(
    entriesOf(run, 'access.denied').map(({ principal, at: place, message }) => [principal, place, message?.label]),
  ).toEqual([
    ['thief', 'jobs', undefined],
    ['reader', 'news', undefined],
  ]);
  expect(
    entriesOf(run, 'message.delivered').filter(({ at: place }) => place === 'thief' || place === 'reader'),
  ).toEqual([]);
});

test('[ACCESS-5] what a topic is configured to hand to who may not read it stays where it is, and that is said each time', () => {
  const text = BROKERS("{ channel: news, write: ['*'], read: [jobs] }")
    .replace('[{ to: jobs }]', '[{ to: jobs }, { to: reader }]')
    .replace(', consumes: [{ from: news }]', '');
  const run = runYaml(text);
  expect(entriesOf(run, 'access.denied').map((entry) => [entry.principal, entry.message?.label, ms(entry)])).toEqual([
    ['reader', '1', 1005],
    ['reader', '2', 2005],
  ]);
  expect(entriesOf(run, 'message.sent').filter(({ to }) => to === 'reader')).toEqual([]);
  expect(entriesOf(run, 'table.written', 'worker').length + entriesOf(run, 'table.written', 'thief').length).toBe(2);
});

test('[ACCESS-3] a broker that may not write to another is told so', () => {
  const run = runYaml(BROKERS("{ channel: jobs, write: [], read: ['*'] }"));
  expect(new Set(entriesOf(run, 'access.denied').map(({ principal, action }) => `${principal} ${action}`))).toEqual(
    new Set(['news write']),
  );
  expect(entriesOf(run, 'table.written', 'worker')).toEqual([]);
  expect(entriesOf(run, 'table.written', 'reader')).toHaveLength(2);
});

test('[ACCESS-5] a read model that may not read gets nothing', () => {
  const view = `
messages:
  Add: { kind: command, fields: { id: string } }
  Added: { kind: event, fields: { id: string } }
components:
  c: { kind: client, sends: [{ command: Add, to: s, every: 1s, count: 2, data: { id: ='a' + string(n) } }] }
  s: { kind: service, on: { Add: [{ append: things, to: store, events: [{ event: Added, data: { id: =msg.id } }] }] } }
  store: { kind: event-store }
  board: { kind: view, from: store, on: { Added: { table: rows, key: =msg.id, set: {} } } }
`;
  expect(entriesOf(runYaml(view), 'table.written')).toHaveLength(2);
  const run = runYaml(`${view}access: [{ channel: store, write: [s], read: [s] }]`);
  expect(entriesOf(run, 'table.written')).toEqual([]);
  expect(firstOf(run, 'access.denied')).toMatchObject({ principal: 'board', at: 'store', action: 'read' });
});

test('[ACCESS-6] who listens in gets the bytes, and sees only ciphertext', () => {
  const access = 'access: [{ channel: order-events, write: [orders], read: [delivery] }]';
  const tapped = `${access}\nlinks: [{ between: [orders, order-events], wiretap: rogue }]`;
  const open = runYaml(shop({ personal: DECLARED, rogue: 'restart: 1s', top: tapped }));
  expect(entriesOf(open, 'wire.tapped').map(({ at: place, link }) => [place, link])).toHaveLength(3);
  expect(addresses(open, 'rogue')).toEqual(['Street 1', 'Street 2', 'Street 3']);
  const sealed = runYaml(shop({ rogue: 'restart: 1s', top: tapped }));
  const loot = addresses(sealed, 'rogue');
  expect(loot).toHaveLength(3);
  expect(loot.some(readable)).toBe(false);
  expect(entriesOf(sealed, 'wire.tapped').some(({ message }) => readable(message.data))).toBe(false);
  expect(entriesOf(sealed, 'access.denied').map(({ principal, action }) => [principal, action])).toEqual([
    ['rogue', 'decrypt'],
  ]);
});

test('[ACCESS-6] by an intervention, from then on; a wiretap changes nothing for others', () => {
  const whole = runYaml(shop({ rogue: 'restart: 1s' }));
  const run = runYaml(shop({ rogue: 'restart: 1s' }), {
    interventions: [
      at('1500ms', { wiretap: ['delivery', 'order-events'], by: 'rogue' }),
      at('1600ms', { wiretap: ['order-events', 'delivery'], by: 'rogue' }),
      at('2500ms', { crash: 'rogue' }),
    ],
  });
  expect(entriesOf(run, 'wire.tapped').map(({ message }) => message.label)).toEqual(['2']);
  expect(firstOf(run, 'intervention.ignored').why).toBe('it listens in there already');
  expect(addresses(run, 'delivery')).toEqual(addresses(whole, 'delivery'));
  const plain = runYaml(
    'messages: {}\ncomponents: { a: { kind: service }, b: { kind: service }, c: { kind: service } }',
    {
      interventions: [at('1s', { wiretap: ['a', 'b'], by: 'c' })],
    },
  );
  expect(firstOf(plain, 'intervention.ignored').why).toBe('nothing here says who may see what');
});

test('[ACCESS-7] [ACCESS-8] ciphertext on the way and at rest, plaintext for who may read it, ciphertext for who may not', () => {
  const run = runYaml(shop());
  const way = onTheWay(run);
  expect(way).toHaveLength(12);
  for (const { data, sealed } of way) {
    expect(readable(data)).toBe(false);
    expect(sealed).toEqual(['address']);
    expect((data as { customer: string }).customer).toMatch(/lisa|paul/);
  }
  expect(addresses(run, 'delivery')).toEqual(['Street 1', 'Street 2', 'Street 3']);
  const loot = addresses(run, 'rogue');
  expect(loot).toHaveLength(3);
  expect(loot.some(readable)).toBe(false);
  // The contract says that an address is a string; an encrypted one is no reason to reject the message.
  expect(entriesOf(run, 'message.rejected')).toEqual([]);
  expect(entriesOf(run, 'message.unreadable', 'rogue').map(({ because }) => because)).toEqual([
    'denied',
    'denied',
    'denied',
  ]);
});

test('[ACCESS-9] [ACCESS-11] a ciphertext that was changed reads as null; what is sent again is the same ciphertext', () => {
  const text = shop({
    rogue: 'restart: 1s',
    top: 'links: [{ between: [orders, order-events], loss: 0.5, duplication: 0.5 }]',
  });
  const run = runYaml(text, { untilUs: 30 * SECOND });
  const byId = new Map<number, Set<string>>();
  for (const { id, data } of onTheWay(run)) byId.set(id, (byId.get(id) ?? new Set()).add(JSON.stringify(data)));
  expect([...byId.values()].map((variants) => variants.size)).toEqual([...byId.values()].map(() => 1));
  expect(
    entriesOf(run, 'message.sent').filter(
      ({ message, attempt, duplicate }) => message.name === 'OrderPlaced' && (attempt > 1 || duplicate),
    ).length,
  ).toBeGreaterThan(2);
  expect(new Set(addresses(run, 'delivery'))).toEqual(new Set(['Street 1', 'Street 2', 'Street 3']));
});

const RELAY = `
messages:
  Place: { kind: command, fields: { id: string, address: string } }
  Placed: { kind: event, fields: { id: string, address: string }, personal: { fields: [address], subject: =msg.id, vault: keys } }
  Packed: { kind: event, fields: { id: string, address: any }, personal: { fields: [address], subject: =msg.id, vault: keys } }
components:
  c: { kind: client, sends: [{ command: Place, to: shop, every: 1s, count: 2, data: { id: ='c' + string(n), address: ='Street ' + string(n) } }] }
  shop: { kind: service, on: { Place: [{ publish: Placed, to: orders, data: =msg }] } }
  orders: { kind: log }
  packer: { kind: service, on: { Placed: [{ publish: Packed, to: parcels, data: { id: =msg.id, address: ADDRESS } }] }, consumes: [{ from: orders }] }
  parcels: { kind: log }
  post: { kind: service, on: { Packed: [{ write: sent, key: =msg.id, set: { address: =msg.address } }] }, consumes: [{ from: parcels }] }
  keys: { kind: vault, encrypt: [shop], decrypt: [post] }
`;

test('[ACCESS-11] who may not read passes ciphertext on, and who may reads it further down', () => {
  const run = runYaml(RELAY.replace('ADDRESS', '=msg.address'));
  expect(addresses(run, 'post')).toEqual(['Street 1', 'Street 2']);
  expect(entriesOf(run, 'message.sent', 'packer').some(({ message }) => readable(message.data))).toBe(false);
});

test('[ACCESS-9] changed ciphertext is null, and said', () => {
  const forged = "={'key': msg.address.key, 'sealed': msg.address.sealed.replace('a', 'b')}";
  const run = runYaml(RELAY.replace('ADDRESS', JSON.stringify(forged)));
  expect(addresses(run, 'post')).toEqual([null, null]);
  expect(firstOf(run, 'message.unreadable', 'post')).toMatchObject({
    because: 'changed',
    why: 'its ciphertext is not what was written',
  });
});

test('[ACCESS-10] a message that does not say whose data it is is not sent', () => {
  const run = runYaml(RELAY.replace('ADDRESS', '=msg.address').replace("id: ='c' + string(n)", "id: ''"));
  expect(entriesOf(run, 'log.appended')).toEqual([]);
  expect(firstOf(run, 'encryption.failed').why).toBe(
    'It is not sent: Placed does not say by msg.id whose address it carries.',
  );
  expect(entriesOf(run, 'request.completed').map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  expect(
    entriesOf(run, 'message.sent').some(({ message, at: place }) => place === 'shop' && readable(message.data)),
  ).toBe(false);
});

test('[ACCESS-10] what nobody waits for is said all the same', () => {
  const run = runYaml(
    `
messages: { Seen: { kind: event, fields: { who: string }, personal: { fields: [who], subject: '=param.whose == 0.0 ? "" : "x"', vault: keys } } }
components:
  c: { kind: client, sends: [{ event: Seen, to: log, every: 1s, count: 2, data: { who: Lisa } }] }
  log: { kind: log }
  keys: { kind: vault }
parameters: { whose: { label: whose, min: 0, max: 1, step: 1, default: 0 } }
`,
  );
  expect(entriesOf(run, 'encryption.failed').map(ms)).toEqual([1000, 2000]);
  expect(entriesOf(run, 'message.sent')).toEqual([]);
});

test('[ACCESS-12] a message that needs no key waits behind one that does', () => {
  const run = runYaml(`
messages:
  Named: { kind: event, fields: { id: string, name: string? }, personal: { fields: [name], subject: =msg.id, vault: keys } }
  Go: { kind: command, fields: {} }
components:
  c: { kind: client, sends: [{ command: Go, to: a, every: 1s, count: 1, data: {} }] }
  a: { kind: service, on: { Go: [{ send: Named, to: b, data: { id: x, name: Lisa } }, { wait: 20ms }, { send: Named, to: b, data: { id: y } }] } }
  b: { kind: service, on: { Named: [{ write: rows, key: =msg.id, set: {} }] } }
  keys: { kind: vault }
links: [{ between: [b, keys], latency: 300ms }]
`);
  expect(
    entriesOf(run, 'message.delivered', 'b')
      .filter(({ passage }) => passage === 'send')
      .map(ms),
  ).toEqual([1020, 1030]);
  expect(entriesOf(run, 'table.written').map((entry) => [entry.key, ms(entry)])).toEqual([
    ['x', 1620],
    ['y', 1620],
  ]);
});

test('[POLICY-1] every readable personal field in a public channel is flagged, once for each that comes in', () => {
  const run = runYaml(shop({ personal: '[address, customer]', log: 'public: true' }));
  expect(
    entriesOf(run, 'policy.violated').map(({ at: place, field, channel, from, message }) => [
      place,
      field,
      channel,
      from,
      message.label,
    ]),
  ).toEqual(
    ['1', '2', '3'].flatMap((label) =>
      ['address', 'customer'].map((field) => ['order-events', field, 'order-events', 'orders', label]),
    ),
  );
  expect(firstOf(run, 'policy.violated').why).toBe(
    'address of OrderPlaced is personal, and anybody can read it in Order events',
  );
  expect(entriesOf(run, 'log.appended')).toHaveLength(3);
  const twice = runYaml(
    shop({
      personal: DECLARED,
      log: 'public: true',
      top: 'links: [{ between: [orders, order-events], duplication: 1 }]',
    }),
  );
  expect(entriesOf(twice, 'policy.violated')).toHaveLength(entriesOf(twice, 'log.appended').length);
});

test('[POLICY-1] encrypted and empty fields are no leaks, channels that are not public have none', () => {
  const leaks = (text: string): number => entriesOf(runYaml(text), 'policy.violated').length;
  expect(leaks(shop({ personal: ENCRYPTED, log: 'public: true' }))).toBe(0);
  expect(leaks(shop({ personal: DECLARED }))).toBe(0);
  expect(
    leaks(
      shop({ personal: DECLARED, log: 'public: true' })
        .replace('address: string }\n    personal', 'address: string? }\n    personal')
        .replace('data: =msg,', 'data: { orderId: =msg.orderId, customer: x },'),
    ),
  ).toBe(0);
});

test('[POLICY-2] events on their way into a public store count by themselves', () => {
  const run = runYaml(`
messages:
  Go: { kind: command, fields: {} }
  Named: { kind: event, fields: { name: string }, personal: [name] }
components:
  c: { kind: client, sends: [{ command: Go, to: a, every: 1s, count: 1, data: {} }] }
  a: { kind: service, on: { Go: [{ append: s, to: store, events: [{ event: Named, data: { name: Lisa } }, { event: Named, data: { name: Paul } }] }] } }
  store: { kind: event-store, public: true }
`);
  expect(entriesOf(run, 'policy.violated').map(({ field, at: place }) => [field, place])).toEqual([
    ['name', 'store'],
    ['name', 'store'],
  ]);
});
