import { expect, test } from 'vitest';
import type { Entry } from '../trace/entry.ts';
import { account } from './account.fixture.ts';
import { causesOf, entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

/** The balance that the stored events give. */
function balanceOf(run: Simulation): number {
  return entriesOf(run, 'event.stored').reduce((sum, { message }) => {
    const { amount } = message.data as { amount: number };
    return message.name === 'Deposited' ? sum + amount : sum - amount;
  }, 0);
}

const outcomes = (run: Simulation, at: string): readonly string[] =>
  entriesOf(run, 'request.completed', at).map(({ outcome }) => outcome);

test('[STORE-16] appends are written one after the other, and a crash loses what was not written', () => {
  const text = account({
    deposits: 'users: 5, think: 10s, start: 0ms',
    withdrawals: 'start: 50s, every: 1s, count: 1',
    store: 'append: 20ms',
  });
  const run = runYaml(text, { untilUs: 20 * SECOND, interventions: [{ at: '10065ms', crash: 'store' }] });
  const stored = entriesOf(run, 'event.stored').map(({ tUs }) => tUs);
  // Two links of 5 ms to the store, then 20 ms for each append.
  expect(stored).toEqual([10_030 * MS, 10_050 * MS]);
  const lost = entriesOf(run, 'message.dropped', 'store');
  expect(lost.map(({ reason }) => reason)).toEqual(['crash', 'crash', 'crash']);
  expect(firstOf(run, 'component.crashed', 'store').lost).toBe(3);
  expect(outcomes(run, 'deposits').filter((outcome) => outcome === 'ok')).toHaveLength(2);
});

test('[STORE-17] an append whose answer was lost is repeated without being written twice', () => {
  const text = account({
    deposits: 'every: 1s, count: 1',
    withdrawals: 'start: 50s, every: 1s, count: 1',
    append: 'timeout: 100ms\n          retry: { attempts: 3, delay: 10ms }',
  });
  // The link is cut after the store has written and before its answer is back.
  const run = runYaml(text, {
    interventions: [
      { at: '1012ms', partition: ['bank', 'store'] },
      { at: '1050ms', heal: ['bank', 'store'] },
    ],
  });
  expect(entriesOf(run, 'event.stored')).toHaveLength(1);
  const repeated = firstOf(run, 'append.repeated');
  expect([repeated.first, repeated.last]).toEqual([0, 0]);
  expect(entriesOf(run, 'request.completed', 'deposits').map(({ data }) => data)).toEqual([
    { position: 0, version: 0 },
  ]);
});

const CONTENTION = { deposits: 'every: 100ms, count: 1', withdrawals: 'users: 4, think: 1s, count: 4' };

test('[STORE-18] a conflict goes back to the load, so that the invariant is looked at again', () => {
  const run = runYaml(account(CONTENTION));
  const refused = entriesOf(run, 'append.refused');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.why).toBe('account-a1 is at version 1, not at version 0');
  expect(outcomes(run, 'withdrawals').toSorted()).toEqual(['ok', 'ok', 'refused', 'refused']);
  expect(balanceOf(run)).toBe(20);
  // Nobody tries the same append again: what was refused stays refused.
  expect(entriesOf(run, 'call.retrying', 'bank')).toEqual([]);
});

test('[STORE-18] a conflict ends the handler with the code conflict, or runs the statements for it', () => {
  const failing = runYaml(account({ ...CONTENTION, onConflict: '' }));
  const ends = entriesOf(failing, 'request.completed', 'withdrawals');
  expect(ends.map(({ outcome }) => outcome).toSorted()).toEqual(['failed', 'failed', 'failed', 'ok']);
  expect(ends.find(({ outcome }) => outcome === 'failed')?.data).toMatchObject({ code: 'conflict' });
  const block = 'onConflict: [refuse: somebody was faster]';
  const refusing = runYaml(account({ ...CONTENTION, onConflict: block }));
  expect(outcomes(refusing, 'withdrawals').toSorted()).toEqual(['ok', 'refused', 'refused', 'refused']);
  expect(balanceOf(refusing)).toBe(60);
});

test('[STORE-18] goes back as often as it may, and without a load not at all', () => {
  const once = runYaml(account({ ...CONTENTION, onConflict: 'onConflict: { retry: 1 }' }));
  const why = entriesOf(once, 'handler.finished', 'bank').find(({ outcome }) => outcome === 'failed')?.why;
  expect(why).toMatch(/also after 1 more tries$/);
  const text = `
messages: { Go: { kind: command }, Gone: { kind: event } }
components:
  c: { kind: client, sends: [{ command: Go, to: s, every: 100ms, count: 2 }] }
  s:
    kind: service
    on: { Go: [{ append: one, to: store, expected: none, events: [{ event: Gone }], onConflict: { retry: 3 } }] }
  store: { kind: event-store }`;
  const ends = entriesOf(runYaml(text), 'handler.finished').map(({ why: reason }) => reason);
  expect(ends).toEqual([
    null,
    'one is at version 0, not without events; it was not loaded in this handler, so there is nothing to go back to',
  ]);
});

