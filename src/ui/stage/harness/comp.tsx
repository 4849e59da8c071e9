// @ts-nocheck
import * as T from './trace.mjs';
import { clientSpec, logSpec, serviceSpec } from '../specs.fixture.ts';
export const NAMES = ['payment', 'kitchen', 'delivery', 'notify'];
const TITLE = { payment: 'Payment', kitchen: 'Kitchen', delivery: 'Delivery', notify: 'Notification' };
export function compScenario(tables = true) {
  const list = [
    clientSpec('client', [0, 0.35], 'Client'),
    serviceSpec('orders', [0, 1.75], 'Orders', tables ? ['orders'] : []),
    logSpec('log', [1, 1.6], 3, 'orders'),
    ...NAMES.map((n, i) => serviceSpec(n, [2, i], TITLE[n], tables ? [n + 's'] : [])),
  ];
  return { components: new Map(list.map((c) => [c.id, c])), title: 'x' };
}
export function fourColumns() {
  const list = [
    clientSpec('client', [0, 1.5], 'Customer'),
    serviceSpec('orders', [1, 1.5], 'Orders', ['orders']),
    logSpec('log', [2, 1.5], 3, 'orders'),
    ...NAMES.map((n, i) => serviceSpec(n, [3, i], TITLE[n], [n + 's'])),
  ];
  return { components: new Map(list.map((c) => [c.id, c])), title: 'x' };
}
export function syncScenario() {
  const s = fourColumns();
  s.components.delete('log');
  return s;
}
const e = (id, from, to, mode, order = null, group = null, mark = null) => ({ id, from, to, mode, messages: [], order, group, mark });
export const asyncEdges = [e('a', 'client', 'orders', 'call'), e('b', 'orders', 'log', 'send'), ...NAMES.map((n) => e('s' + n, 'log', n, 'subscribe', null, n, n[0].toUpperCase()))];
export const syncEdges = [e('a', 'client', 'orders', 'call'), ...NAMES.map((n, i) => e('c' + n, 'orders', n, 'call', i + 1))];
const msg = (n, kind, name) => ({ id: n, name, kind, source: '', data: null, key: null, label: String(n), version: 1, correlationId: n, causationId: null, inReplyTo: null, poison: false });
const up = { state: 'up', sinceUs: 0, untilUs: null, factor: 1 };
export function asyncView(t) {
  const S = T.asyncState(t);
  const base = (id) => ({ id, life: up, interfaces: [], entryCount: 0 });
  const components = new Map();
  components.set('client', { ...base('client'), kind: 'client', open: [{ message: msg(19, 'command', 'PlaceOrder'), sinceUs: 0, timeoutAtUs: null }], sent: 8, outcomes: { ok: 8, refused: 0, failed: 0, timeout: 0 }, last: null });
  const svc = (id) => {
    const b = S.bars.find((q) => q.l === id && q.t0 <= t && q.t1 > t);
    const down = id === 'payment' && S.down;
    const n = b && (S.m.find((q) => q.b === id && Math.abs(q.t1 - b.t0) < 1)?.n ?? 0);
    const done = S.bars.filter((q) => q.l === id && q.t1 <= t && !q.cut).map((q) => S.m.find((m) => m.b === id && Math.abs(m.t1 - q.t0) < 1)).filter(Boolean);
    return {
      ...base(id), kind: 'service', life: down ? { ...up, state: 'crashed', sinceUs: T.CRASH * 1000 } : up,
      tasks: b && !down ? [{ task: 1, worker: 0, message: msg(n, 'event', 'OrderPlaced'), record: null, startedUs: b.t0 * 1000, line: 2, op: 'work', lineSinceUs: b.t0 * 1000, lineUntilUs: b.t1 * 1000, waitingFor: null }] : [],
      queue: [], counts: { done: id === 'orders' ? 8 : 0 }, lastTask: null, retrying: null,
      tables: [{ name: id === 'orders' ? 'orders' : id + 's', size: done.length, recent: done.slice(-5).reverse().map((m) => ({ key: 'o' + m.n, row: { orderId: 'o' + m.n, status: 'accepted' }, writtenUs: m.t1 * 1000 + 80000, label: String(m.n) })), rows: () => new Map() }],
    };
  };
  components.set('orders', svc('orders'));
  const groups = NAMES.map((g) => {
    const key = g[0].toUpperCase();
    return { group: g, mark: key, component: g, generation: 1, lag: S.parts.reduce((a, p) => a + p.cells.length - p[key], 0), partitions: S.parts.map((p) => ({ committed: p[key] + 3, position: p[key] + 3, member: g })) };
  });
  components.set('log', { ...base('log'), kind: 'log', groups, partitions: S.parts.map((p, index) => ({ index, end: 3 + p.cells.length, records: [0, 1, 2, ...p.cells].map((n, i) => ({ offset: i, message: msg(n, 'event', 'OrderPlaced'), appendedUs: 0 })) })) });
  NAMES.forEach((n) => components.set(n, svc(n)));
  const flights = S.fly.map((q, i) => ({ hop: i, message: msg(q.n, q.k, q.k === 'event' ? 'OrderPlaced' : 'PlaceOrder'), from: q.a, to: q.b, passage: q.k === 'reply' ? 'reply' : q.k === 'command' ? 'call' : q.b === 'log' ? 'publish' : 'fetch', sentUs: q.t0 * 1000, dueUs: q.t1 * 1000, duplicate: false, record: null }));
  return { tUs: t * 1000, count: 0, components, flights, links: new Map() };
}
export function syncView(t) {
  const S = T.syncTrace();
  const v = asyncView(t);
  v.components.delete('log');
  const us = (n) => n * 1000;
  const flights = S.m.filter((q) => q.t0 < t && q.t1 > t).map((q, i) => ({ hop: i, message: msg(q.n, q.k, q.k === 'error' ? 'PlaceOrder' : q.k === 'reply' ? 'PlaceOrder' : 'Charge'), from: q.a, to: q.b, passage: q.k === 'reply' || q.k === 'error' ? 'reply' : 'call', sentUs: us(q.t0), dueUs: us(q.t1), duplicate: false, record: null }));
  const open = S.waits.filter((w) => w.l === 'orders' && w.t0 <= t && w.t1 > t);
  const orders = v.components.get('orders');
  orders.tasks = open.map((w, i) => ({ task: i, worker: i, message: msg(w.n, 'command', 'PlaceOrder'), record: null, startedUs: us(w.t0), line: 3, op: 'call', lineSinceUs: us(w.t0), lineUntilUs: null, waitingFor: 'payment' }));
  for (const n of NAMES) { const b = S.bars.find((q) => q.l === n && q.t0 <= t && q.t1 > t); v.components.get(n).tasks = b && !(n === 'payment' && t > T.CRASH) ? [{ task: 1, worker: 0, message: msg(9, 'command', 'Charge'), record: null, startedUs: 0, line: 2, op: 'work', lineSinceUs: us(b.t0), lineUntilUs: us(b.t1), waitingFor: null }] : []; }
  const c = v.components.get('client');
  const ended = S.out.filter((o) => o.t <= t);
  c.open = S.waits.filter((w) => w.l === 'client' && w.t0 <= t && w.t1 > t).map((w) => ({ message: msg(w.n, 'command', 'PlaceOrder'), sinceUs: us(w.t0), timeoutAtUs: null }));
  c.outcomes = { ok: ended.filter((o) => o.ok).length, refused: 0, failed: 0, timeout: ended.filter((o) => !o.ok).length };
  const last = ended.at(-1);
  c.last = last ? { message: msg(last.n, 'command', 'PlaceOrder'), outcome: last.ok ? 'ok' : 'timeout', latencyUs: 0, atUs: us(last.t) } : null;
  return { ...v, flights };
}
export function asyncSpaceTime(t, sync = false) {
  const S = sync ? T.syncTrace() : T.asyncTrace();
  const us = (n) => Math.round(n * 1000);
  const arrows = S.m.filter((q) => q.t0 <= t).map((q, i) => ({ hop: i, message: msg(q.n, q.k, 'X'), from: q.a, to: q.b, passage: q.k === 'reply' || q.k === 'error' ? 'reply' : q.b === 'log' ? 'publish' : q.a === 'log' ? 'fetch' : 'call', sentUs: us(q.t0), dueUs: us(q.t1), endUs: q.t1 <= t ? us(q.t1) : null, lost: q.lost && q.t1 <= t ? 'receiver-down' : null, duplicate: false }));
  const spans = [...S.bars.filter((b) => b.t0 <= t).map((b, i) => ({ component: b.l, task: i, message: msg(1, 'event', 'x'), kind: 'work', startUs: us(b.t0), endUs: b.t1 <= t ? us(b.t1) : null, timedOut: false })),
    ...(S.waits ?? []).filter((b) => b.t0 <= t).map((b) => ({ component: b.l, task: b.n, message: msg(b.n, 'command', 'x'), kind: b.l === 'client' ? 'request' : 'wait', startUs: us(b.t0), endUs: b.t1 <= t ? us(b.t1) : null, timedOut: !!b.bad && b.t1 <= t }))];
  const outages = t >= T.CRASH ? [{ component: 'payment', crashedUs: us(T.CRASH), restartedUs: t >= T.RESTART ? us(T.RESTART) : null }] : [];
  const lag = new Map(sync ? [] : [['log/payment', T.lagSteps(t).filter((s) => s.t <= t).map((s) => ({ tUs: us(s.t), lag: Math.max(0, s.v) }))]]);
  return { arrows, spans, outages, lag, overtakings: sync || t < 1870 ? [] : [{ atUs: us(1900), component: 'notify', words: '16 passes 15' }] };
}
