import { describe, expect, test } from 'vitest';
import { MS, scenarioOf, SECOND, simulate } from '../run/run-document.fixture.ts';
import type { RunOptions } from '../run/run-document.fixture.ts';
import { createProjection } from './create-projection.ts';
import { describe as wordsOf } from './narration.ts';
import { topologyOf } from './topology.ts';
import type { CdcView, DatabaseView } from './views/database-view.ts';

const YAML = `
messages:
  Place: { kind: command, fields: { orderId: string } }
  Bake: { kind: command, fields: { orderId: string } }
  Report: { kind: query }
  OrderPlaced: { kind: event, fields: { orderId: string } }
  OrderChanged: { kind: event, fields: { op: string } }
components:
  customer:
    kind: client
    sends:
      - { command: Place, to: orders, every: 100ms, count: 5, data: { orderId: ="o" + string(n) } }
      - { command: Bake, to: orders, every: 100ms, start: 1s, count: 2, data: { orderId: ="o" + string(n) } }
      - { query: Report, to: orders, every: 100ms, start: 2s, count: 1 }
  orders:
    kind: service
    workers: 4
    store: db
    on:
      Place:
        - transaction:
            - write: orders
              key: =msg.orderId
              set: { status: placed }
            - outbox: OrderPlaced
              key: =msg.orderId
              data: { orderId: =msg.orderId }
          once: =msg.orderId
        - read: orders
          key: =msg.orderId
          as: order
        - reply: {}
      Bake:
        - delete: orders
          key: =msg.orderId
        - reply: {}
      Report:
        - read: orders
          as: rows
          takes: 400ms
        - reply: { count: =size(rows) }
  db:
    kind: database
    name: The database
    restart: 50ms
    io: { read: 1ms, write: 2ms }
    replicas: { count: 3, delay: { write: { uniform: [1ms, 60ms] } } }
    tables: { orders: [{ orderId: o0, status: old }] }
  relay: { kind: outbox-relay, name: The relay, source: db, to: events, every: 50ms }
  connector: { kind: cdc, name: The connector, source: db, tables: [orders], as: OrderChanged, to: events, store: 100ms, restart: 10ms }
  events: { kind: log }
`;

const scenario = scenarioOf(YAML);

function played(options: RunOptions = {}) {
  const simulation = simulate(scenario, options);
  simulation.advanceTo(10 * SECOND);
  return createProjection(scenario, simulation.trace);
}

const projection = played();
const database = (tUs: number): DatabaseView => projection.at(tUs).components.get('db') as DatabaseView;

test('[DB-21] at every instant the tables, the queries on the disk, the log and what is counted', () => {
  const keys = (tUs: number): readonly string[] => [
    ...(database(tUs)
      .tables.find(({ name }) => name === 'orders')
      ?.rows()
      .keys() ?? []),
  ];
  expect([0, 250 * MS, SECOND, 3 * SECOND].map(keys)).toEqual([
    ['o0'],
    ['o0', 'o1', 'o2'],
    ['o0', 'o1', 'o2', 'o3', 'o4', 'o5'],
    ['o0', 'o3', 'o4', 'o5'],
  ]);
  expect(database(0)).toMatchObject({ lsn: 2, sub: '1 row', depth: 0, channels: 1 });
  const during = database(2_300 * MS);
  expect(during.queries).toMatchObject([{ what: 'scan', table: 'orders', needUs: 400 * MS }]);
  expect(during.sub).toBe('1 query');
  const { counts, facts, lsn } = database(9 * SECOND);
  // Five orders, two deletions, five marks of the relay.
  expect(counts).toMatchObject({ commits: 12, scans: 1, reads: 5, conflicts: 0, lost: 0 });
  expect(facts?.map(([name]) => name)).toEqual(['log', 'rows', 'queries', 'commits', 'replicas behind', 'stale reads']);
  expect(lsn).toBe(2 + 5 * 4 + 2 * 2 + 5 * 2);
});

test('[DB-21] [QUORUM-5] replicas are behind for a while, and then they are not', () => {
  const behind = (tUs: number): number => database(tUs).counts['behind'] as number;
  expect([0, 10 * SECOND].map(behind)).toEqual([0, 0]);
  const seen = Array.from({ length: 600 }, (_, i) => behind(i * MS));
  expect(Math.max(...seen)).toBeGreaterThan(2);
  expect(database(120 * MS).replicas).toHaveLength(3);
});

test('[CDC-16] connectors and relays show where they are', () => {
  const { components } = projection.at(10 * SECOND);
  const connector = components.get('connector') as CdcView;
  // A snapshot of one row, five creations, two deletions with their tombstones.
  expect(connector.counts).toEqual({ published: 10, again: 0, ignored: 0 });
  expect(connector.storedLsn).toBeGreaterThanOrEqual(connector.lsn);
  expect(connector.sub).toBe('10 events out');
  const relay = components.get('outbox-relay') ?? components.get('relay');
  expect(relay).toMatchObject({ kind: 'outbox-relay', storedLsn: null, counts: { published: 5, again: 0 } });
});

test('[CDC-16] a crash of the connector shows what is published again', () => {
  const again = played({
    interventions: [
      { at: '190ms', crash: 'connector' },
      { at: '200ms', restart: 'connector' },
    ],
  });
  const connector = again.at(10 * SECOND).components.get('connector') as CdcView;
  expect(connector.counts['again']).toBeGreaterThan(0);
  expect(connector.facts?.map(([name]) => name)).toContain('of these again');
});

describe('in words', () => {
  const lines = projection.trace.entries.map((entry) => wordsOf(entry, scenario));
  test.each([
    'The database reads all of orders for 1, which takes 400 ms alone',
    'The database has read for orders for 1 after 400 ms',
    'The database has its first rows, log to 2',
    'replica 1 of The database has version 1 of orders o1',
    'The database reads orders o1 from replica',
    'The connector publishes the snapshot of orders o0',
    'The connector publishes the creation of orders o1',
    'The connector publishes the tombstone of orders o1',
    'The connector notes that everything to',
    'The relay finds the outbox empty',
    'The relay finds 1 message and takes 1',
    'The relay publishes OrderPlaced from the outbox',
  ])('%s', (words) => {
    expect(lines.some((line) => line.toLowerCase().includes(words.toLowerCase()))).toBe(true);
  });
});

test('a connector is drawn as somebody who pulls, a relay as somebody who calls', () => {
  const edges = topologyOf(scenario).map(({ from, to, mode, messages }) => [from, to, mode, messages]);
  expect(edges).toContainEqual(['db', 'connector', 'subscribe', []]);
  expect(edges).toContainEqual(['connector', 'events', 'send', ['OrderChanged']]);
  expect(edges).toContainEqual(['orders', 'db', 'call', ['Commit', 'ReadRow', 'ReadTable']]);
  expect(edges).toContainEqual(['relay', 'db', 'call', ['ReadTable', 'Commit']]);
  expect(edges).toContainEqual(['relay', 'events', 'send', ['OrderPlaced']]);
});
