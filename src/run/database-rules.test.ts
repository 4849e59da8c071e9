import { expect, test } from 'vitest';
import { entriesOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const MESSAGES = `
messages:
  Take: { kind: command, fields: { pizza: string, by: string } }
  Ask: { kind: query, fields: { pizza: string } }
  Report: { kind: query }
`;

/** A shop whose stock is in a database; `on` are its handlers, `sends` what its customers send. */
function shop(on: string, sends: string, database = '', options: RunOptions = {}): Simulation {
  return runYaml(
    `${MESSAGES}
components:
  customer:
    kind: client
    sends:
${sends}
  orders:
    kind: service
    workers: 4
    store: db
    on:
${on}
  db: { kind: database, restart: 100ms, tables: { stock: [{ pizza: funghi, left: 5, price: 9 }] }${database} }
`,
    options,
  );
}

const take = (start: string, count = 1, every = '1ms', extra = ''): string =>
  `      - { command: Take, to: orders, every: ${every}, start: ${start}, count: ${count}, data: { pizza: funghi, by: ="c" + string(n) }${extra} }`;
const ask = (start: string, count = 1, every = '1ms'): string =>
  `      - { query: Ask, to: orders, every: ${every}, start: ${start}, count: ${count}, data: { pizza: funghi } }`;
const TAKE_ONE = `      Take:
        - write: stock
          key: =msg.pizza
          set: { left: =row.left - 1 }
        - reply: {}`;
const TELL = `      Ask:
        - read: stock
          key: =msg.pizza
        - reply: =stock`;

const completed = (simulation: Simulation): readonly unknown[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome, data }) => [outcome, data]);
const stockOf = (simulation: Simulation): unknown => entriesOf(simulation, 'table.written', 'db').at(-1)?.row;

test('[DB-14] a service with a store reads and writes over the network, and the disk takes its time', () => {
  const io = ', io: { read: 2ms, write: 4ms }';
  const simulation = shop(`${TAKE_ONE}\n${TELL}`, `${take('0ms')}\n${ask('100ms')}`, io);
  expect(completed(simulation)).toEqual([
    ['ok', {}],
    ['ok', { pizza: 'funghi', left: 4, price: 9 }],
  ]);
  // To the shop, to the database and back twice, and back: 6 x 5 ms; and the disk.
  expect(entriesOf(simulation, 'request.completed').map(({ latencyUs }) => latencyUs)).toEqual([36 * MS, 22 * MS]);
  expect(entriesOf(simulation, 'table.written', 'orders')).toEqual([]);
  expect(entriesOf(simulation, 'query.finished').map(({ what, tookUs }) => [what, tookUs])).toEqual([
    ['read', 2 * MS],
    ['commit', 4 * MS],
    ['read', 2 * MS],
  ]);
});

test('[DB-14] single statements can say where their table is, and whole tables are lists', () => {
  const on = `      Report:
        - read: stock
          from: db
          as: rows
          takes: 30ms
        - reply: { count: =size(rows), left: '=rows[0].left' }`;
  const sends = '      - { query: Report, to: orders, every: 1ms, count: 1 }';
  const simulation = runYaml(`${MESSAGES}
components:
  customer: { kind: client, sends: [{ query: Report, to: orders, every: 1ms, count: 1 }] }
  orders:
    kind: service
    on:
${on}
  db: { kind: database, tables: { stock: [{ pizza: funghi, left: 5 }, { pizza: tonno, left: 2 }] } }`);
  expect(completed(simulation)).toEqual([['ok', { count: 2, left: 5 }]]);
  expect(entriesOf(simulation, 'request.completed')[0]?.latencyUs).toBe(50 * MS);
  // The rows say how long it takes where the statement doesn't.
  const scan = shop(on.replace('          takes: 30ms\n', ''), sends, ', io: { scan: 3ms }');
  expect(entriesOf(scan, 'query.finished').map(({ what, tookUs }) => [what, tookUs])).toEqual([['scan', 3 * MS]]);
});

test('a row is deleted, and its versions go on', () => {
  const on = `      Take:
        - delete: stock
          key: =msg.pizza
        - read: stock
          key: =msg.pizza
        - reply: { gone: =stock == null }`;
  const simulation = shop(on, take('0ms'));
  expect(completed(simulation)).toEqual([['ok', { gone: true }]]);
  expect(entriesOf(simulation, 'table.deleted', 'db')).toMatchObject([{ table: 'stock', key: 'funghi' }]);
});

