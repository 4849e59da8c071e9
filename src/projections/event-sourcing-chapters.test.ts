import { expect, test } from 'vitest';
import { createProjection } from './create-projection.ts';
import { judge } from './conditions.ts';
import { account } from '../run/account.fixture.ts';
import { entriesOf, runYaml, scenarioOf, SECOND } from '../run/run-document.fixture.ts';
import type { RunOptions } from '../run/run-document.fixture.ts';

/** Whether the document's fitness functions hold at the end of a run, in their order. */
function verdicts(text: string, options: RunOptions = {}): readonly (boolean | string)[] {
  const scenario = scenarioOf(text, options.variant ?? null);
  const run = runYaml(text, { untilUs: 20 * SECOND, ...options });
  const projection = createProjection(scenario, run.trace);
  const view = projection.at(run.nowUs);
  return scenario.fitness.map(({ holds }) => {
    const { holds: verdict, fault } = judge(holds, view, projection);
    return fault ?? verdict;
  });
}

const TABLES = `fitness:
  - name: nothing below 0
    holds: "sum(store.events.filter(e, e.type == 'Deposited').map(e, e.data.amount)) >= sum(store.events.filter(e, e.type == 'Withdrawn').map(e, e.data.amount))"
  - name: the stream's version counts its events
    holds: "store.streams.all(s, s.version + 1 == size(store.events.filter(e, e.stream == s.stream)))"
  - name: every event has its place
    holds: "store.events.all(e, e.position <= position('store')) && count('store', 'appended') == size(store.events)"
`;

test('chapter 12: the state is a sequence of events, whatever crashes', () => {
  const text = account({ store: 'append: 4ms, snapshots: { every: 3 }', rest: TABLES });
  expect(verdicts(text)).toEqual([true, true, true]);
  for (let ms = 1000; ms < 1100; ms += 11) {
    const interventions = [
      { at: `${ms}ms`, crash: ms % 2 === 0 ? 'bank' : 'store' },
      { at: '3s', restart: ms % 2 === 0 ? 'bank' : 'store' },
    ];
    expect(verdicts(text, { interventions })).toEqual([true, true, true]);
  }
});

test('chapter 20: one aggregate keeps its promise under contention, two of them do not', () => {
  const promise = `
messages:
  Withdraw: { kind: command, fields: { from: string } }
  Filled: { kind: event, fields: { amount: number } }
  Withdrawn: { kind: event, fields: { amount: number } }
components:
  bob: { kind: client, sends: [{ command: Withdraw, to: bank, users: 3, think: 50ms, count: 12, data: { from: STREAM_A } }] }
  eve: { kind: client, sends: [{ command: Withdraw, to: bank, users: 3, think: 50ms, count: 12, data: { from: STREAM_B } }] }
  bank:
    kind: service
    workers: 10
    on:
      Withdraw:
        - load: both
          from: store
          as: common
          fold: { initial: { left: 100 }, on: { Withdrawn: { left: =state.left - event.amount } } }
        - load: =msg.from
          from: store
          as: own
          fold: { initial: { left: 100 }, on: { Withdrawn: { left: =state.left - event.amount } } }
        - load: other
          from: store
          as: other
          fold: { initial: { left: 0 }, on: { Withdrawn: { left: =state.left - event.amount } } }
        - if: own.state.left + other.state.left < 20
          then: [refuse: not enough]
        - append: =msg.from
          to: store
          expected: =own.version
          onConflict: { retry: 20 }
          events: [{ event: Withdrawn, data: { amount: 20 } }]
  store: { kind: event-store }
fitness:
  - { name: never below 0, holds: "size(store.events) <= 5" }
`;
  const one = promise.replace('STREAM_A', 'both').replace('STREAM_B', 'both');
  const two = promise.replace('STREAM_A', 'both').replace('STREAM_B', 'other');
  for (let seed = 1; seed <= 4; seed++) expect(verdicts(one, { seed })).toEqual([true]);
  expect(verdicts(two)).toEqual([false]);
  const conflicts = (users: number): number =>
    entriesOf(runYaml(one.replaceAll('users: 3', `users: ${users}`)), 'append.refused').length;
  expect(conflicts(6)).toBeGreaterThan(conflicts(1));
});

