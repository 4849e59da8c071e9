import { expect, test } from 'vitest';
import { entriesOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** Somebody orders and looks after it at once; `replicas` is how the database is replicated. */
function shop(replicas: string, options: RunOptions = {}): Simulation {
  return runYaml(
    `
messages:
  Place: { kind: command, fields: { orderId: string } }
components:
  customer:
    kind: client
    sends: [{ command: Place, to: orders, every: 100ms, count: 50, data: { orderId: ="o" + string(n) } }]
  orders:
    kind: service
    workers: 20
    store: db
    on:
      Place:
        - write: orders
          key: =msg.orderId
          set: { status: placed }
        - read: orders
          key: =msg.orderId
          as: order
        - write: orders
          key: =msg.orderId
          set: { status: baked }
        - read: orders
          key: =msg.orderId
          as: order
        - reply: { found: =order != null }
  db: { kind: database, restart: 100ms, replicas: { ${replicas} } }
network: { latency: 1ms }
`,
    { untilUs: 20 * SECOND, ...options },
  );
}

const SLOW = 'delay: { write: { exponential: 20ms }, ack: 1ms, read: 1ms, answer: 1ms }';
const staleOf = (simulation: Simulation): number =>
  entriesOf(simulation, 'replica.read').filter(({ version, newest }) => version < newest).length;

test('[QUORUM-1] [QUORUM-4] [QUORUM-5] reads are stale with R + W <= N, and never with more', () => {
  const weak = shop(`count: 3, read: 1, write: 1, ${SLOW}`);
  expect(entriesOf(weak, 'replica.read')).toHaveLength(100);
  expect(staleOf(weak)).toBeGreaterThan(10);
  for (const quorum of ['read: 2, write: 2', 'read: 3, write: 1', 'read: 1, write: 3'])
    expect(staleOf(shop(`count: 3, ${quorum}, ${SLOW}`))).toBe(0);
});

test('[QUORUM-5] once nothing is on its way all replicas have every version', () => {
  const simulation = shop(`count: 3, ${SLOW}`);
  const versions = new Map<string, number>();
  for (const { replica, key, version } of entriesOf(simulation, 'replica.applied'))
    versions.set(`${replica} ${key}`, Math.max(version, versions.get(`${replica} ${key}`) ?? 0));
  expect(versions.size).toBe(150);
  expect(new Set(versions.values())).toEqual(new Set([2]));
});

test('[QUORUM-1] a write is answered when W replicas have it', () => {
  const tookUs = (write: number): number => {
    const delay = 'delay: { write: 20ms, ack: 5ms }';
    const [first] = entriesOf(shop(`count: 3, write: ${write}, ${delay}, remote: 100ms`), 'request.completed');
    return first?.latencyUs ?? 0;
  };
  // Two writes; reads wait for one answer, which the nearest replica gives at once.
  expect([tookUs(1), tookUs(2)]).toEqual([2 * MS + 8 * MS + 50 * MS, 2 * MS + 8 * MS + 450 * MS]);
});

test('[QUORUM-8] with a replica drawn for each read a reader goes back in time', () => {
  const simulation = shop('count: 3, delay: { write: 30ms }, remote: 200ms');
  expect(entriesOf(simulation, 'replica.read').some(({ backwards }) => backwards)).toBe(true);
});

test('[QUORUM-10] a restart brings the replicas to where the log is', () => {
  const simulation = shop('count: 3, delay: { write: { uniform: [10ms, 600ms] } }', {
    interventions: [
      { at: '1s', crash: 'db' },
      { at: '1.1s', restart: 'db' },
    ],
  });
  const [recovered] = entriesOf(simulation, 'database.recovered');
  const applied = entriesOf(simulation, 'replica.applied');
  const caughtUp = applied.filter(({ cause }) => cause === recovered?.seq);
  expect(caughtUp.length).toBeGreaterThan(0);
  const had = new Set(
    applied.filter(({ tUs }) => tUs <= 1.2 * SECOND).map(({ replica, key, version }) => `${replica} ${key} ${version}`),
  );
  for (const { tUs, changes } of entriesOf(simulation, 'transaction.committed'))
    for (const { key } of changes)
      if (tUs < SECOND)
        expect([0, 1, 2].every((replica) => had.has(`${replica} ${key} 1`) || had.has(`${replica} ${key} 2`))).toBe(
          true,
        );
});

test('[QUORUM-9] whole tables and checked rows are read as the log has them', () => {
  const simulation = runYaml(`
messages:
  Place: { kind: command, fields: { orderId: string } }
components:
  customer:
    kind: client
    sends: [{ command: Place, to: orders, every: 100ms, count: 20, data: { orderId: ="o" + string(n) } }]
  orders:
    kind: service
    store: db
    on:
      Place:
        - write: orders
          key: =msg.orderId
          set: { status: placed }
        - read: orders
          as: all
        - transaction:
            - read: orders
              key: =msg.orderId
              as: order
            - write: orders
              key: =msg.orderId
              set: { was: =order.status }
          isolation: optimistic
        - reply: { count: =size(all) }
  db: { kind: database, replicas: { count: 3, ${SLOW} } }
`);
  expect(entriesOf(simulation, 'replica.read')).toEqual([]);
  expect(entriesOf(simulation, 'request.completed').map(({ data }) => (data as { count: number }).count)).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
});
