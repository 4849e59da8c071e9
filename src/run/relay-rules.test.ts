import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../scenario/load.ts';
import { entriesOf, runYaml, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const outcomes = (run: Simulation): readonly string[] =>
  entriesOf(run, 'request.completed').map(({ outcome }) => outcome);
const answers = (run: Simulation): readonly unknown[] => entriesOf(run, 'request.completed').map(({ data }) => data);

describe('gateway and bus', () => {
  const MESSAGES = `
messages:
  Order: { kind: command, fields: { n: number } }
  Menu: { kind: query, fields: { n: number } }
  NewOrder: { kind: command, fields: { number: number } }
  Noted: { kind: event, fields: { n: number } }
`;
  const SERVICES = `
  orders: { kind: service, on: { Order: [{ if: msg.n == 2, then: [{ refuse: sold out }] }, { if: msg.n == 3, then: [{ fail: broken }] }, { reply: { ok: =msg.n } }], NewOrder: [{ reply: { number: =msg.number } }] } }
  menu: { kind: service, on: { Menu: [{ reply: { dishes: 7 } }], Noted: [work: 1ms] } }
  facts: { kind: log }
`;
  const guest = (message: string, kind = 'command'): string =>
    `  guest: { kind: client, sends: [{ ${kind}: ${message}, to: front, every: 1s, count: 4, data: { n: =n } }] }`;

  test('[RELAY-1] hands a request on and passes every kind of answer back', () => {
    const run = runYaml(`${MESSAGES}
components:
${guest('Order')}
  front: { kind: gateway, routes: [{ message: Order, to: orders }, { message: Menu, to: menu }] }
${SERVICES}`);
    expect(outcomes(run)).toEqual(['ok', 'refused', 'failed', 'ok']);
    expect(answers(run)).toEqual([
      { ok: 1 },
      { code: 'refused', why: 'sold out' },
      { code: 'failed', why: 'broken' },
      { ok: 4 },
    ]);
  });

  test('[CALL-6] a fallback looks at the error', () => {
    const run = runYaml(`${MESSAGES}
components:
${guest('Order')}
  front:
    kind: service
    on: { Order: [{ call: Order, to: orders, data: { n: =msg.n }, as: got, fallback: [{ reply: { code: =error.code, why: =error.why } }] }, { reply: =got }] }
${SERVICES}`);
    expect(answers(run)).toEqual([
      { ok: 1 },
      { code: 'refused', why: 'sold out' },
      { code: 'failed', why: 'broken' },
      { ok: 4 },
    ]);
  });

  test('[RELAY-2] a bus routes by content and transforms', () => {
    const run = runYaml(`${MESSAGES}
components:
${guest('Order')}
  front:
    kind: esb
    routes:
      - { message: Order, when: msg.n == 1, to: orders }
      - { message: Order, when: msg.n == 4, to: orders, as: NewOrder, data: { number: =msg.n * 10 } }
${SERVICES}`);
    expect(answers(run)).toEqual([
      { ok: 1 },
      { code: 'refused', why: 'no route fits' },
      { code: 'refused', why: 'no route fits' },
      { number: 40 },
    ]);
  });

  test('[RELAY-3] publishes to a log, and sends events on', () => {
    const run = runYaml(`${MESSAGES}
components:
${guest('Noted', 'event')}
  front: { kind: gateway, routes: [{ message: Noted, when: msg.n > 2, to: facts }, { message: Noted, to: menu }] }
${SERVICES}`);
    expect(entriesOf(run, 'log.appended', 'facts')).toHaveLength(2);
    expect(entriesOf(run, 'handler.finished', 'menu')).toHaveLength(2);
  });
});

describe('external system', () => {
  const bank = (answer: string, script = ''): string => `
messages: { Charge: { kind: command, fields: { n: number } } }
components:
  shop: { kind: client, sends: [{ command: Charge, to: bank, every: 100ms, count: 200, timeout: 1s, data: { n: =n } }] }
  bank: { kind: external, answers: { Charge: { ${answer}, reply: { paid: =msg.n } } } ${script} }
`;

  test('[RELAY-4] takes its time, fails and refuses as often as it says', () => {
    const run = runYaml(bank('takes: 30ms, fails: 0.2, refuses: 0.1, why: no cover'), { untilUs: 60 * SECOND });
    const counts = { ok: 0, failed: 0, refused: 0, timeout: 0 };
    for (const outcome of outcomes(run) as readonly (keyof typeof counts)[]) counts[outcome]++;
    expect(counts.failed).toBeGreaterThan(20);
    expect(counts.failed).toBeLessThan(60);
    expect(counts.refused).toBeGreaterThan(5);
    expect(counts.refused).toBeLessThan(40);
    expect(entriesOf(run, 'request.completed').every(({ latencyUs }) => latencyUs === 40_000)).toBe(true);
    expect(answers(run)).toContainEqual({ code: 'refused', why: 'no cover' });
  });

  test('[RELAY-4] a phase of its script changes that for a while', () => {
    const script = ', script: [{ from: 5s, to: 10s, fails: 1, why: closed }, { from: 12s, to: 14s, silent: true }]';
    const run = runYaml(bank('takes: 30ms', script), { untilUs: 60 * SECOND });
    for (const { message, outcome } of entriesOf(run, 'request.completed')) {
      const n = Number(message.label);
      const expected = n >= 50 && n < 100 ? 'failed' : n >= 120 && n < 140 ? 'timeout' : 'ok';
      // The request that arrives at the phase's edge belongs to the phase that has begun.
      expect([n, outcome]).toEqual([n, expected]);
    }
  });
});

describe('balancer', () => {
  const balanced = (options: string, more = ''): string => `
messages: { Ask: { kind: query, fields: { n: number } } }
components:
  users: { kind: client, sends: [{ query: Ask, to: front, every: 100ms, count: 60, data: { n: =n } }] }
  front: { kind: balancer, messages: [Ask], targets: [a, b, c], ${options} }
  a: { kind: service, workers: 9, on: { Ask: [{ work: 10ms }, { reply: { by: a } }] } }
  b: { kind: service, workers: 9, on: { Ask: [{ work: 10ms }, { reply: { by: b } }] } }
  c: { kind: service, workers: 9, on: { Ask: [{ work: 350ms }, { reply: { by: c } }] } }
${more}`;
  const shares = (run: Simulation): { [by: string]: number } => {
    const counts: { [by: string]: number } = {};
    for (const data of answers(run)) {
      const { by } = data as { readonly by?: string };
      counts[by ?? 'none'] = (counts[by ?? 'none'] ?? 0) + 1;
    }
    return counts;
  };

  test('[RELAY-5] goes round in turn', () => {
    expect(shares(runYaml(balanced('policy: round-robin')))).toEqual({ a: 20, b: 20, c: 20 });
  });

  test('[RELAY-5] takes the target with the fewest open requests', () => {
    const counts = shares(runYaml(balanced('policy: least-connections')));
    expect(counts['a']).toBeGreaterThan(counts['c'] ?? 0);
    expect((counts['a'] ?? 0) + (counts['b'] ?? 0) + (counts['c'] ?? 0)).toBe(60);
  });

  test('[RELAY-5] draws one at random, all alike', () => {
    const counts = shares(runYaml(balanced('policy: random')));
    for (const target of ['a', 'b', 'c']) expect(counts[target]).toBeGreaterThan(9);
  });

  test('[RELAY-6] ejects a target that fails in a row, and takes it back', () => {
    const run = runYaml(balanced('timeout: 200ms, eject: { failures: 2, for: 2s }'), { untilUs: 20 * SECOND });
    const changes = entriesOf(run, 'state.changed', 'front').filter(({ chart }) => chart === 'target c');
    expect(changes.slice(0, 2).map(({ to }) => to)).toEqual(['ejected', 'in']);
    expect((changes[1]?.tUs ?? 0) - (changes[0]?.tUs ?? 0)).toBeGreaterThanOrEqual(2 * SECOND);
    const [from, to] = changes.map(({ tUs }) => tUs) as [number, number];
    const sent = entriesOf(run, 'message.sent', 'front').filter(
      (entry) => entry.to === 'c' && entry.passage === 'call',
    );
    expect(sent.some(({ tUs }) => tUs > from && tUs < to)).toBe(false);
  });

  test('[RELAY-7] tries another target, where it may', () => {
    const run = runYaml(balanced('timeout: 200ms, attempts: 2'), { untilUs: 20 * SECOND });
    expect(outcomes(run).every((outcome) => outcome === 'ok')).toBe(true);
    expect(shares(run)).toEqual({ a: expect.any(Number), b: expect.any(Number) });
    const once = runYaml(balanced('timeout: 200ms'), { untilUs: 20 * SECOND });
    expect(outcomes(once).filter((outcome) => outcome !== 'ok')).toHaveLength(20);
  });
});

describe('cache', () => {
  const shop = (options: string, sends: string, more = ''): string => `
messages:
  Price: { kind: query, fields: { id: string } }
  Buy: { kind: command, fields: { id: string } }
  Changed: { kind: event, fields: { id: string } }
components:
  users: { kind: client, sends: [${sends}] }
  cache: { kind: cache, of: origin, caches: { Price: { key: =msg.id, ttl: 1s } }, ${options} }
  origin:
    kind: service
    workers: 20
    on:
      Price: [{ read: seen, key: =msg.id }, { write: seen, key: =msg.id, set: { n: "=row == null ? 1 : row.n + 1" } }, { work: 20ms }, { reply: { n: "=seen == null ? 1 : seen.n + 1" } }]
      Buy: [{ reply: { bought: =msg.id } }]
${more}`;
  const ASK = '{ query: Price, to: cache, every: 400ms, count: 6, data: { id: a } }';

  test('[RELAY-8] answers from memory until the time is over', () => {
    const run = runYaml(shop('', ASK));
    expect(answers(run)).toEqual([1, 1, 1, 2, 2, 2].map((n) => ({ n })));
    expect(entriesOf(run, 'cache.hit')).toHaveLength(4);
    expect(entriesOf(run, 'cache.missed').map(({ why }) => why)).toEqual(['absent', 'expired']);
  });

  test('[RELAY-8] keeps no failure', () => {
    const run = runYaml(shop('timeout: 100ms', ASK), {
      interventions: [
        { at: '0.1s', crash: 'origin' },
        { at: '0.9s', restart: 'origin' },
      ],
    });
    expect(outcomes(run).slice(0, 3)).toEqual(['failed', 'failed', 'failed']);
    expect(outcomes(run).at(-1)).toBe('ok');
    expect(entriesOf(run, 'cache.stored')[0]?.tUs).toBeGreaterThan(1.4 * SECOND);
  });

  test('[RELAY-9] forgets what was used least recently, and all in a crash', () => {
    const sends = `{ query: Price, to: cache, every: 100ms, count: 6, first: 0, data: { id: "=['a','b','a','c','a','b'][n]" } }`;
    const run = runYaml(shop('capacity: 2', sends), {
      interventions: [{ at: '2s', crash: 'cache' }],
    });
    expect(entriesOf(run, 'cache.dropped').map(({ key, why }) => [key, why])).toEqual([
      ['b', 'capacity'],
      ['c', 'capacity'],
      ['a', 'crash'],
      ['b', 'crash'],
    ]);
  });

  test('[RELAY-10] forgets what is invalidated', () => {
    const sends = `${ASK}, { event: Changed, to: facts, start: 500ms, every: 500ms, count: 1, data: { id: a } }`;
    const run = runYaml(
      shop('consumes: [{ from: facts }], invalidates: { Changed: =msg.id }', sends, '  facts: { kind: log }'),
    );
    expect(entriesOf(run, 'cache.dropped').map(({ why }) => why)).toContain('invalidated');
    expect(answers(run).map((data) => (data as { readonly n: number }).n)).toEqual([1, 1, 2, 2, 2, 3]);
  });

  test('[RELAY-11] gives what is past its time where the origin fails, if it may', () => {
    const crash = { interventions: [{ at: '1s', crash: 'origin' }] };
    const stale = runYaml(shop('timeout: 100ms, staleIfError: true', ASK), crash);
    expect(outcomes(stale).every((outcome) => outcome === 'ok')).toBe(true);
    expect(entriesOf(stale, 'cache.hit').filter((hit) => hit.stale).length).toBeGreaterThan(0);
    const strict = runYaml(shop('timeout: 100ms', ASK), crash);
    expect(outcomes(strict)).toContain('failed');
  });

  test('[RELAY-11] asks the origin once for requests that come together', () => {
    const together = '{ query: Price, to: cache, users: 5, think: 5s, data: { id: a } }';
    const asked = (options: string): number =>
      entriesOf(runYaml(shop(options, together), { untilUs: 4 * SECOND }), 'handler.started', 'origin').length;
    expect(asked('coalesce: true')).toBeLessThanOrEqual(asked(''));
    const run = runYaml(shop('coalesce: true', '{ query: Price, to: cache, every: 5ms, count: 4, data: { id: a } }'));
    expect(entriesOf(run, 'handler.started', 'origin')).toHaveLength(1);
    expect(outcomes(run)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  test('[RELAY-12] passes the rest on', () => {
    const run = runYaml(shop('passes: [Buy]', '{ command: Buy, to: cache, every: 1s, count: 2, data: { id: x } }'));
    expect(answers(run)).toEqual([{ bought: 'x' }, { bought: 'x' }]);
  });

  test('[RELAY-9] keeps what a simple model keeps, over random requests, invalidations and crashes', () => {
    const shape = fc.record({
      ids: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 30, maxLength: 50 }),
      capacity: fc.integer({ min: 1, max: 4 }),
      crashAtMs: fc.option(fc.integer({ min: 500, max: 9_000 })),
      seed: fc.nat(999),
    });
    fc.assert(
      fc.property(shape, ({ ids, capacity, crashAtMs, seed }) => {
        const list = ids.map((id) => `'${id}'`).join();
        const sends = `{ query: Price, to: cache, every: 200ms, count: ${ids.length}, first: 0, timeout: 150ms, data: { id: "=[${list}][n]" } }`;
        const run = runYaml(shop(`capacity: ${capacity}`, sends), {
          untilUs: 30 * SECOND,
          seed,
          interventions:
            crashAtMs === null
              ? []
              : [
                  { at: `${crashAtMs}ms`, crash: 'cache' },
                  { at: `${crashAtMs + 100}ms`, restart: 'cache' },
                ],
        });
        const kept = new Map<string, number | null>();
        for (const entry of run.trace.entries) {
          if (entry.kind === 'cache.stored') {
            kept.delete(entry.key);
            kept.set(entry.key, entry.untilUs);
          } else if (entry.kind === 'cache.hit') {
            const untilUs = kept.get(entry.key);
            expect(untilUs).toBeGreaterThan(entry.tUs);
            kept.delete(entry.key);
            kept.set(entry.key, untilUs ?? null);
          } else if (entry.kind === 'cache.missed') {
            const untilUs = kept.get(entry.key);
            expect(untilUs === undefined || (untilUs as number) <= entry.tUs).toBe(true);
          } else if (entry.kind === 'cache.dropped') {
            if (entry.why === 'capacity') expect([...kept.keys()][0]).toBe(entry.key);
            expect(kept.delete(entry.key)).toBe(true);
          }
          expect(kept.size).toBeLessThanOrEqual(capacity + 1);
        }
        expect(kept.size).toBeLessThanOrEqual(capacity);
      }),
      { numRuns: 260 },
    );
  }, 120_000);
});

test('[RELAY-5] every request gets one answer whatever fails, over random targets, policies and crashes', () => {
  const shape = fc.record({
    policy: fc.constantFrom('round-robin', 'random', 'least-connections'),
    attempts: fc.integer({ min: 1, max: 3 }),
    failures: fc.integer({ min: 1, max: 3 }),
    fails: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 3, maxLength: 3 }),
    crash: fc.constantFrom('a', 'b', 'c', 'front'),
    seed: fc.nat(999),
  });
  fc.assert(
    fc.property(shape, ({ policy, attempts, failures, fails, crash, seed }) => {
      const targets = ['a', 'b', 'c'].map(
        (id, i) =>
          `  ${id}: { kind: external, answers: { Ask: { takes: { exponential: 60ms }, fails: ${(fails[i] as number) / 10} } } }`,
      );
      const run = runYaml(
        `
messages: { Ask: { kind: query } }
components:
  users: { kind: client, sends: [{ query: Ask, to: front, every: { exponential: 100ms }, count: 40, timeout: 5s }] }
  front: { kind: balancer, messages: [Ask], targets: [a, b, c], policy: ${policy}, attempts: ${attempts}, timeout: 200ms, eject: { failures: ${failures}, for: 1s } }
${targets.join('\n')}`,
        {
          untilUs: 60 * SECOND,
          seed,
          interventions: [
            { at: '1s', crash },
            { at: '2s', restart: crash },
          ],
        },
      );
      expect(entriesOf(run, 'request.completed')).toHaveLength(40);
      const open = new Map<string, number>();
      const out = new Set<string>();
      for (const entry of run.trace.entries) {
        if (entry.at !== 'front') continue;
        if (entry.kind === 'state.changed' && entry.chart.startsWith('target ')) {
          const target = entry.chart.slice('target '.length);
          if (entry.to === 'ejected') out.add(target);
          else out.delete(target);
        } else if (entry.kind === 'component.crashed') out.clear();
        else if (entry.kind === 'message.sent' && entry.passage === 'call') {
          if (out.size < 3 && attempts === 1) expect(out.has(entry.to)).toBe(false);
          open.set(entry.to, (open.get(entry.to) ?? 0) + 1);
        }
      }
      expect([...open.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0);
    }),
    { numRuns: 250 },
  );
}, 120_000);

describe('documents that say it wrongly', () => {
  const problemsOf = (component: string): string => {
    const loaded = loadScenario(`eventually: 1
id: test
title: Test
messages: { Ask: { kind: query }, Buy: { kind: command }, Done: { kind: event } }
components:
  a: { kind: service, on: { Ask: [reply: {}], Buy: [reply: {}] } }
  x: { ${component} }
`);
    return loaded.ok ? '' : loaded.problems.map(({ message }) => message).join('\n');
  };

  test.each([
    ['kind: gateway, routes: [{ message: Ask, to: a }, { message: Ask, to: a }]', 'every `Ask` takes this route'],
    ['kind: gateway, routes: [{ message: Ask, to: a }], on: { Ask: [reply: {}] }', '`Ask` has a route already'],
    ['kind: gateway, routes: [{ message: Done, to: a }]', '`a` has no handler for `Done`'],
    ['kind: gateway, routes: [{ message: Sing, to: a }]', '`Sing` is not a message'],
    [
      'kind: external, answers: { Ask: { fails: 0.7, refuses: 0.7 } }',
      '`fails` and `refuses` are more than 1 together',
    ],
    ['kind: external, answers: { Ask: {} }, script: [{ from: 5s, to: 4s }]', '`to` is not after `from`'],
    ['kind: balancer, messages: [Ask], targets: [a, a]', 'a target stands in the list twice'],
    ['kind: balancer, messages: [Ask], targets: [a], attempts: 3', 'it has 1 targets to try, not 3'],
    ['kind: balancer, messages: [Done], targets: [a]', '`Done` is an event, which nobody answers'],
    ['kind: cache, of: a, caches: { Buy: { key: 1 } }', '`Buy` is a command; only a query may be answered from memory'],
    ['kind: cache, of: a, caches: { Ask: {} }', '`key` is missing'],
    ['kind: cache, of: nobody, caches: { Ask: { key: 1 } }', '`nobody` is not a component'],
  ])('%s', (component, message) => {
    expect(problemsOf(component)).toContain(message);
  });
});