test('chapter 19: an edit in place divides its readers, a compensating event does not', () => {
  const view = `
  early:
    kind: view
    from: store
    on:
      Deposited: [{ read: sums, key: a1, as: s }, { write: sums, key: a1, set: { total: '=(s == null ? 0 : s.total) + msg.amount' } }]
  late:
    kind: view
    from: store
    on:
      Deposited: [{ read: sums, key: a1, as: s }, { write: sums, key: a1, set: { total: '=(s == null ? 0 : s.total) + msg.amount' } }]`;
  const rest = 'fitness: [{ name: all agree, holds: "early.sums == late.sums" }]';
  const text = account({ more: view, rest, withdrawals: 'start: 50s, every: 1s, count: 1' });
  const edit = { at: '2s', 'edit-event': 'store', stream: 'account-a1', number: 1, set: { amount: 1 } };
  expect(verdicts(text)).toEqual([true]);
  expect(verdicts(text, { interventions: [edit] })).toEqual([true]);
  expect(verdicts(text, { interventions: [edit, { at: '3s', 'rebuild-view': 'late' }] })).toEqual([false]);
  const corrected = account({
    more: view,
    rest,
    deposits: 'every: 100ms, count: 4',
    withdrawals: 'start: 50s, every: 1s, count: 1',
  });
  expect(verdicts(corrected, { interventions: [{ at: '3s', 'rebuild-view': 'late' }] })).toEqual([true]);
});

const CQRS = `
messages:
  Place: { kind: command, fields: { id: string } }
  Status: { kind: query, fields: { id: string, token: number } }
  Placed: { kind: event, fields: { id: string } }
components:
  customer: { kind: client, sends: [{ command: Place, to: web, every: 30ms, count: 50, data: { id: ='o' + string(n) } }] }
  web:
    kind: service
    workers: 40
    on:
      Place:
        - append: =msg.id
          to: store
          expected: none
          events: [{ event: Placed, data: { id: =msg.id } }]
          as: placed
        - call: Status
          to: board
          data: { id: =msg.id, token: TOKEN }
          timeout: 5s
          as: answer
        - write: orders
          key: =msg.id
          set: { seen: =answer.seen }
        - reply: { ok: true }
  store: { kind: event-store }
  board:
    kind: view
    from: store
    workers: 40
    on:
      Placed: [{ work: { uniform: [5ms, 25ms] } }, { write: board, key: =msg.id, set: { status: placed } }]
      Status: [{ read: board, key: =msg.id, as: row, atLeast: =msg.token, timeout: 4s }, { reply: { seen: =row != null } }]
  mirror: { kind: view, from: store, on: { Placed: { table: board, key: =msg.id, set: { status: placed } } } }
fitness:
  - { name: in the end the views say what was written, holds: "size(board.board) == size(store.streams) && board.board == mirror.board" }
  - { name: nobody looks at an old board, holds: "web.orders.all(o, o.seen)" }
  - { name: all is read, holds: "lag('store', 'board') == 0 && lag('store', 'mirror') == 0 && staleness('store', 'board') == 0.0 && position('board') == position('store')" }
`;

test('chapters 15 to 17: views agree in the end, and a token makes readers see what they wrote', () => {
  const stale = CQRS.replace('TOKEN', '-1');
  const fresh = CQRS.replace('TOKEN', '=placed.position');
  expect(verdicts(stale)).toEqual([true, false, true]);
  expect(verdicts(fresh)).toEqual([true, true, true]);
  const interventions = [
    { at: '500ms', crash: 'board' },
    { at: '900ms', restart: 'board' },
    { at: '2s', 'rebuild-view': 'board' },
  ];
  expect(verdicts(fresh, { interventions })).toEqual([true, true, true]);
  // Queries never reach the write store.
  const run = runYaml(fresh);
  const toStore = new Set(entriesOf(run, 'message.delivered', 'store').map(({ message }) => message.name));
  expect(toStore).toEqual(new Set(['AppendEvents']));
});
