import { expect, test } from 'vitest';
import { createProjection } from './create-projection.ts';
import { entriesOf, firstOf, MS, runYaml, scenarioOf, SECOND } from '../run/run-document.fixture.ts';
import type { RunOptions } from '../run/run-document.fixture.ts';
import type { Simulation } from '../run/simulation.ts';

interface ShopShape {
  readonly count?: number;
  /** What the view does with an order. */
  readonly placed?: string;
  readonly view?: string;
  /** How the web service asks the view for an order that it has just placed. */
  readonly ask?: string;
  readonly answer?: string;
  readonly source?: string;
  readonly write?: string;
  readonly more?: string;
}

const WRITE = `
        - append: ='order-' + msg.orderId
          to: store
          events: [{ event: OrderPlaced, data: { orderId: =msg.orderId, amount: =msg.amount } }]
          as: placed`;

/** Orders are placed, and a board shows them. */
function shop({
  count = 20,
  placed = '{ table: board, key: =msg.orderId, set: { status: placed, amount: =msg.amount } }',
  view = '',
  ask = '',
  answer = '[{ read: board, key: =msg.orderId, as: order }, { reply: { found: =order != null } }]',
  source = 'store: { kind: event-store }',
  write = WRITE,
  more = '',
}: ShopShape): string {
  return `
messages:
  PlaceOrder: { kind: command, fields: { orderId: string, amount: number } }
  GetOrder: { kind: query, fields: { orderId: string, token: number } }
  OrderPlaced: { kind: event, fields: { orderId: string, amount: number } }
  Noticed: { kind: event, fields: { orderId: string } }
components:
  customer:
    kind: client
    sends: [{ command: PlaceOrder, to: web, start: 1s, every: 100ms, count: ${count}, data: { orderId: ='o' + string(n), amount: =n } }]
  web:
    kind: service
    workers: 30
    on:
      PlaceOrder:${write}
${ask}
        - reply: { ok: true }
  ${source}
  board:
    kind: view
    from: ${source.split(':')[0]}
    workers: 10
    ${view}
    on:
      OrderPlaced: ${placed}
      GetOrder: ${answer}
${more}`;
}

const ASK = `
        - call: GetOrder
          to: board
          data: { orderId: =msg.orderId, token: =placed.position }
          timeout: 3s
          as: seen
        - write: seen
          key: =msg.orderId
          set: { found: =seen.found }`;

const SUM = `[{ read: sums, key: all, as: before }, { work: 15ms }, { write: sums, key: all, set: { total: '=(before == null ? 0 : before.total) + msg.amount' } }]`;

/** The rows of the version that serves, at the end. */
function rows(text: string, run: Simulation, table: string): readonly unknown[] {
  const view = createProjection(scenarioOf(text), run.trace).at(run.nowUs).components.get('board');
  return [
    ...(view?.tables
      ?.find(({ name }) => name === table)
      ?.rows()
      .values() ?? []),
  ];
}

function play(text: string, options: RunOptions = {}): Simulation {
  return runYaml(text, { untilUs: 10 * SECOND, ...options });
}

const found = (run: Simulation): readonly unknown[] =>
  entriesOf(run, 'table.written', 'web').map(({ row }) => row['found']);

