import { expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Shape {
  readonly count?: number;
  readonly every?: string;
  /** By component: what it consumes, beside `from`. */
  readonly readers: Readonly<Record<string, string>>;
  readonly on?: string;
  readonly workers?: number;
  readonly links?: string;
}

/** A service appends facts to two streams by turns; others read them. */
function facts(
  { count = 10, every = '10ms', readers, on = '[work: 5ms]', workers = 1, links = '' }: Shape,
  options: RunOptions = {},
): Simulation {
  const services = Object.entries(readers).map(
    ([id, reading]) =>
      `  ${id}: { kind: service, workers: ${workers}, consumes: [{ from: store${reading === '' ? '' : `, ${reading}`} }], on: { Fact: ${on} } }`,
  );
  return runYaml(
    `
messages: { Say: { kind: command, fields: { n: number } }, Fact: { kind: event, fields: { n: number } } }
components:
  c: { kind: client, sends: [{ command: Say, to: s, start: 1s, every: ${every}, count: ${count}, data: { n: =n } }] }
  s:
    kind: service
    workers: 20
    on: { Say: [{ append: "=msg.n % 2 == 1 ? 'odd-1' : 'even-1'", to: store, events: [{ event: Fact, data: { n: =msg.n } }] }] }
  store: { kind: event-store }
${services.join('\n')}
${links}`,
    options,
  );
}

/** The numbers of the facts in the order in which a component began to handle them. */
const handled = (run: Simulation, at: string): readonly number[] =>
  entriesOf(run, 'handler.started', at).map(({ message }) => (message.data as { n: number }).n);

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

test('[CATCHUP-7] a service reads one event after the other, in order, each once', () => {
  const run = facts({ readers: { all: '', odd: 'stream: odd-1', even: "stream: 'even-*'" } });
  expect(handled(run, 'all')).toEqual(upTo(10));
  expect(handled(run, 'odd')).toEqual([1, 3, 5, 7, 9]);
  expect(handled(run, 'even')).toEqual([2, 4, 6, 8, 10]);
  const [first, second] = entriesOf(run, 'message.sent', 'store').filter(
    ({ passage, to }) => passage === 'fetch' && to === 'all',
  );
  expect((second?.tUs ?? 0) - (first?.tUs ?? 0)).toBe(10 * MS);
  const states = entriesOf(run, 'state.changed', 'all').map(({ chart, to }) => [chart, to]);
  expect(states).toEqual([
    ['subscription all to store', 'catching up'],
    ['subscription all to store', 'live'],
  ]);
});

test('[CATCHUP-7] what gets lost is sent again, and a copy changes nothing', () => {
  const links = 'links: [{ between: [all, store], latency: 5ms, loss: 0.3, duplication: 0.3 }]';
  const run = facts({ readers: { all: '' }, links }, { untilUs: 60 * SECOND });
  expect(entriesOf(run, 'message.dropped').some(({ reason }) => reason === 'link-lost')).toBe(true);
  expect(entriesOf(run, 'message.deduplicated', 'all').length).toBeGreaterThan(0);
  expect(handled(run, 'all')).toEqual(upTo(10));
});

test('[CATCHUP-8] after a crash a service goes on behind its saved place', () => {
  const interventions = [
    { at: '1078ms', crash: 'each' },
    { at: '1078ms', crash: 'fourth' },
    { at: '2s', restart: 'each' },
    { at: '2s', restart: 'fourth' },
  ];
  const run = facts({ readers: { each: '', fourth: 'checkpoint: { every: 4 }' } }, { interventions });
  const each = handled(run, 'each');
  const fourth = handled(run, 'fourth');
  // Both were at the same event when they crashed; only that one comes again where each place is saved.
  expect(each).toHaveLength(11);
  expect(fourth.length).toBeGreaterThan(11);
  expect(new Set(fourth)).toEqual(new Set(upTo(10)));
  expect(entriesOf(run, 'checkpoint.saved', 'fourth').map(({ place }) => place)).toEqual([-1, 3, 7]);
});

test('[CATCHUP-9] a service that begins at the end misses nothing that comes while it is down', () => {
  const run = facts(
    { readers: { late: 'after: end' } },
    {
      interventions: [
        { at: '500ms', crash: 'late' },
        { at: '2s', restart: 'late' },
      ],
    },
  );
  expect(handled(run, 'late')).toEqual(upTo(10));
  const afterwards = facts({ readers: { late: 'after: 5' } });
  expect(handled(afterwards, 'late')).toEqual([7, 8, 9, 10]);
});

test('[CATCHUP-10] an event whose handler fails comes again before any that follows', () => {
  const on = '[{ if: msg.n == 3, then: [fail: no] }]';
  const run = facts({ count: 5, readers: { r: 'retry: { delay: 50ms, attempts: 3 }' }, on });
  expect(handled(run, 'r')).toEqual([1, 2, 3, 3, 3, 4, 5]);
  expect(entriesOf(run, 'consumer.retrying', 'r').map(({ attempt }) => attempt)).toEqual([2, 3]);
  expect(entriesOf(run, 'message.dropped', 'r').map(({ reason }) => reason)).toEqual(['skipped']);
});

test('[CATCHUP-3] the store goes on serving its readers after a crash of its own', () => {
  const run = facts(
    { readers: { all: '' } },
    {
      interventions: [
        { at: '1060ms', crash: 'store' },
        { at: '2s', restart: 'store' },
      ],
    },
  );
  const stored = entriesOf(run, 'event.stored').map(({ message }) => (message.data as { n: number }).n);
  expect(handled(run, 'all')).toEqual(stored);
});

const GROUP = 'group: g, after: start';

test('[PERSIST-12] a group deals events out, and each member answers what it gets', () => {
  const run = facts({ readers: { a: GROUP, b: GROUP } });
  const [a, b] = [handled(run, 'a'), handled(run, 'b')];
  expect([...a, ...b].toSorted((x, y) => x - y)).toEqual(upTo(10));
  expect(a).toHaveLength(5);
  const settled = entriesOf(run, 'delivery.settled');
  expect(settled).toHaveLength(10);
  expect(settled.at(-1)?.settled).toBe(9);
});

test('[PERSIST-12] what fails is retried and then parked; a crashed member leaves its events to others', () => {
  const on = '[{ if: msg.n == 3, then: [fail: no] }]';
  const failing = facts({ count: 5, readers: { a: `${GROUP}, maxRetries: 2`, b: `${GROUP}, maxRetries: 2` }, on });
  expect([...handled(failing, 'a'), ...handled(failing, 'b')].filter((n) => n === 3)).toHaveLength(3);
  expect(firstOf(failing, 'event.parked')).toMatchObject({ group: 'g', place: 2, why: 'it was retried 2 times' });
  const crashed = facts(
    { readers: { a: GROUP, b: GROUP }, on: '[work: 30ms]' },
    { interventions: [{ at: '1100ms', crash: 'a' }] },
  );
  expect(new Set([...handled(crashed, 'a'), ...handled(crashed, 'b')])).toEqual(new Set(upTo(10)));
});

test('[PERSIST-12] an answer that is lost counts as late', () => {
  const run = facts(
    { count: 1, readers: { a: `${GROUP}, timeout: 200ms` } },
    {
      interventions: [
        { at: '1027ms', partition: ['a', 'store'] },
        { at: '1100ms', heal: ['a', 'store'] },
      ],
    },
  );
  expect(handled(run, 'a')).toEqual([1, 1]);
  expect(entriesOf(run, 'delivery.settled').map(({ outcome }) => outcome)).toEqual(['done']);
});

test('[PERSIST-8] the store forgets what it has not saved of a group, and delivers it again after a crash', () => {
  const run = facts(
    { count: 8, readers: { a: GROUP } },
    {
      interventions: [
        { at: '2s', crash: 'store' },
        { at: '3s', restart: 'store' },
      ],
    },
  );
  expect(handled(run, 'a')).toEqual([...upTo(8), ...upTo(8)]);
});
