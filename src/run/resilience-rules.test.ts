import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Setup {
  /** Of the call, in flow style. */
  readonly guards?: string;
  /** What the callee does. */
  readonly callee?: string;
  readonly workers?: number;
  readonly every?: string;
  readonly count?: number;
  readonly more?: string;
}

/** A client, a service that calls, and one that is called; each hop takes 5 ms. */
function calling(
  { guards = '', callee = '[]', workers = 50, every = '100ms', count = 20, more = '' }: Setup,
  options?: RunOptions,
): Simulation {
  return runYaml(
    `
messages: { Go: { kind: command, fields: { n: number } }, Ask: { kind: query, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: ${every}, count: ${count}, data: { n: =n } }] }
  b: { kind: service, name: B, workers: 50, on: { Go: [{ call: Ask, to: c, data: { n: =msg.n }${guards} }] } }
  c: { kind: service, name: C, workers: ${workers}, on: { Ask: ${callee} } }
${more}`,
    options,
  );
}

const asked = (simulation: Simulation): readonly number[] =>
  entriesOf(simulation, 'message.sent', 'b').flatMap(({ tUs, message }) =>
    message.name === 'Ask' && message.kind === 'query' ? [tUs] : [],
  );
const moves = (simulation: Simulation): readonly unknown[] =>
  entriesOf(simulation, 'state.changed', 'b').map(({ tUs, chart, from, to }) => [tUs / MS, chart, from, to]);
const rejected = (simulation: Simulation): readonly unknown[] =>
  entriesOf(simulation, 'call.rejected').map(({ tUs, by }) => [tUs / MS, by]);
const outcomes = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);

const BREAKER = ', timeout: 50ms, breaker: { window: 4, minimum: 4, wait: 500ms, trials: 2 }';

describe('a circuit breaker', () => {
  const outage = [
    { at: '350ms', slow: 'c', by: 100 },
    { at: '1s', slow: 'c', by: 1 },
  ] as const;
  const slowed = () => calling({ guards: BREAKER, callee: '[work: 5ms]', count: 30 }, { interventions: outage });

  test('[GUARD-3] opens, tries, closes at the times that it was given', () => {
    const simulation = slowed();
    // Calls set out every 100 ms from 105 ms on; those of 405 and 505 ms are half of the last four when the second one's 50 ms are over.
    expect(moves(simulation)).toEqual([
      [555, 'breaker c', 'closed', 'open'],
      // The first call strictly after 500 ms.
      [1105, 'breaker c', 'open', 'half-open'],
      [1220, 'breaker c', 'half-open', 'closed'],
    ]);
    const [opened] = entriesOf(simulation, 'state.changed', 'b');
    expect(opened?.why).toBe('50 % of the last 4 calls failed');
    expect(simulation.trace.entries[opened?.cause as number]?.kind).toBe('call.timed-out');
  });

  test('[GUARD-3] [GUARD-9] turns away without sending, and says so', () => {
    const simulation = slowed();
    expect(rejected(simulation)).toEqual([605, 705, 805, 905, 1005].map((ms) => [ms, 'breaker']));
    expect(firstOf(simulation, 'call.rejected').why).toBe('the circuit breaker before C is open');
    expect(asked(simulation).filter((us) => us > 555 * MS && us <= 1005 * MS)).toEqual([]);
    expect(entriesOf(simulation, 'call.failed', 'b')[2]).toMatchObject({ attempts: 0, tUs: 605 * MS });
  });

  test('[GUARD-3] opossum goes half-open by its timer, and one call decides', () => {
    const guards =
      ', timeout: 50ms, breaker: { product: opossum, minimum: 4, failureRate: 49, window: 1s, wait: 500ms }';
    const simulation = calling(
      { guards, callee: '[work: 5ms]', count: 30 },
      {
        interventions: [
          { at: '50ms', slow: 'c', by: 100 },
          { at: '800ms', slow: 'c', by: 1 },
        ],
      },
    );
    expect(moves(simulation)).toEqual([
      [455, 'breaker c', 'closed', 'open'],
      [955, 'breaker c', 'open', 'half-open'],
      [1020, 'breaker c', 'half-open', 'closed'],
    ]);
  });

  test('[GUARD-4] an answer that refuses is a success, a failure is none', () => {
    expect(moves(calling({ guards: BREAKER, callee: '[{ refuse: no }]' }))).toEqual([]);
    expect(moves(calling({ guards: BREAKER, callee: '[{ fail: broken }]' }))[0]).toEqual([
      415,
      'breaker c',
      'closed',
      'open',
    ]);
  });

  test('[GUARD-4] what a guard inside turns away is a failure', () => {
    const guards = ', bulkhead: { places: 1 }, breaker: { window: 4, minimum: 4 }';
    const simulation = calling({ guards, callee: '[work: 10s]' });
    expect(rejected(simulation).slice(0, 5)).toEqual([
      [205, 'bulkhead'],
      [305, 'bulkhead'],
      [405, 'bulkhead'],
      [505, 'bulkhead'],
      [605, 'breaker'],
    ]);
  });

  test('[GUARD-2] is one for all calls to a receiver, and begins closed again after a crash', () => {
    const twice = `[{ call: Ask, to: c, data: { n: 1 }${BREAKER}, fallback: [] }, { call: Ask, to: c, data: { n: 2 }${BREAKER} }]`;
    const document = `
messages: { Go: { kind: command }, Ask: { kind: query, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 20 }] }
  b: { kind: service, on: { Go: ${twice} } }
  c: { kind: service, on: { Ask: [{ fail: broken }] } }`;
    const simulation = runYaml(document, {
      interventions: [
        { at: '450ms', crash: 'b' },
        { at: '460ms', restart: 'b' },
      ],
    });
    expect(moves(simulation).slice(0, 2)).toEqual([
      [225, 'breaker c', 'closed', 'open'],
      [450, 'breaker c', 'open', 'closed'],
    ]);
    expect(entriesOf(simulation, 'state.changed', 'b')[1]).toMatchObject({
      why: 'its process is gone, and what it knew',
    });
    expect(asked(simulation).some((us) => us > 960 * MS)).toBe(true);
  });
});