test('[MODEL-1] events one after the other, queries beside them', () => {
  const text = shop({
    placed: '[{ work: 150ms }, { write: board, key: =msg.orderId, set: { amount: =msg.amount } }]',
    ask: ASK,
    count: 4,
  });
  const run = play(text);
  expect(entriesOf(run, 'view.applied').map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  // Each asks right after it was written, and no order is on the board yet.
  expect(found(run)).toEqual([false, false, false, false]);
  const spans = entriesOf(run, 'handler.started', 'board').filter(({ message }) => message.name === 'OrderPlaced');
  const ends = entriesOf(run, 'handler.finished', 'board').filter(({ message }) => message.name === 'OrderPlaced');
  for (const [i, { tUs }] of spans.entries()) if (i > 0) expect(tUs).toBeGreaterThanOrEqual(ends[i - 1]?.tUs ?? 0);
});

test('[MODEL-2] a handler that fails changes no row, and its event comes again', () => {
  const placed =
    '[{ write: board, key: =msg.orderId, set: { amount: =msg.amount } }, { wait: 5ms }, { if: msg.amount == 2 && meta.position == 1, then: [fail: no room] }]';
  const text = shop({ placed, count: 4 }).replace(
    'from: store',
    'from: { from: store, retry: { delay: 100ms, attempts: 3 } }',
  );
  const run = play(text);
  expect(entriesOf(run, 'handler.finished', 'board').map(({ outcome }) => outcome)).toEqual([
    'done',
    'failed',
    'failed',
    'failed',
    'done',
    'done',
  ]);
  expect(entriesOf(run, 'table.written', 'board').map(({ key }) => key)).toEqual(['o1', 'o3', 'o4']);
});

const CRASH = [
  { at: '1337ms', crash: 'board' },
  { at: '2s', restart: 'board' },
];

test('[MODEL-3] [MODEL-4] a crash between two events doubles nothing, unless the place is saved apart from the rows', () => {
  const whole = shop({ placed: SUM });
  expect(rows(whole, play(whole, { interventions: CRASH }), 'sums')).toEqual([{ key: 'all', total: 210 }]);
  const apart = shop({ placed: SUM, view: 'checkpoint: { every: 5 }' });
  const run = play(apart, { interventions: CRASH });
  const [row] = rows(apart, run, 'sums') as readonly { total: number }[];
  expect(row?.total).toBeGreaterThan(210);
  expect(
    entriesOf(run, 'view.applied')
      .filter(({ saved }) => saved)
      .map(({ place }) => place),
  ).toEqual([4, 9, 14, 19]);
});

test('[MODEL-5] [MODEL-6] the rows are the fold of the events up to the position, whatever is between them', () => {
  const write = `${WRITE.replace('events: [', 'events: [{ event: Noticed, data: { orderId: =msg.orderId } }, ')}`;
  const text = shop({ placed: SUM, write, count: 6 });
  const run = play(text);
  const projection = createProjection(scenarioOf(text), run.trace);
  const applied = entriesOf(run, 'view.applied');
  expect(applied).toHaveLength(12);
  for (const { tUs, seq } of applied) {
    const board = projection.at(tUs).components.get('board');
    const position = board?.position ?? -2;
    const events = entriesOf(run, 'event.stored').filter((event) => event.position <= position && event.seq < seq);
    const total = events.reduce((sum, { message }) => sum + ((message.data as { amount?: number }).amount ?? 0), 0);
    const sums = [
      ...(board?.tables
        ?.find(({ name }) => name === 'sums')
        ?.rows()
        .values() ?? []),
    ];
    expect(sums).toEqual(total === 0 ? [] : [{ key: 'all', total }]);
  }
});

test('[MODEL-7] a query leaves every row as it is', () => {
  const text = shop({ ask: ASK, count: 5 });
  const asked = play(text);
  const unasked = play(shop({ count: 5 }));
  expect(rows(text, asked, 'board')).toEqual(rows(shop({ count: 5 }), unasked, 'board'));
  const down = play(text, { interventions: [{ at: '500ms', crash: 'board' }] });
  expect(entriesOf(down, 'call.failed', 'web').every(({ why }) => why === 'Board did not answer within 3000 ms')).toBe(
    true,
  );
});

const AT =
  '[{ read: board, key: =msg.orderId, as: order, atLeast: =msg.token, timeout: 300ms }, { reply: { found: =order != null } }]';
const SLOW = '[{ work: 30ms }, { write: board, key: =msg.orderId, set: { amount: =msg.amount } }]';

test('[MODEL-8] with a position token everybody reads what they wrote; without one they do not', () => {
  const stale = play(shop({ placed: SLOW, ask: ASK }));
  expect(found(stale)).toEqual(Array.from({ length: 20 }, () => false));
  const fresh = play(shop({ placed: SLOW, ask: ASK, answer: AT }));
  expect(found(fresh)).toEqual(Array.from({ length: 20 }, () => true));
  const [wait, reached] = [firstOf(fresh, 'view.awaited'), firstOf(fresh, 'view.reached')];
  expect([wait.position, wait.wanted]).toEqual([-1, 0]);
  // The event is on its way while the answer to the append and then the query are.
  expect(reached.tUs - wait.tUs).toBe(25 * MS);
});

test('[MODEL-8] a query waits no longer than it may', () => {
  const run = play(shop({ placed: SLOW.replace('30ms', '2s'), ask: ASK, answer: AT, count: 1 }));
  expect(firstOf(run, 'view.late')).toMatchObject({ wanted: 0, position: -1 });
  expect(firstOf(run, 'request.completed').data).toEqual({ code: 'timeout', why: 'it has read nothing yet, not at 0' });
});

test('[MODEL-9] a service reads a row over the network, at a position too', () => {
  const ask = (more: string): string => `
        - read: board
          from: board
          key: =msg.orderId
          ${more}
          as: order
        - write: seen
          key: =msg.orderId
          set: { found: =order != null }`;
  expect(found(play(shop({ placed: SLOW, ask: ask(''), count: 3 })))).toEqual([false, false, false]);
  const run = play(shop({ placed: SLOW, ask: ask('atLeast: =placed.position'), count: 3 }));
  expect(found(run)).toEqual([true, true, true]);
  expect(entriesOf(run, 'message.sent', 'web').filter(({ message }) => message.name === 'ReadRow')).toHaveLength(3);
});

const REBUILD = [{ at: '2050ms', 'rebuild-view': 'board' }];
const NEXT =
  'next: { on: { OrderPlaced: { table: board, key: =msg.orderId, set: { status: shown, amount: =msg.amount * 2 } } } }';

test('[MODEL-10] a rebuild serves when it is as far as the old version, and nobody sees an empty view', () => {
  const text = shop({ placed: SLOW, ask: ASK, answer: AT });
  const run = play(text, { interventions: REBUILD });
  expect(found(run)).toEqual(Array.from({ length: 20 }, () => true));
  const [begun, switched] = [firstOf(run, 'view.rebuilding'), firstOf(run, 'view.switched')];
  expect(switched.tUs).toBeGreaterThan(begun.tUs);
  expect([switched.from, switched.build]).toEqual([1, 2]);
  expect(rows(text, run, 'board')).toEqual(rows(text, play(text), 'board'));
  // The write side does not notice.
  const writes = (one: Simulation): readonly unknown[] =>
    entriesOf(one, 'event.stored').map(({ tUs, stream, number, position }) => [tUs, stream, number, position]);
  expect(writes(run)).toEqual(writes(play(text)));
  const projection = createProjection(scenarioOf(text), run.trace);
  for (const tUs of [begun.tUs, switched.tUs - 1, switched.tUs]) {
    const board = projection.at(tUs).components.get('board');
    expect(board?.tables?.find(({ name }) => name === 'board')?.size).toBeGreaterThan(9);
  }
});

test('[MODEL-11] a rebuilt view is the fold of the mended handlers', () => {
  const text = shop({ placed: SLOW, view: NEXT });
  const run = play(text, { interventions: REBUILD });
  const expected = Array.from({ length: 20 }, (_, i) => ({
    orderId: `o${i + 1}`,
    status: 'shown',
    amount: (i + 1) * 2,
  }));
  expect(rows(text, run, 'board')).toEqual(expected);
});

test('[MODEL-12] a rebuild goes on after a crash, and there is one at a time', () => {
  const text = shop({
    placed: SLOW,
    view: NEXT.replace(
      '{ table: board, key: =msg.orderId, set: { status: shown, amount: =msg.amount * 2 } }',
      '[{ work: 10ms }, { write: board, key: =msg.orderId, set: { amount: =msg.amount * 2 } }]',
    ),
  });
  const run = play(text, {
    interventions: [
      { at: '2050ms', 'rebuild-view': 'board' },
      { at: '2060ms', 'rebuild-view': 'board' },
      { at: '2090ms', crash: 'board' },
      { at: '2500ms', 'rebuild-view': 'board' },
      { at: '3s', restart: 'board' },
    ],
  });
  expect(entriesOf(run, 'intervention.ignored').map(({ why }) => why)).toEqual([
    'version 2 of it is on its way already',
    'it is down',
  ]);
  expect(entriesOf(run, 'view.switched')).toHaveLength(1);
  const handled = entriesOf(run, 'view.applied')
    .filter(({ build }) => build === 2)
    .map(({ place }) => place);
  expect(handled).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect((rows(text, run, 'board') as readonly { amount: number }[]).map(({ amount }) => amount)).toEqual(
    Array.from({ length: 20 }, (_, i) => (i + 1) * 2),
  );
});

const LOG = {
  source: 'order-events: { kind: log, partitions: 2 }',
  write: `
        - publish: OrderPlaced
          to: order-events
          key: =msg.orderId
          data: { orderId: =msg.orderId, amount: =msg.amount }`,
};

test('[MODEL-13] a view of a log passes over what comes again, and a new version is a group of its own', () => {
  const placed = `[{ read: sums, key: all, as: before }, { write: sums, key: all, set: { total: '=(before == null ? 0 : before.total) + msg.amount' } }]`;
  const text = shop({ ...LOG, placed });
  const run = play(text, {
    interventions: [
      { at: '1400ms', loss: ['board', 'order-events'], probability: 0.5 },
      { at: '1700ms', crash: 'board' },
      { at: '2s', restart: 'board' },
      { at: '3s', loss: ['board', 'order-events'], probability: 0 },
      { at: '4s', 'rebuild-view': 'board' },
    ],
    untilUs: 60 * SECOND,
  });
  expect(entriesOf(run, 'message.deduplicated', 'board').length).toBeGreaterThan(0);
  expect(rows(text, run, 'sums')).toEqual([{ key: 'all', total: 210 }]);
  expect(new Set(entriesOf(run, 'group.assigned').map(({ group }) => group))).toEqual(new Set(['board', 'board-v2']));
  expect(firstOf(run, 'view.switched').build).toBe(2);
});

test('[MODEL-6] a view of some streams is past what others hold', () => {
  const text = shop({ ask: ASK, answer: AT, more: '' })
    .replace('from: store', "from: { from: store, stream: 'order-o1*' }")
    .replace('key: =msg.orderId, as: order, atLeast', 'key: =msg.orderId, as: order, atLeast');
  const run = play(text, { untilUs: 20 * SECOND });
  // o1 and o10 to o19 are of its streams; for the others it has waited for nothing and found nothing.
  expect(found(run)).toEqual(Array.from({ length: 20 }, (_, i) => i === 0 || (i >= 9 && i < 19)));
  expect(entriesOf(run, 'view.late')).toEqual([]);
});

test('[MODEL-14] a view sends nothing but answers', () => {
  const run = play(shop({ ask: ASK, answer: AT, placed: SLOW }), { interventions: REBUILD });
  const passages = new Set(entriesOf(run, 'message.sent', 'board').map(({ passage }) => passage));
  expect(passages).toEqual(new Set(['reply']));
});
