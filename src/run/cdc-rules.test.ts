import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

type Interventions = NonNullable<RunOptions['interventions']>;

const MESSAGES = `
messages:
  Place: { kind: command, fields: { orderId: string } }
  OrderPlaced: { kind: event, fields: { orderId: string } }
  OrderChanged: { kind: event, fields: { op: string, before: any, after: any, source: any, ts_ms: number, transaction: any } }
`;
const CUSTOMER = `
  customer:
    kind: client
    sends: [{ command: Place, to: orders, every: 20ms, count: 10, data: { orderId: ="o" + string(n) } }]`;
const CHARGES = `
  payment:
    kind: service
    consumes: [{ from: events }]
    on:
      OrderPlaced:
        - dedupe: =msg.orderId
        - write: charges
          key: =msg.orderId
          set: {}`;

const run = (components: string, interventions: Interventions = [], untilUs = 20 * SECOND): Simulation =>
  runYaml(`${MESSAGES}\ncomponents:${CUSTOMER}${CHARGES}${components}\n  events: { kind: log }`, {
    interventions,
    untilUs,
  });

/** Order ids in the database and in the log, and how often each was charged. */
function outcome(simulation: Simulation) {
  const rows = entriesOf(simulation, 'table.written', 'db').filter(({ table }) => table === 'orders');
  const published = entriesOf(simulation, 'log.appended').map(
    ({ message }) => (message.data as { orderId: string }).orderId,
  );
  return {
    orders: [...new Set(rows.map(({ key }) => key))].sort(),
    published: [...new Set(published)].sort(),
    copies: published.length - new Set(published).size,
    charges: entriesOf(simulation, 'table.written', 'payment').map(({ key }) => key),
  };
}

const crashes = (component: string, atMs: number): Interventions => [
  { at: `${atMs}ms`, crash: component },
  { at: `${atMs + 5}ms`, restart: component },
];

const OUTBOX = `
  orders:
    kind: service
    workers: 5
    restart: 10ms
    on:
      Place:
        - transaction:
            - write: orders
              key: =msg.orderId
              set: { status: placed }
            - outbox: OrderPlaced
              key: =msg.orderId
              data: { orderId: =msg.orderId }
          in: db
        - reply: {}
  db: { kind: database, restart: 10ms, io: { write: 2ms } }`;
const CONNECTOR = '\n  relay: { kind: cdc, source: db, outbox: true, to: events, store: 50ms, restart: 10ms }';
const POLLING = '\n  relay: { kind: outbox-relay, source: db, to: events, every: 30ms, restart: 10ms }';
const DUAL = `
  orders:
    kind: service
    workers: 5
    restart: 10ms
    on:
      Place:
        - write: orders
          key: =msg.orderId
          to: db
          set: { status: placed }
        - publish: OrderPlaced
          to: events
          key: =msg.orderId
          data: { orderId: =msg.orderId }
        - reply: {}
  db: { kind: database, restart: 10ms, io: { write: 2ms } }`;

describe.each([
  ['tailing the log', CONNECTOR],
  ['polling', POLLING],
])('an outbox, %s', (_, relay) => {
  test('[OUTBOX-1] [OUTBOX-2] [OUTBOX-5] publishes every message once when nothing fails', () => {
    const { orders, published, copies, charges } = outcome(run(OUTBOX + relay));
    expect([orders.length, published, copies, charges.length]).toEqual([10, orders, 0, 10]);
  });

  test('[OUTBOX-4] [OUTBOX-5] [OUTBOX-7] whoever crashes whenever: no state without its message, no message without its state, one effect', () => {
    let copies = 0;
    for (const component of ['orders', 'db', 'relay', 'events'])
      for (let at = 11; at <= 250; at += 29) {
        const simulation = run(OUTBOX + relay, crashes(component, at));
        const found = outcome(simulation);
        expect(found.published).toEqual(found.orders);
        expect(found.charges.toSorted()).toEqual(found.orders);
        copies += found.copies;
      }
    expect(copies).toBeGreaterThan(0);
  }, 60_000);

  test('[CDC-15] [OUTBOX-7] a message belongs to the story of its order, and a copy is the same message', () => {
    const ids = new Map<string, Set<number>>();
    for (let at = 30; at <= 90; at += 3)
      for (const { message } of entriesOf(run(OUTBOX + relay, crashes('relay', at)), 'log.appended')) {
        const { orderId } = message.data as { orderId: string };
        expect(`o${message.label}`).toBe(orderId);
        const known = ids.get(`${at} ${orderId}`) ?? new Set();
        ids.set(`${at} ${orderId}`, known.add(message.id));
      }
    for (const known of ids.values()) expect(known.size).toBe(1);
  });
});