describe('a bulkhead', () => {
  test('[GUARD-5] lets so many calls in at once and turns the rest away', () => {
    const simulation = calling({ guards: ', bulkhead: { places: 2 }', callee: '[work: 280ms]' });
    // A call takes 290 ms: the first two are inside when the third comes.
    expect(rejected(simulation).slice(0, 2)).toEqual([
      [305, 'bulkhead'],
      [605, 'bulkhead'],
    ]);
    expect(firstOf(simulation, 'call.rejected').why).toBe('every place before C is taken');
  });

  test('[GUARD-5] [GUARD-9] who waits enters in order, or is turned away when the wait is over', () => {
    const guards = ', bulkhead: { places: 1, wait: 150ms }';
    const simulation = calling({ guards, callee: '[work: 190ms]', count: 3 });
    expect(asked(simulation)).toEqual([105 * MS, 305 * MS]);
    expect(entriesOf(simulation, 'call.held').map(({ tUs, by, untilUs }) => [tUs / MS, by, untilUs / MS])).toEqual([
      [205, 'bulkhead', 355],
      [305, 'bulkhead', 455],
    ]);
    expect(rejected(simulation)).toEqual([[455, 'bulkhead']]);
  });

  test('[GUARD-5] a place is free again when its attempt has timed out', () => {
    const simulation = calling({ guards: ', timeout: 50ms, bulkhead: { places: 1 }', callee: '[work: 10s]', count: 5 });
    expect(rejected(simulation)).toEqual([]);
    expect(asked(simulation)).toHaveLength(5);
  });

  test('[GUARD-6] the wait for a place counts towards the timeout, unless the order says otherwise', () => {
    const guards = (order: string): string => `, timeout: 100ms, bulkhead: { places: 1, wait: 1s }${order}`;
    const usual = calling({ guards: guards(''), callee: '[work: 10s]', every: '10ms', count: 2 });
    expect(entriesOf(usual, 'call.timed-out').map(({ tUs }) => tUs / MS)).toEqual([115, 125]);
    const other = calling({
      guards: guards(', order: [bulkhead, timeout]'),
      callee: '[work: 10s]',
      every: '10ms',
      count: 2,
    });
    expect(entriesOf(other, 'call.timed-out').map(({ tUs }) => tUs / MS)).toEqual([115, 215]);
  });

  test('[GUARD-2] a crash empties it, and who waited sends nothing', () => {
    const simulation = calling(
      { guards: ', bulkhead: { places: 1, wait: 5s }', callee: '[work: 10s]', count: 4 },
      {
        interventions: [
          { at: '350ms', crash: 'b' },
          { at: '400ms', restart: 'b' },
        ],
      },
    );
    expect(asked(simulation)).toEqual([105 * MS]);
    const later = calling(
      { guards: ', bulkhead: { places: 1 }', callee: '[work: 10s]', count: 10 },
      {
        interventions: [
          { at: '150ms', crash: 'b' },
          { at: '160ms', restart: 'b' },
        ],
      },
    );
    expect(asked(later)).toEqual([105 * MS, 705 * MS]);
  });
});