test('[STORE-19] the state is the fold of the events at every load', () => {
  const run = runYaml(account({}), { untilUs: 5 * SECOND });
  const loads = entriesOf(run, 'stream.loaded');
  expect(loads.length).toBeGreaterThan(5);
  for (const { seq, state, version } of loads) {
    const before = run.trace.entries.slice(0, seq) as readonly Entry[];
    const events = before.filter((entry) => entry.kind === 'event.stored').slice(0, version + 1);
    const balance = events.reduce((sum, { message }) => {
      const { amount } = message.data as { amount: number };
      return message.name === 'Deposited' ? sum + amount : sum - amount;
    }, 0);
    expect(state).toEqual({ balance });
  }
});

test('[STORE-19] a load up to a number folds the past, and each event read takes its time', () => {
  const past = `
  curious:
    kind: client
    sends: [{ query: GetBalance, to: bank, start: 3s, every: 100ms, count: 5, first: 0, data: { account: a1, upTo: =n } }]`;
  const run = runYaml(account({ more: past, store: 'read: 2ms' }), { untilUs: 5 * SECOND });
  const answers = entriesOf(run, 'request.completed', 'curious');
  expect(answers.map(({ data }) => data)).toEqual([
    { balance: 100, read: 1 },
    { balance: 200, read: 2 },
    { balance: 300, read: 3 },
    { balance: 260, read: 4 },
    { balance: 220, read: 5 },
  ]);
  expect(answers.map(({ latencyUs }) => latencyUs)).toEqual([22, 24, 26, 28, 30].map((ms) => ms * MS));
});

test('[STORE-20] the rules of a name hold from the first event of its streams', () => {
  const store = "streams: { 'account-*': { maxCount: 2 } }";
  const run = runYaml(account({ deposits: 'every: 100ms, count: 5', store }), {
    untilUs: 3 * SECOND,
    interventions: [
      { at: '900ms', scavenge: 'store' },
      { at: '910ms', scavenge: 'store' },
    ],
  });
  expect(entriesOf(run, 'stream.read')[0]).toMatchObject({ count: 2, version: 4 });
  expect(firstOf(run, 'events.scavenged').positions).toEqual([0, 1, 2]);
  expect(firstOf(run, 'intervention.ignored').why).toBe('all that it keeps can still be read');
});

test('[STORE-21] the answer says where the events are', () => {
  const run = runYaml(account({}), { untilUs: SECOND });
  const tokens = entriesOf(run, 'request.completed', 'deposits').map(({ data }) => data);
  expect(tokens).toEqual([0, 1, 2].map((n) => ({ position: n, version: n })));
  expect(causesOf(run, firstOf(run, 'event.stored')).slice(0, 3)).toEqual([
    'event.stored',
    'message.delivered',
    'message.sent',
  ]);
});

test('[SNAPSHOT-4] with snapshots no load of a loaded stream reads as many events as are between two of them', () => {
  const run = runYaml(account({ store: 'snapshots: { every: 3 }', deposits: 'every: 100ms, count: 5' }), {
    untilUs: 5 * SECOND,
  });
  const reads = entriesOf(run, 'stream.loaded').map(({ read }) => read);
  expect(reads[0]).toBe(5);
  expect(reads.slice(1).every((read) => read < 3)).toBe(true);
  const without = runYaml(account({ deposits: 'every: 100ms, count: 5' }), { untilUs: 5 * SECOND });
  expect(entriesOf(without, 'stream.loaded').at(-1)?.read).toBeGreaterThan(12);
  // The same states, whatever it cost to get them.
  const states = (one: Simulation): readonly unknown[] => entriesOf(one, 'stream.loaded').map(({ state }) => state);
  expect(states(run)).toEqual(states(without));
});

test('[SNAPSHOT-4] an append that is refused keeps no snapshot', () => {
  const run = runYaml(account({ ...CONTENTION, store: 'snapshots: { every: 1 }' }));
  const versions = entriesOf(run, 'snapshot.saved').map(({ version }) => version);
  expect(new Set(versions).size).toBe(versions.length);
  const saved = entriesOf(run, 'snapshot.saved').map(({ version, state }) => [
    version,
    (state as { balance: number }).balance,
  ]);
  for (const [version, balance] of saved) expect(balance).toBe(100 - 40 * (version as number));
});

test('[STORE-15] an event changed in its place misleads whoever reads it afterwards', () => {
  const run = runYaml(account({}), {
    untilUs: 2 * SECOND,
    interventions: [
      { at: '900ms', 'edit-event': 'store', stream: 'account-a1', number: 1, set: { amount: 5 } },
      { at: '901ms', 'edit-event': 'store', stream: 'account-a1', number: 9, set: { amount: 5 } },
    ],
  });
  expect(firstOf(run, 'event.edited')).toMatchObject({ stream: 'account-a1', number: 1, position: 1 });
  expect(entriesOf(run, 'stream.loaded')[0]?.state).toEqual({ balance: 205 });
  expect(firstOf(run, 'intervention.ignored').why).toBe('`account-a1` has no event 9');
});
