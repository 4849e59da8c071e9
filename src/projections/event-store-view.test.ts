import { expect, test } from 'vitest';
import { account } from '../run/account.fixture.ts';
import { runYaml, scenarioOf, SECOND } from '../run/run-document.fixture.ts';
import { createProjection } from './create-projection.ts';
import { describe as describeEntry } from './narration.ts';
import { pictureText } from './picture-text.ts';
import { topologyOf } from './topology.ts';
import type { ComponentView } from './view.ts';

const VIEW = `
  balances:
    kind: view
    from: store
    restart: 50ms
    on:
      Deposited: [{ work: 10ms }, { read: sums, key: a1, as: s }, { write: sums, key: a1, set: { total: '=(s == null ? 0 : s.total) + msg.amount' } }]
      Withdrawn: [{ read: sums, key: a1, as: s }, { write: sums, key: a1, set: { total: =s.total - msg.amount } }]
  mail: { kind: service, consumes: [{ from: store, group: mail, after: start, maxRetries: 1 }], on: { Withdrawn: [fail: no] } }`;
const TEXT = account({
  more: VIEW,
  store: "snapshots: { every: 3 }, append: 2ms, streams: { 'account-*': { maxCount: 6 } }",
});
const RUN = runYaml(TEXT, {
  untilUs: 4 * SECOND,
  interventions: [
    { at: '1100ms', crash: 'balances' },
    { at: '1200ms', restart: 'balances' },
    { at: '1500ms', 'edit-event': 'store', stream: 'account-a1', number: 5, set: { amount: 41 } },
    { at: '1600ms', 'rebuild-view': 'balances' },
    { at: '1650ms', crash: 'store' },
    { at: '1660ms', restart: 'store' },
    { at: '3s', scavenge: 'store' },
    { at: '3100ms', 'copy-stream': 'store', stream: 'account-a1', to: 'copy' },
  ],
});
const SCENARIO = scenarioOf(TEXT);

/** A view as plain data. */
function plain(view: ComponentView | undefined): unknown {
  const tables = view?.tables?.map(({ name, size, recent, rows }) => ({ name, size, recent, rows: [...rows()] }));
  const streams = [...(view?.streams?.() ?? [])];
  return JSON.parse(JSON.stringify({ ...view, tables, streams }));
}

test('the views of a store and of a read model are the same whichever way one comes to an instant', () => {
  const there = createProjection(SCENARIO, RUN.trace);
  there.at(RUN.nowUs);
  for (const tUs of [3_200_000, 1_050_000, 1_661_000, 1_150_000, 0, 1_640_000, 400_000]) {
    const afresh = createProjection(SCENARIO, RUN.trace);
    for (const id of ['store', 'balances'])
      expect(plain(there.at(tUs).components.get(id))).toEqual(plain(afresh.at(tUs).components.get(id)));
  }
});

test('a store shows its events, its streams and who reads it how far', () => {
  const projection = createProjection(SCENARIO, RUN.trace);
  const early = projection.at(350_000).components.get('store');
  expect(early).toMatchObject({ kind: 'event-store', position: 2, sub: '3 events in 1 stream' });
  const late = projection.at(RUN.nowUs).components.get('store');
  expect(late).toMatchObject({ counts: { appended: 16 }, position: 15 });
  const { parked = 0 } = (late?.counts ?? {}) as { readonly parked?: number };
  expect(parked).toBeGreaterThanOrEqual(7);
  // Scavenging has taken what the stream's readers did not see any more; the copy holds what they saw.
  expect([...(late?.streams?.() ?? [])].map(([stream, events]) => [stream, events.length])).toEqual([
    ['account-a1', 6],
    ['copy', 6],
  ]);
  const down = projection.at(1_150_000).components.get('store');
  const lagOf = (view: ComponentView | undefined): number | undefined =>
    view?.readers?.find(({ component }) => component === 'balances')?.lag;
  expect(lagOf(early)).toBeLessThan(2);
  expect(lagOf(down)).toBeGreaterThan(0);
  expect(lagOf(late)).toBe(0);
});

test('a read model shows the version that serves, and the one on its way', () => {
  const projection = createProjection(SCENARIO, RUN.trace);
  const before = projection.at(1_610_000).components.get('balances');
  expect(before).toMatchObject({ kind: 'view', build: 1, building: { build: 2 } });
  expect(before?.sub).toBe('1 row, builds version 2');
  const after = projection.at(RUN.nowUs).components.get('balances');
  expect(after).toMatchObject({ build: 2, building: null, sub: '1 row' });
});

test('every entry has its words, and so has the picture at any instant', () => {
  for (const entry of RUN.trace.entries) {
    const words = describeEntry(entry, SCENARIO);
    expect(words).not.toMatch(/undefined|NaN|\[object|null/);
    expect(words).not.toMatch(/[.!]$/);
  }
  const projection = createProjection(SCENARIO, RUN.trace);
  for (const tUs of [0, 1_150_000, 1_640_000, RUN.nowUs]) {
    const { components } = pictureText(projection.at(tUs), SCENARIO);
    for (const { text } of components) expect(text).not.toMatch(/undefined|NaN|\[object/);
  }
});

test('the stage draws what is appended and what is read', () => {
  const edges = topologyOf(SCENARIO).map(({ id, messages }) => [id, messages]);
  expect(edges).toContainEqual(['call bank store', ['Deposited', 'ReadStream', 'Withdrawn']]);
  expect(edges).toContainEqual(['subscribe store balances balances', ['Deposited', 'Withdrawn']]);
  expect(edges).toContainEqual(['subscribe store mail mail', ['Withdrawn']]);
});