describe('a rate limit', () => {
  test('[GUARD-6] [GUARD-9] makes calls wait for the next period, outside their timeout', () => {
    const guards = ', timeout: 50ms, rateLimit: { limit: 1, per: 1s, wait: 1750ms }';
    const simulation = calling({ guards, count: 4 });
    expect(asked(simulation)).toEqual([105 * MS, SECOND, 2 * SECOND]);
    expect(entriesOf(simulation, 'call.held').map(({ by, untilUs }) => [by, untilUs / MS])).toEqual([
      ['rateLimit', 1000],
      ['rateLimit', 2000],
    ]);
    expect(rejected(simulation)).toEqual([[405, 'rateLimit']]);
    expect(outcomes(simulation).toSorted()).toEqual(['failed', 'ok', 'ok', 'ok']);
  });
});

describe('a retry', () => {
  const FAIL = { callee: '[{ fail: broken }]', count: 1 };

  test('[GUARD-1] [GUARD-7] stands outside the breaker: each of its attempts counts', () => {
    const guards = ', retry: { attempts: 6, delay: 10ms }, breaker: { window: 4, minimum: 4 }';
    const simulation = calling({ guards, ...FAIL });
    expect(asked(simulation)).toHaveLength(4);
    expect(rejected(simulation)).toEqual([
      [185, 'breaker'],
      [195, 'breaker'],
    ]);
    expect(firstOf(simulation, 'call.failed')).toMatchObject({
      attempts: 4,
      why: 'the circuit breaker before C is open',
    });
  });

  test('[GUARD-1] in the wrong order the breaker sees one call where many are made', () => {
    const guards = ', retry: { attempts: 6, delay: 10ms }, breaker: { window: 4, minimum: 4 }, order: [breaker, retry]';
    expect(asked(calling({ guards, ...FAIL, count: 4 }))).toHaveLength(24);
  });

  test('[GUARD-7] is not tried after a refusal', () => {
    const guards = ', retry: { attempts: 6, delay: 10ms }, breaker: {}';
    const simulation = calling({ guards, callee: '[{ refuse: no }]', count: 1 });
    expect(asked(simulation)).toHaveLength(1);
    expect(entriesOf(simulation, 'call.retrying')).toEqual([]);
  });

  test('[GUARD-8] is not made when the budget is used up, and the call fails with its own failure', () => {
    const guards = ', retry: { attempts: 4, delay: 10ms, budget: { capacity: 10, cost: 5 } }';
    const simulation = calling({ guards, ...FAIL, count: 2 });
    expect(asked(simulation)).toHaveLength(3 + 1);
    expect(rejected(simulation).map((one) => (one as unknown[])[1])).toEqual(['budget', 'budget']);
    expect(entriesOf(simulation, 'call.failed', 'b').map(({ why }) => why)).toEqual(['broken', 'broken']);
  });

  test('[GUARD-8] the budget of gRPC allows none while half of its tokens or fewer are left', () => {
    const guards = ', retry: { attempts: 9, delay: 10ms, budget: { product: grpc, tokens: 4, ratio: 0.5 } }';
    // 4 tokens: after the first failure 3 are left, after the second 2, which is half.
    expect(asked(calling({ guards, ...FAIL }))).toHaveLength(2);
  });

  test('[GUARD-8] an answer pays back', () => {
    const guards = ', retry: { attempts: 2, delay: 1ms, budget: { capacity: 5, cost: 5 } }';
    const callee =
      '[{ read: t, key: k }, { write: t, key: k, set: { n: 1 } }, { if: t == null, then: [{ fail: once }] }]';
    const simulation = calling({ guards, callee, count: 3 });
    expect(rejected(simulation)).toEqual([]);
    expect(outcomes(simulation)).toEqual(['ok', 'ok', 'ok']);
  });

  test('[GUARD-11] pauses alike with and without other guards', () => {
    const retry = ', timeout: 20ms, retry: { attempts: 5, delay: 10ms, backoff: exponential, jitter: full, max: 60ms }';
    const setup = { callee: '[work: 10s]', count: 3 };
    expect(asked(calling({ guards: `${retry}, breaker: {}`, ...setup }))).toEqual(
      asked(calling({ guards: retry, ...setup })),
    );
  });
});

