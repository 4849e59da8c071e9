import { describe, expect, test } from 'vitest';
import { entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const sends = (workload: string, handler = '[work: 50ms]', options?: RunOptions, more = ''): Simulation =>
  runYaml(
    `
messages: { Go: { kind: command, fields: { n: number } }, Other: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, data: { n: =n }, ${workload} }${more}] }
  b: { kind: service, workers: 9, on: { Go: ${handler}, Other: [] } }
`,
    options,
  );

const arrivals = (simulation: Simulation): readonly number[] =>
  entriesOf(simulation, 'message.sent', 'a').flatMap(({ tUs, message, attempt }) =>
    message.name === 'Go' && attempt === 1 ? [tUs] : [],
  );
const outcomes = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);

describe('a client', () => {
  test('[CLIENT-1] an open workload sends at its own pace, whatever happens', () => {
    const crash: RunOptions = { interventions: [{ at: '1s', crash: 'b' }] };
    for (const simulation of [
      sends('every: 100ms'),
      sends('every: 100ms', '[work: 1h]'),
      sends('every: 100ms', '[]', crash),
    ]) {
      expect(arrivals(simulation)).toEqual(Array.from({ length: 100 }, (_, i) => (i + 1) * 100 * MS));
    }
  });

  test('[CLIENT-1] begins, ends and counts as it is told', () => {
    const simulation = sends('every: 100ms, start: 1s, stop: 1500ms, first: 7');
    expect(arrivals(simulation)).toEqual([1_100 * MS, 1_200 * MS, 1_300 * MS, 1_400 * MS, 1_500 * MS]);
    expect(entriesOf(simulation, 'message.sent', 'a').map(({ message }) => [message.label, message.data])).toEqual(
      [7, 8, 9, 10, 11].map((n) => [String(n), { n }]),
    );
    expect(arrivals(sends('every: 100ms, count: 3')).length).toBe(3);
    expect(sends('every: 100ms, count: 3').nextDueUs()).toBe(undefined);
  });

  test('[CLIENT-2] in a closed workload each user waits, thinks, and sends again', () => {
    const simulation = sends('users: 3, think: 200ms');
    const round = 200 * MS + 10 * MS + 50 * MS;
    const expected = Array.from({ length: 40 }, (_, i) => 200 * MS + i * round).flatMap((tUs) => [tUs, tUs, tUs]);
    expect(arrivals(simulation)).toEqual(expected.filter((tUs) => tUs <= 10 * SECOND));
    const [, , , fourth] = entriesOf(simulation, 'message.sent', 'a');
    expect(simulation.trace.entries[fourth?.cause as number]?.kind).toBe('message.delivered');
  });

  test('[CLIENT-2] no more are open than there are users', () => {
    const simulation = sends(
      'users: 4, think: { exponential: 30ms }, timeout: 200ms',
      '[work: { exponential: 150ms }]',
    );
    let open = 0;
    for (const entry of simulation.trace.entries) {
      if (entry.kind === 'message.sent' && entry.at === 'a') open++;
      if (entry.kind === 'request.completed') open--;
      expect(open).toBeLessThanOrEqual(4);
    }
    expect(arrivals(simulation).length).toBeGreaterThan(100);
  });

  test('[CLIENT-2] the users share one count', () => {
    expect(arrivals(sends('users: 3, think: 100ms, count: 4')).length).toBe(4);
  });

  test('[CLIENT-3] arrivals depend on seed and place only', () => {
    const random = 'every: { exponential: 50ms }';
    const plain = arrivals(sends(random));
    expect(plain.length).toBeGreaterThan(150);
    expect(arrivals(sends(random, '[{ fail: no }]', { interventions: [{ at: '1s', crash: 'b' }] }))).toEqual(plain);
    expect(arrivals(sends(random, '[]', {}, ', { command: Other, to: b, every: { exponential: 20ms } }'))).toEqual(
      plain,
    );
    expect(arrivals(sends(random, '[]', { seed: 2 }))).not.toEqual(plain);
  });

  test('[CLIENT-3] each user of a closed workload thinks for itself', () => {
    const of = (users: number): readonly number[] =>
      arrivals(sends(`users: ${users}, think: { uniform: [1ms, 999ms] }`));
    expect(of(1).length).toBeGreaterThan(10);
    expect(of(3)).toEqual(expect.arrayContaining([...of(1)]));
    expect(of(3).length).toBeGreaterThan(30);
  });

  test('[CLIENT-4] an unanswered request ends as a timeout, and a later answer finds nobody', () => {
    const simulation = sends('every: 1s, count: 1, timeout: 300ms', '[work: 500ms]');
    expect(firstOf(simulation, 'request.completed')).toMatchObject({
      tUs: 1_300 * MS,
      outcome: 'timeout',
      latencyUs: 300 * MS,
      data: { code: 'timeout', why: 'B did not answer within 300 ms' },
    });
    expect(firstOf(simulation, 'message.dropped', 'a')).toMatchObject({ reason: 'nobody-waits', tUs: 1_510 * MS });
    expect(outcomes(simulation)).toEqual(['timeout']);
  });

  test('[CLIENT-4] retries begin anew, and the latency is that of all', () => {
    const simulation = sends(
      'every: 1s, count: 1, timeout: 300ms, retry: { attempts: 3, delay: 100ms }',
      '[work: 500ms]',
    );
    expect(entriesOf(simulation, 'message.sent', 'a').map(({ tUs, attempt }) => [tUs, attempt])).toEqual([
      [SECOND, 1],
      [1_400 * MS, 2],
      [1_800 * MS, 3],
    ]);
    expect(firstOf(simulation, 'request.completed').latencyUs).toBe(1_100 * MS);
  });

  test.each([
    ['[]', 'ok'],
    ['[{ refuse: no }]', 'refused'],
    ['[{ fail: no }]', 'failed'],
    ['[{ call: Other, to: c, timeout: 100ms }]', 'timeout'],
    ['[work: 2s]', 'timeout'],
  ])('[CLIENT-5] a request ends once (%s: %s)', (handler, outcome) => {
    const simulation = runYaml(`
messages: { Go: { kind: command }, Other: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s, count: 3, timeout: 500ms }] }
  b: { kind: service, workers: 9, on: { Go: ${handler} } }
  c: { kind: service, on: { Other: [work: 1m] } }
links: [{ between: [a, b], latency: 5ms, duplication: 1 }]
`);
    expect(outcomes(simulation)).toEqual([outcome, outcome, outcome]);
  });

  test('[CLIENT-6] a crash of the client ends its open requests as failed', () => {
    const simulation = sends('every: 100ms, count: 4', '[work: 1s]', { interventions: [{ at: '250ms', crash: 'a' }] });
    const crash = firstOf(simulation, 'component.crashed');
    expect(
      entriesOf(simulation, 'request.completed').map(({ cause, outcome, tUs, data }) => [cause, outcome, tUs, data]),
    ).toEqual(
      Array.from({ length: 2 }, () => [
        crash.seq,
        'failed',
        250 * MS,
        { code: 'failed', why: 'A crashed while it waited for the answer' },
      ]),
    );
    expect(arrivals(simulation).length).toBe(2);
  });

  test('[CLIENT-6] while it is down, customers of an open workload come in vain', () => {
    const simulation = sends('every: 100ms, count: 20', '[]', {
      interventions: [
        { at: '450ms', crash: 'a' },
        { at: '550ms', restart: 'a' },
      ],
    });
    expect(entriesOf(simulation, 'message.sent', 'a').map(({ message }) => message.label)).toEqual([
      '1',
      '2',
      '3',
      '4',
      ...Array.from({ length: 10 }, (_, i) => String(i + 11)),
    ]);
  });

  test('[CLIENT-6] the users of a closed one wait until it is up', () => {
    const simulation = sends('users: 2, think: 100ms', '[work: 1s]', {
      interventions: [
        { at: '150ms', crash: 'a' },
        { at: '2s', restart: 'a' },
      ],
    });
    expect(arrivals(simulation).slice(0, 4)).toEqual([100 * MS, 100 * MS, 2_600 * MS, 2_600 * MS]);
    expect(entriesOf(simulation, 'message.sent', 'a')[2]?.message.label).toBe('3');
  });

  test('[CLIENT-6] so do users who were thinking when it crashed', () => {
    const simulation = sends('users: 2, think: 200ms', '[]', {
      interventions: [
        { at: '300ms', crash: 'a' },
        { at: '2s', restart: 'a' },
      ],
    });
    expect(arrivals(simulation).slice(0, 4)).toEqual([200 * MS, 200 * MS, 2_700 * MS, 2_700 * MS]);
    expect(
      entriesOf(simulation, 'message.sent', 'a')
        .slice(0, 4)
        .map(({ message }) => message.label),
    ).toEqual(['1', '2', '3', '4']);
  });

  test('[CLIENT-6] users who do not think take no time to wait', () => {
    const simulation = sends('users: 2, think: 0ms', '[work: 100ms]', { interventions: [{ at: '150ms', crash: 'a' }] });
    expect(entriesOf(simulation, 'limit.reached')).toEqual([]);
    expect(simulation.nextDueUs()).toBe(undefined);
  });

  test('[CLIENT-7] a workload whose next message cannot be made ends, and that is said once', () => {
    for (const pace of ['every: 100ms', 'users: 3, think: 100ms']) {
      const simulation = sends(`${pace}, key: "=1 / (5 - n) > 0 ? 'a' : 'b'"`);
      const stopped = entriesOf(simulation, 'workload.stopped', 'a');
      expect(stopped.length).toBe(1);
      expect(stopped[0]?.why).toMatch(/./);
      expect(arrivals(simulation).length).toBe(4);
      expect(simulation.nextDueUs()).toBe(undefined);
    }
  });
});