test('[DB-15] the changes of a transaction take effect together, or not at all', () => {
  const on = `      Take:
        - transaction:
            - write: stock
              key: =msg.pizza
              set: { left: =row.left - 1 }
            - read: stock
              key: =msg.pizza
            - write: taken
              key: =msg.by
              set: { left: =stock.left }
            - if: msg.by == 'c2'
              then: [ { refuse: sold out } ]
        - reply: {}`;
  const simulation = shop(on, take('0ms', 3, '100ms'));
  expect(completed(simulation).map((one) => (one as string[])[0])).toEqual(['ok', 'refused', 'ok']);
  // It sees its own changes before anybody else does.
  expect(entriesOf(simulation, 'table.written', 'db').map(({ table, row }) => [table, row['left']])).toEqual([
    ['stock', 5],
    ['stock', 4],
    ['taken', 4],
    ['stock', 3],
    ['taken', 3],
  ]);
  expect(entriesOf(simulation, 'transaction.committed').map(({ lsn, changes }) => [lsn, changes.length])).toEqual([
    [2, 1],
    [5, 2],
    [8, 2],
  ]);
});

const guarded = (isolation: string, onConflict = ''): string => `      Take:
        - transaction:
            - read: stock
              key: =msg.pizza
            - write: stock
              key: =msg.pizza
              set: { left: =stock.left - 1 }
          isolation: ${isolation}
${onConflict}        - reply: {}`;

test('[DB-18] [DB-5] two who read and then write lose a change, unless they check', () => {
  const two = `${take('0ms')}\n${take('0ms')}`;
  expect(stockOf(shop(guarded('read-committed'), two))).toMatchObject({ left: 4 });
  expect(stockOf(shop(TAKE_ONE, two))).toMatchObject({ left: 4 });
  const checked = shop(guarded('optimistic'), two);
  expect(stockOf(checked)).toMatchObject({ left: 4 });
  expect(entriesOf(checked, 'transaction.aborted')).toMatchObject([
    {
      reason: 'conflict',
      table: 'stock',
      key: 'funghi',
      why: expect.stringContaining('at version 2, not 1') as string,
    },
  ]);
});

test('[DB-16] after a conflict: again, something else, or failure', () => {
  const two = `${take('0ms')}\n${take('0ms')}`;
  const again = shop(guarded('optimistic', '          onConflict: { retry: 1 }\n'), two);
  expect([stockOf(again), completed(again)]).toMatchObject([
    { left: 3 },
    [
      ['ok', {}],
      ['ok', {}],
    ],
  ]);
  const refused = shop(guarded('optimistic', '          onConflict: [ { refuse: somebody was faster } ]\n'), two);
  expect(
    completed(refused)
      .map((one) => (one as string[])[0])
      .sort(),
  ).toEqual(['ok', 'refused']);
  const failed = shop(guarded('optimistic'), two);
  expect(completed(failed)[1]).toMatchObject([
    'failed',
    { why: expect.stringContaining('somebody changed') as string },
  ]);
});

test('[DB-17] a transaction is done once per key', () => {
  const on = `      Take:
        - transaction:
            - write: stock
              key: =msg.pizza
              set: { left: =row.left - 1 }
          once: =msg.pizza
        - reply: {}`;
  const simulation = shop(on, `${take('0ms')}\n${take('0ms')}\n${take('100ms')}`, ', io: { write: 30ms }');
  expect([stockOf(simulation), completed(simulation).length]).toMatchObject([{ left: 4 }, 3]);
  expect(entriesOf(simulation, 'transaction.aborted').map(({ reason, table }) => [reason, table])).toEqual([
    ['duplicate', 'inbox'],
    ['duplicate', 'inbox'],
  ]);
  expect(entriesOf(simulation, 'message.deduplicated', 'orders').map(({ key }) => key)).toEqual(['funghi', 'funghi']);
  // The first is durable before anybody hears that it is done already.
  const [first] = entriesOf(simulation, 'table.written', 'db').filter(({ table }) => table === 'inbox');
  for (const { seq } of entriesOf(simulation, 'transaction.aborted'))
    expect(seq).toBeGreaterThan(first?.seq ?? Infinity);
});