describe('an idempotency key', () => {
  const charged = (key: string) =>
    runYaml(
      `
messages: { Go: { kind: command, fields: { n: number } }, Charge: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 3, data: { n: =n } }] }
  b: { kind: service, on: { Go: [{ call: Charge, to: c, timeout: 50ms, retry: { attempts: 3, delay: 10ms }${key} }] } }
  c: { kind: service, on: { Charge: [{ dedupe: =meta.idempotencyKey }, { write: charges, key: =string(meta.id), set: { key: =meta.idempotencyKey } }, { reply: { done: true } }] } }`,
      { interventions: [{ at: '101ms', loss: ['b', 'c'], probability: 0.6 }] },
    );

  test('[GUARD-10] is known again on every attempt', () => {
    const simulation = charged(", idempotencyKey: ='k' + string(msg.n)");
    const rows = entriesOf(simulation, 'table.written').map(({ row }) => row['key']);
    expect(new Set(rows).size).toBe(rows.length);
    expect(entriesOf(simulation, 'message.deduplicated').length).toBeGreaterThan(0);
  });

  test('[GUARD-10] is null where there is none, and nothing is left out then', () => {
    const simulation = charged('');
    expect(entriesOf(simulation, 'message.deduplicated')).toEqual([]);
    expect(entriesOf(simulation, 'table.written').every(({ row }) => row['key'] === null)).toBe(true);
  });
});

test('a client can guard its requests too', () => {
  const simulation = runYaml(`
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 8, timeout: 50ms, breaker: { window: 3, minimum: 3 } }] }
  b: { kind: service, on: { Go: [work: 1s] } }`);
  expect(entriesOf(simulation, 'message.sent', 'a')).toHaveLength(3);
  expect(entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome)).toEqual([
    ...Array(3).fill('timeout'),
    ...Array(5).fill('failed'),
  ]);
});

test('[SERVICE-12] what has waited too long is shed when its turn comes', () => {
  const simulation = runYaml(
    `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 6 }] }
  b: { kind: service, shed: 250ms, on: { Go: [work: 250ms] } }`,
  );
  const shed = entriesOf(simulation, 'message.dropped').map(({ tUs, reason, message }) => [
    tUs / MS,
    reason,
    message.label,
  ]);
  // Workers come free at 355, 605 and 855 ms; the sixth has waited exactly 250 ms by then.
  expect(shed).toEqual([
    [605, 'shed', '3'],
    [855, 'shed', '5'],
  ]);
  expect(outcomes(simulation)).toHaveLength(6);
  expect(outcomes(simulation).filter((outcome) => outcome === 'failed')).toHaveLength(2);
});