test('writing twice without an outbox: at some instants of a crash state and messages disagree', () => {
  let disagree = 0;
  for (let at = 11; at <= 60; at++) {
    const { orders, published } = outcome(run(DUAL, crashes('orders', at)));
    if (orders.join() !== published.join()) disagree++;
  }
  expect(disagree).toBeGreaterThan(0);
});

test('[OUTBOX-6] the row goes when its message is published', () => {
  const simulation = run(OUTBOX + POLLING);
  expect(entriesOf(simulation, 'table.deleted', 'db')).toHaveLength(10);
  expect(entriesOf(simulation, 'outbox.relayed')).toHaveLength(10);
  const polled = entriesOf(simulation, 'outbox.polled');
  expect(polled.slice(0, 20).some(({ waiting }) => waiting > 1)).toBe(true);
});

test('[OUTBOX-6] a relay comes to rest when there is nothing left', () => {
  const simulation = run(OUTBOX + POLLING, [], 30 * MS);
  expect(simulation.comeToRest(60 * SECOND)).toBe(true);
  const { orders, published } = outcome(simulation);
  expect(published).toEqual(orders);
});

const CHANGES = `
  orders:
    kind: service
    restart: 10ms
    on:
      Place:
        - write: orders
          key: =msg.orderId
          to: db
          set: { status: placed }
        - write: orders
          key: =msg.orderId
          to: db
          set: { status: baked }
        - delete: orders
          key: =msg.orderId
          from: db
        - reply: {}
  db: { kind: database, identity: full, tables: { orders: [{ orderId: o0, status: old }] } }
  relay: { kind: cdc, source: db, tables: [orders], as: OrderChanged, to: events, store: 50ms, restart: 10ms`;

const shapesOf = (simulation: Simulation): readonly unknown[] =>
  entriesOf(simulation, 'log.appended').map(({ message: { name, key, data } }) => {
    const value = data as { op: string; before: { status: string } | null; after: { status: string } | null } | null;
    return [name, key, value?.op ?? null, value?.before?.status ?? null, value?.after?.status ?? null];
  });

test('[CDC-1] [CDC-5] [CDC-10] [CDC-14] changes are told as events: the snapshot, then each change, then the tombstone', () => {
  const simulation = run(`${CHANGES} }`, [], SECOND);
  expect(shapesOf(simulation).slice(0, 5)).toEqual([
    ['OrderChanged', 'o0', 'r', null, 'old'],
    ['OrderChanged', 'o1', 'c', null, 'placed'],
    ['OrderChanged', 'o1', 'u', 'placed', 'baked'],
    ['OrderChanged', 'o1', 'd', 'baked', null],
    ['OrderChanged', 'o1', null, null, null],
  ]);
  expect(shapesOf(simulation)).toHaveLength(41);
  expect(entriesOf(simulation, 'change.captured').map(({ lsn }) => lsn)).toEqual(
    entriesOf(simulation, 'change.captured')
      .map(({ lsn }) => lsn)
      .toSorted((a, b) => a - b),
  );
});

test('[CDC-10] [CDC-5] without snapshot and tombstones; [CDC-8] with the place in the transaction', () => {
  const simulation = run(`${CHANGES}, snapshot: never, tombstones: false, transactions: true }`);
  const shapes = shapesOf(simulation);
  // The row that is there from the start is in the log as well.
  expect([shapes.length, shapes[0]]).toEqual([31, ['OrderChanged', 'o0', 'c', null, 'old']]);
  expect(firstOf(simulation, 'log.appended').message.data).toMatchObject({
    transaction: { id: '1', total_order: 1, data_collection_order: 1 },
  });
});

test('[CDC-11] whenever the connector crashes nothing is left out, and some events come again', () => {
  const whole = shapesOf(run(`${CHANGES} }`));
  let again = 0;
  for (let at = 100; at <= 400; at += 13) {
    const simulation = run(`${CHANGES} }`, crashes('relay', at));
    const shapes = shapesOf(simulation).map((shape) => JSON.stringify(shape));
    // A snapshot that is taken later has other rows; what changed comes all the same.
    for (const shape of whole.slice(1)) expect(shapes).toContain(JSON.stringify(shape));
    again += entriesOf(simulation, 'change.captured').filter((entry) => entry.again).length;
  }
  expect(again).toBeGreaterThan(10);
}, 30_000);

test('[CDC-13] [CDC-14] a cut network delays events and loses none', () => {
  for (const pair of [
    ['db', 'relay'],
    ['relay', 'events'],
  ] as const) {
    const simulation = run(`${CHANGES} }`, [
      { at: '100ms', partition: pair },
      { at: '4s', heal: pair },
    ]);
    expect(shapesOf(simulation)).toHaveLength(41);
    expect(entriesOf(simulation, 'log.appended').some(({ tUs }) => tUs > 4 * SECOND)).toBe(true);
  }
});