const RETRIED = TAKE_ONE.replace(
  '        - reply',
  '          timeout: 50ms\n          retry: { attempts: 9, delay: 50ms }\n        - reply',
);

test('[DB-19] a commit that comes again is answered and not done again', () => {
  const slow = shop(RETRIED, take('0ms'), ', io: { write: 200ms }');
  expect([stockOf(slow), completed(slow)]).toMatchObject([{ left: 4 }, [['ok', {}]]]);
  expect(entriesOf(slow, 'transaction.repeated').length).toBeGreaterThan(1);
  expect(entriesOf(slow, 'transaction.committed')).toHaveLength(2);
  const later = shop(RETRIED, take('0ms'), '', {
    interventions: [
      { at: '22ms', partition: ['orders', 'db'] },
      { at: '200ms', heal: ['orders', 'db'] },
    ],
  });
  expect([stockOf(later), completed(later)]).toMatchObject([{ left: 4 }, [['ok', {}]]]);
  expect(entriesOf(later, 'transaction.repeated')).toHaveLength(1);
});

test('[DB-20] a crash loses commits that are not durable, and says so', () => {
  const simulation = shop(RETRIED, take('0ms'), ', io: { write: 30ms }', {
    interventions: [
      { at: '40ms', crash: 'db' },
      { at: '60ms', restart: 'db' },
    ],
  });
  expect(entriesOf(simulation, 'transaction.aborted').map(({ reason }) => reason)).toEqual(['crash']);
  expect(entriesOf(simulation, 'message.dropped', 'db').map(({ reason }) => reason)).toContain('crash');
  expect(entriesOf(simulation, 'database.recovered')).toMatchObject([{ lsn: 2, tUs: 160 * MS }]);
  // The service asks again, and it is done once.
  expect([stockOf(simulation), completed(simulation)]).toMatchObject([{ left: 4 }, [['ok', {}]]]);
  expect(entriesOf(simulation, 'transaction.committed')).toHaveLength(2);
});

test('[DB-9] [DB-10] [DB-15] at whatever instant the database crashes, all of a transaction is there or nothing', () => {
  const on = `      Take:
        - transaction:
            - write: stock
              key: =msg.pizza
              set: { left: =row.left - 1 }
            - write: taken
              key: =msg.by
              set: {}
        - reply: {}`;
  let done = 0;
  for (let at = 0; at <= 60; at++) {
    const simulation = shop(on, take('0ms', 2, '5ms'), ', io: { read: 1ms, write: 6ms }', {
      interventions: [
        { at: `${at}ms`, crash: 'db' },
        { at: `${at + 1}ms`, restart: 'db' },
      ],
      untilUs: 5 * SECOND,
    });
    const written = entriesOf(simulation, 'table.written', 'db');
    const taken = written.filter(({ table }) => table === 'taken').length;
    expect(written.filter(({ table }) => table === 'stock').length - 1).toBe(taken);
    // Whoever was told that it is done finds it done.
    expect(taken).toBeGreaterThanOrEqual(completed(simulation).filter((one) => (one as string[])[0] === 'ok').length);
    done += taken;
  }
  expect(done).toBeGreaterThan(30);
  expect(done).toBeLessThan(122);
});

test('[IO-1] [IO-3] [IO-4] a report slows all others down, and so does a slow database', () => {
  const on = `${TELL}
      Report:
        - read: stock
          takes: 1s
          as: rows
        - reply: {}`;
  const many = `${ask('0ms', 20, '50ms')}\n      - { query: Report, to: orders, every: 1ms, start: 200ms, count: 1 }`;
  const io = ', io: { read: 10ms }';
  const latencies = (simulation: Simulation): readonly number[] =>
    entriesOf(simulation, 'query.finished')
      .filter(({ what }) => what === 'read')
      .map(({ tookUs }) => tookUs / MS);
  const shared = latencies(shop(on, many, io));
  expect([shared[0], shared[10]]).toEqual([10, 20]);
  expect(latencies(shop(on, many, ', io: { channels: 2, read: 10ms }'))).toEqual(Array.from({ length: 20 }, () => 10));
  const slow = shop(TELL, ask('0ms', 2, '200ms'), io, { interventions: [{ at: '300ms', slow: 'db', by: 3 }] });
  expect(latencies(slow)).toEqual([10, 30]);
});
