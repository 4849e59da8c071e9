import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { causesOf, entriesOf, firstOf, MS, runYaml, scenarioOf, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const shop = `
messages: { Go: { kind: command, fields: { n: number } }, Went: { kind: event, fields: { n: number } } }
parameters: { pace: { label: Pace, min: 1, max: 9, step: 1, default: 3 } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 40, data: { n: =n } }] }
  b: { kind: service, on: { Go: [{ work: 20ms }, { write: t, key: =string(msg.n), set: { pace: =param.pace, at: =now() } }, { publish: Went, to: log, data: { n: =msg.n } }, { reply: { n: =msg.n } }] } }
  log: { kind: log }
  c: { kind: service, consumes: [{ from: log }], on: { Went: [{ work: 10ms }, { write: seen, key: =string(msg.n), set: { n: =msg.n } }] } }
  late: { kind: service, absent: true, consumes: [{ from: log, group: late }], on: { Went: [{ write: seen, key: =string(msg.n), set: { n: =msg.n } }] } }
`;

const played = (...interventions: readonly TimedInterventionDocument[]): Simulation => runYaml(shop, { interventions });
const ignored = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'intervention.ignored').map(({ why }) => why);
const rows = (simulation: Simulation, at: string): readonly string[] =>
  entriesOf(simulation, 'table.written', at).map(({ key }) => key);

describe('a pause', () => {
  const paused = played({ at: '450ms', pause: 'b' }, { at: '2s', resume: 'b' });

  test('[DEED-1] loses nothing and does nothing', () => {
    const meanwhile = paused.trace.entries.filter(({ at, tUs }) => at === 'b' && tUs > 450 * MS && tUs < 2 * SECOND);
    expect(meanwhile).toEqual([]);
    expect(entriesOf(paused, 'message.dropped')).toEqual([]);
    expect(rows(paused, 'b')).toHaveLength(40);
    expect(entriesOf(paused, 'state.changed', 'b').map(({ tUs, chart, to }) => [tUs, chart, to])).toEqual([
      [450 * MS, 'process', 'paused'],
      [2 * SECOND, 'process', 'running'],
    ]);
    // In the order in which they came.
    const delivered = entriesOf(paused, 'message.delivered', 'b').filter(({ tUs }) => tUs === 2 * SECOND);
    expect(delivered.map(({ message }) => message.label)).toEqual(
      [...delivered].map(({ message }) => message.label).sort((x, y) => Number(x) - Number(y)),
    );
    expect(delivered.length).toBeGreaterThan(10);
  });

  test('[DEED-1] timers run out when it goes on, before what waited arrives', () => {
    // The work of the message of 400 ms would have ended at 425 ms; that of 500 ms never began.
    const simulation = played({ at: '410ms', pause: 'b' }, { at: '1s', resume: 'b' });
    const resumed = simulation.trace.entries
      .filter(({ at, tUs }) => at === 'b' && tUs === SECOND)
      .map(({ kind }) => kind);
    expect(resumed.indexOf('table.written')).toBeGreaterThan(0);
    expect(resumed.indexOf('table.written')).toBeLessThan(resumed.indexOf('message.delivered'));
  });

  test('[DEED-1] a crash ends it', () => {
    const simulation = played({ at: '450ms', pause: 'b' }, { at: '1s', crash: 'b' }, { at: '2s', restart: 'b' });
    const dropped = entriesOf(simulation, 'message.dropped').filter(
      ({ tUs, reason }) => tUs === SECOND && reason === 'receiver-down',
    );
    expect(dropped.length).toBeGreaterThan(3);
    expect(rows(simulation, 'b')).toContain('30');
    expect(entriesOf(simulation, 'state.changed', 'b').at(-1)).toMatchObject({ to: 'running', why: 'it is killed' });
  });

  test('[RUN-3] [DEED-1] pausing twice, resuming what runs, slowing what pauses change nothing', () => {
    const simulation = played(
      { at: '1s', resume: 'b' },
      { at: '2s', pause: 'b' },
      { at: '3s', pause: 'b' },
      { at: '3s', slow: 'b' },
      { at: '4s', crash: 'c' },
      { at: '4s', pause: 'c' },
    );
    expect(ignored(simulation)).toEqual(['it does not pause', 'it pauses already', 'it pauses', 'it is down']);
  });
});

test('[DEED-2] what is still to come changes nothing', () => {
  const outage: readonly TimedInterventionDocument[] = [
    { at: '1s', crash: 'c' },
    { at: '2s', restart: 'c' },
  ];
  const plain = runYaml(shop, { interventions: outage });
  const later = runYaml(shop, {
    interventions: [...outage, { at: '5s', pause: 'b' }, { at: '5s', pause: 'c' }, { at: '5s', skew: 'a', by: '1s' }],
  });
  const before = plain.trace.entries.filter(({ tUs }) => tUs < 5 * SECOND);
  expect(later.trace.entries.slice(0, before.length)).toEqual(before);
});

test('[DEED-2] pauses at any instant keep the laws: nothing is lost, and everything is handled in the end', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          who: fc.constantFrom('b', 'c', 'a'),
          fromMs: fc.nat({ max: 4_000 }),
          forMs: fc.integer({ min: 1, max: 900 }),
        }),
        { maxLength: 4 },
      ),
      (pauses) => {
        const interventions = pauses.flatMap(({ who, fromMs, forMs }) => [
          { at: `${fromMs}ms`, pause: who },
          { at: `${fromMs + forMs}ms`, resume: who },
        ]);
        const simulation = runYaml(shop, { interventions, untilUs: 30 * SECOND });
        expect(entriesOf(simulation, 'message.dropped').filter(({ reason }) => reason !== 'nobody-waits')).toEqual([]);
        expect(new Set(rows(simulation, 'c')).size).toBe(40);
      },
    ),
    { numRuns: 40 },
  );
});

describe('a wrong clock', () => {
  test('[DEED-3] is what its own expressions read; durations stay', () => {
    const skewed = played({ at: '1s', skew: 'b', by: '-500ms' }, { at: '2s', skew: 'b', by: '0s' });
    const right = played();
    const times = (simulation: Simulation): readonly (readonly number[])[] =>
      entriesOf(simulation, 'table.written', 'b').map(({ tUs, row }) => [
        tUs,
        Math.round((row['at'] as number) * SECOND),
      ]);
    for (const [tUs, told] of times(skewed) as [number, number][])
      expect(told).toBe(tUs - (tUs > SECOND && tUs <= 2 * SECOND ? 500 * MS : 0));
    expect(times(skewed).map(([tUs]) => tUs)).toEqual(times(right).map(([tUs]) => tUs));
    expect(entriesOf(skewed, 'clock.skewed').map(({ byUs }) => byUs)).toEqual([-500 * MS, 0]);
  });

  test('[RUN-3] that is as wrong already', () => {
    expect(
      ignored(
        played({ at: '1s', skew: 'b', by: '0s' }, { at: '2s', skew: 'b', by: '1s' }, { at: '3s', skew: 'b', by: '1s' }),
      ),
    ).toEqual(['its clock is right already', 'its clock is that wrong already']);
  });
});

describe('scaling', () => {
  const busy = `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 10ms, count: 12 }] }
  b: { kind: service, workers: 2, on: { Go: [work: 1s] } }`;
  const atWork = (simulation: Simulation, tUs: number): number =>
    entriesOf(simulation, 'handler.started').filter((entry) => entry.tUs <= tUs).length -
    entriesOf(simulation, 'handler.finished').filter((entry) => entry.tUs <= tUs).length;

  test('[DEED-4] more workers begin with what waits', () => {
    const simulation = runYaml(busy, { interventions: [{ at: '500ms', scale: 'b', workers: 5 }] });
    expect([atWork(simulation, 499 * MS), atWork(simulation, 500 * MS)]).toEqual([2, 5]);
    expect(firstOf(simulation, 'component.scaled')).toMatchObject({ at: 'b', from: 2, to: 5 });
  });

  test('[DEED-4] fewer end what they are at', () => {
    const simulation = runYaml(busy, { interventions: [{ at: '500ms', scale: 'b', workers: 1 }] });
    expect([500, 1010, 1030, 1500].map((ms) => atWork(simulation, ms * MS))).toEqual([2, 2, 1, 1]);
    expect(entriesOf(simulation, 'handler.finished').every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(
      Math.max(
        ...entriesOf(simulation, 'handler.started')
          .filter(({ tUs }) => tUs > SECOND + 30 * MS)
          .map(({ worker }) => worker),
      ),
    ).toBe(0);
  });

  test('[DEED-4] it outlives a crash, and down and up again is as before', () => {
    const simulation = runYaml(busy, {
      interventions: [
        { at: '20ms', scale: 'b', workers: 4 },
        { at: '40ms', crash: 'b' },
        { at: '41ms', restart: 'b' },
        { at: '600ms', scale: 'b', workers: 1 },
        { at: '700ms', scale: 'b', workers: 4 },
      ],
    });
    expect(ignored(simulation)).toEqual([]);
    expect(ignored(runYaml(busy, { interventions: [{ at: '20ms', scale: 'b', workers: 2 }] }))).toEqual([
      'it has 2 workers already',
    ]);
  });

  test('[DEED-9] consumers join as far as there are any', () => {
    const text = `
messages: { Went: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Went, to: log, every: 50ms, data: { n: =n }, key: =string(n) }] }
  log: { kind: log, partitions: 3 }
  c1: { kind: service, consumes: [{ from: log, group: g }], on: { Went: [] } }
  c2: { kind: service, absent: true, consumes: [{ from: log, group: g }], on: { Went: [] } }
  c3: { kind: service, absent: true, consumes: [{ from: log, group: g }], on: { Went: [] } }`;
    const simulation = runYaml(text, { untilUs: 4 * SECOND, interventions: [{ at: '1s', scale: 'c1', consumers: 3 }] });
    for (const id of ['c2', 'c3']) {
      expect(entriesOf(simulation, 'handler.started', id).length).toBeGreaterThan(0);
      expect(entriesOf(simulation, 'handler.started', id).every(({ tUs }) => tUs >= SECOND)).toBe(true);
    }
    const all = (consumers: number) =>
      ignored(runYaml(text, { untilUs: 2 * SECOND, interventions: [{ at: '1s', scale: 'c1', consumers }] }));
    expect(all(1)).toEqual(['1 component reads in its group already']);
    expect(all(4)).toEqual(['1 component reads in its group, and 2 more could join; declare more with `absent: true`']);
  });
});

describe('a crash at an exact point', () => {
  /** Lines of Go: 2 work, 3 write, 4 publish, 5 reply. */
  const at = (point: object): Simulation =>
    played({ at: '150ms', crash: 'b', of: 'Go', ...point } as TimedInterventionDocument, { at: '5s', restart: 'b' });
  const crashUs = (simulation: Simulation): number => firstOf(simulation, 'component.crashed', 'b').tUs;
  const lastLine = (simulation: Simulation): number | undefined =>
    entriesOf(simulation, 'statement.started', 'b')
      .filter(({ tUs }) => tUs <= crashUs(simulation))
      .at(-1)?.line;

  test.each([
    [{ before: 2 }, 1, 205, undefined],
    [{ after: 2 }, 1, 225, 2],
    [{ before: 3 }, 1, 225, 2],
    [{ after: 3 }, 2, 225, 3],
    [{ before: 4 }, 2, 225, 3],
    [{ after: 4 }, 2, 235, 4],
    [{ before: 5 }, 2, 235, 4],
    [{ after: 5 }, 2, 235, 5],
    [{ after: 'end' }, 2, 235, 5],
  ])('[DEED-5] %j', (point, written, ms, line) => {
    const simulation = at(point);
    expect(crashUs(simulation)).toBe(ms * MS);
    expect(
      rows(simulation, 'b').filter((_, i) => (entriesOf(simulation, 'table.written', 'b')[i]?.tUs ?? 0) <= ms * MS),
    ).toHaveLength(written);
    if (line !== undefined) expect(lastLine(simulation)).toBe(line);
    expect(entriesOf(simulation, 'handler.finished', 'b').find(({ outcome }) => outcome === 'crashed')?.tUs).toBe(
      ms * MS,
    );
    // It crashes once, and everything after goes on.
    expect(entriesOf(simulation, 'component.crashed', 'b')).toHaveLength(1);
  });

  test('[DEED-5] the nth time', () => {
    expect(crashUs(at({ before: 4, nth: 3 }))).toBe(425 * MS);
    expect(causesOf(at({ before: 4, nth: 3 }), firstOf(at({ before: 4, nth: 3 }), 'component.crashed', 'b'))).toContain(
      'table.written',
    );
  });

  test('[DEED-5] after the end the transaction of a dedupe is committed, after the last statement it is not', () => {
    const text = (point: string) =>
      runYaml(
        `
messages: { Went: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Went, to: log, every: 100ms, count: 3, data: { n: =n } }] }
  log: { kind: log }
  c: { kind: service, consumes: [{ from: log }], on: { Went: [{ dedupe: =msg.n }, { write: charges, key: =string(meta.id), set: { n: =msg.n } }] } }`,
        {
          interventions: [
            { at: '0s', crash: 'c', after: point === 'end' ? 'end' : Number(point) },
            { at: '1s', restart: 'c' },
          ],
        },
      );
    const [before, after] = [text('3'), text('end')];
    expect(entriesOf(before, 'message.deduplicated')).toEqual([]);
    expect(entriesOf(after, 'message.deduplicated')).toHaveLength(1);
    for (const simulation of [before, after]) expect(entriesOf(simulation, 'table.written', 'c')).toHaveLength(3);
  });

  test('[DEED-5] refusing and failing are statements as well', () => {
    const ends = (verb: string, point: object) =>
      runYaml(
        `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 100ms, count: 3 }] }
  b: { kind: service, on: { Go: [{ write: t, key: k, set: { n: 1 } }, { ${verb}: no }] } }`,
        { interventions: [{ at: '0s', crash: 'b', ...point } as TimedInterventionDocument] },
      );
    for (const verb of ['refuse', 'fail']) {
      for (const point of [{ before: 3 }, { after: 3 }, { after: 'end' }]) {
        const simulation = ends(verb, point);
        expect(entriesOf(simulation, 'component.crashed')).toHaveLength(1);
        expect(entriesOf(simulation, 'message.sent', 'b')).toEqual([]);
      }
    }
  });
});

describe('a crash inside statements that hold others', () => {
  const text = `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s, count: 1 }] }
  b:
    kind: service
    on:
      Go:
        - { if: "true", then: [{ write: t, key: x, set: { n: 1 } }], else: [{ write: t, key: y, set: { n: 2 } }] }
        - for each: =[1, 2, 3]
          as: i
          do: [{ write: t, key: =string(i), set: { n: =i } }, work: 10ms]
        - together: [[work: 30ms, { write: t, key: p, set: { n: 1 } }], [work: 20ms, { write: t, key: q, set: { n: 1 } }]]
        - { write: t, key: z, set: { n: 3 } }`;
  const lines = (): readonly (readonly [number, string])[] => {
    const spec = scenarioOf(text).components.get('b');
    const program = spec?.kind === 'service' ? spec.handlers.get('Go') : undefined;
    return (program?.lines ?? []).map(
      ({ number, parts }) => [number, parts.map((part) => part.text).join('')] as const,
    );
  };
  const lineOf = (start: string): number => (lines().find(([, words]) => words.startsWith(start)) ?? [0])[0];
  const written = (point: object): readonly string[] =>
    rows(runYaml(text, { interventions: [{ at: '0s', crash: 'b', ...point } as TimedInterventionDocument] }), 'b');

  test('[DEED-5] each of them is a point of its own', () => {
    const inner = lineOf('write t[string(i)]');
    expect(written({ before: lineOf('write t["x"]') })).toEqual([]);
    expect(written({ after: lineOf('write t["x"]') })).toEqual(['x']);
    expect(written({ before: inner, nth: 2 })).toEqual(['x', '1']);
    expect(written({ after: inner, nth: 3 })).toEqual(['x', '1', '2', '3']);
    expect(written({ before: lineOf('write t["p"]') })).toEqual(['x', '1', '2', '3', 'q']);
    expect(written({ after: lineOf('write t["q"]') })).toEqual(['x', '1', '2', '3', 'q']);
    expect(written({ before: lineOf('write t["z"]') })).toEqual(['x', '1', '2', '3', 'q', 'p']);
    expect(written({ after: 'end' })).toEqual(['x', '1', '2', '3', 'q', 'p', 'z']);
  });
});

describe('poison', () => {
  test('[DEED-7] hits the message that was meant', () => {
    const poisoned = (which: object): readonly string[] =>
      entriesOf(played({ at: '150ms', poison: 'b', ...which } as TimedInterventionDocument), 'message.delivered', 'b')
        .filter(({ message }) => message.poison)
        .map(({ message }) => `${message.name} ${message.label}`);
    expect(poisoned({})).toEqual(['Go 2']);
    expect(poisoned({ message: 'Go' })).toEqual(['Go 2']);
    expect(poisoned({ message: 'Go', label: '7' })).toEqual(['Go 7']);
    expect(poisoned({ message: 'Went' })).toEqual([]);
  });
});

describe('a burst', () => {
  const sent = (simulation: Simulation): readonly number[] =>
    entriesOf(simulation, 'message.sent', 'a').map(({ tUs }) => tUs / MS);

  test('[DEED-8] comes at once, and counts as the workload does', () => {
    const simulation = played({ at: '250ms', burst: 'a', extra: 5 });
    expect(sent(simulation).slice(0, 9)).toEqual([100, 200, 250, 250, 250, 250, 250, 300, 400]);
    expect(entriesOf(simulation, 'message.sent', 'a')).toHaveLength(40);
    expect(ignored(played({ at: '9s', burst: 'a', extra: 5 }))).toEqual(['it sends no Go any more']);
  });

  test('[DEED-8] or as a faster pace for a while', () => {
    const simulation = played({ at: '250ms', burst: 'a', factor: 4, for: '200ms' });
    expect(sent(simulation).slice(0, 9)).toEqual([100, 200, 300, 325, 350, 375, 400, 425, 450]);
    expect(sent(simulation).slice(9, 12)).toEqual([550, 650, 750]);
  });

  test('[DEED-8] a user of a closed workload sends its extra request and comes no more often', () => {
    const simulation = runYaml(
      `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, users: 1, think: 1s }] }
  b: { kind: service, on: { Go: [] } }`,
      { untilUs: 5 * SECOND, interventions: [{ at: '1500ms', burst: 'a', extra: 2 }] },
    );
    expect(sent(simulation)).toEqual([1000, 1500, 1500, 2010, 3020, 4030]);
  });
});

describe('a component that joins', () => {
  test('[DEED-9] was not there before, and reads what it can then', () => {
    const simulation = played({ at: '1s', subscribe: 'late' });
    expect(
      simulation.trace.entries.filter(({ at, tUs }) => at === 'late' && tUs < SECOND).map(({ kind }) => kind),
    ).toEqual(['state.changed']);
    expect(rows(simulation, 'late')).toEqual(Array.from({ length: 40 }, (_, i) => String(i + 1)));
    expect(rows(played(), 'late')).toEqual([]);
  });

  test('[DEED-9] nothing can be done to it before, nor can it join twice', () => {
    expect(
      ignored(played({ at: '1s', crash: 'late' }, { at: '2s', subscribe: 'late' }, { at: '3s', subscribe: 'late' })),
    ).toEqual(['it has not joined yet', 'it is there already']);
  });

  test('[DEED-9] [LINK-8] whoever calls it finds nobody', () => {
    const text = `
messages: { Go: { kind: command } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s, timeout: 100ms, count: 3 }] }
  b: { kind: service, absent: true, on: { Go: [] } }`;
    const simulation = runYaml(text, { interventions: [{ at: '1500ms', subscribe: 'b' }] });
    expect(entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome)).toEqual(['timeout', 'ok', 'ok']);
    expect(firstOf(simulation, 'message.dropped')).toMatchObject({ reason: 'receiver-down', at: 'b' });
  });
});

describe('a parameter', () => {
  test('[DEED-10] counts from then on', () => {
    const simulation = played({ at: '1s', 'set-parameter': 'pace', to: 7 });
    const paces = entriesOf(simulation, 'table.written', 'b').map(({ tUs, row }) => [tUs > SECOND, row['pace']]);
    expect(paces.every(([after, pace]) => pace === (after ? 7 : 3))).toBe(true);
    expect(paces.some(([after]) => after)).toBe(true);
    expect(firstOf(simulation, 'parameter.changed')).toMatchObject({ parameter: 'pace', from: 3, to: 7 });
    expect(ignored(played({ at: '1s', 'set-parameter': 'pace', to: 3 }))).toEqual(['it is 3 already']);
  });
});

describe('an intervention that a component has no part in', () => {
  test.each<[TimedInterventionDocument, string]>([
    [{ at: '1s', scavenge: 'b' }, 'that is nothing that a service knows'],
    [{ at: '1s', 'rebuild-view': 'a' }, 'that is nothing that a client knows'],
    [{ at: '1s', crash: 'b', replica: 1 }, 'that is nothing that a service knows'],
    [{ at: '1s', 'copy-stream': 'b', stream: 's', to: 'u' }, 'that is nothing that a service knows'],
    [{ at: '1s', 'forget-person': 'b', subject: 'p' }, 'that is nothing that a service knows'],
    [{ at: '1s', 'edit-event': 'b', stream: 's', number: 0, set: { a: 1 } }, 'that is nothing that a service knows'],
  ])('[DEED-11] %j', (what, why) => {
    expect(ignored(played(what))).toEqual([why]);
  });
});

describe('a changed interface', () => {
  const text = (callee = '[{ reply: { got: =msg.amount } }]') => `
messages: { Pay: { kind: command, fields: { id: string, amount: number, note: string? } } }
components:
  a: { kind: client, sends: [{ command: Pay, to: b, every: 100ms, count: 6, data: { id: =string(n), amount: =n } }] }
  b: { kind: service, on: { Pay: ${callee} } }`;
  const changed = (of: string, ...to: readonly object[]): Simulation =>
    runYaml(text(), {
      interventions: [{ at: '350ms', change: 'Pay', of, to } as unknown as TimedInterventionDocument],
    });
  const outcomes = (simulation: Simulation): readonly string[] =>
    entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);
  const sentLast = (simulation: Simulation): unknown => entriesOf(simulation, 'message.sent', 'a').at(-1)?.message.data;

  test.each<[object, string, string, unknown]>([
    [{ rename: 'amount', to: 'total' }, 'NONE', 'failed', { id: '6', total: 6 }],
    [{ remove: 'amount' }, 'BACKWARD', 'failed', { id: '6' }],
    [{ add: 'tip', type: 'number' }, 'FORWARD', 'ok', { id: '6', amount: 6, tip: 0 }],
    [{ add: 'tip', type: 'number', optional: true }, 'FULL', 'ok', { id: '6', amount: 6 }],
    [{ retype: 'amount', to: 'string' }, 'NONE', 'failed', { id: '6', amount: '6' }],
    [{ retype: 'id', to: 'any' }, 'BACKWARD', 'ok', { id: '6', amount: 6 }],
  ])('[DEED-6] %j of who sends it: %s', (change, verdict, outcome, data) => {
    const simulation = changed('a', change);
    expect(firstOf(simulation, 'interface.changed')).toMatchObject({ at: 'a', version: 2, verdict });
    expect(outcomes(simulation)).toEqual(['ok', 'ok', 'ok', outcome, outcome, outcome]);
    expect(sentLast(simulation)).toEqual(data);
    expect(entriesOf(simulation, 'message.sent', 'a').at(-1)?.message.version).toBe(2);
  });

  test.each<[object, string]>([
    [{ rename: 'amount', to: 'total' }, '`total` is missing'],
    [{ add: 'tip', type: 'number' }, '`tip` is missing'],
    [{ retype: 'amount', to: 'string' }, '`amount` is a number, not a string'],
  ])('[DEED-6] %j of who handles it: callers that speak the old form are rejected', (change, why) => {
    const simulation = changed('b', change);
    expect(outcomes(simulation)).toEqual(['ok', 'ok', 'ok', 'failed', 'failed', 'failed']);
    expect(entriesOf(simulation, 'message.rejected').map((entry) => entry.why)).toEqual([why, why, why]);
  });

  test.each<[object]>([
    [{ add: 'tip', type: 'number', optional: true }],
    [{ remove: 'note' }],
    [{ retype: 'amount', to: 'any' }],
  ])('[DEED-6] %j of who handles it breaks nobody', (change) => {
    expect(outcomes(changed('b', change))).toEqual(Array(6).fill('ok'));
  });

  test('[DEED-6] both sides together understand each other again, whatever the change', () => {
    const v2 = [
      { rename: 'amount', to: 'total' },
      { retype: 'total', to: 'string' },
      { add: 'shop', type: 'string' },
    ];
    const simulation = runYaml(text(), {
      interventions: ['a', 'b'].map(
        (of) => ({ at: '350ms', change: 'Pay', of, to: v2 }) as unknown as TimedInterventionDocument,
      ),
    });
    expect(sentLast(simulation)).toEqual({ id: '6', total: '6', shop: 'none' });
    expect(entriesOf(simulation, 'request.completed').map(({ data }) => data)).toEqual(
      [1, 2, 3, 4, 5, 6].map((got) => ({ got })),
    );
  });

  test('[DEED-6] changes follow each other, renames too', () => {
    const simulation = runYaml(text(), {
      interventions: [
        { at: '150ms', rename: 'Pay', of: 'a', field: 'amount', to: 'total' },
        { at: '250ms', rename: 'Pay', of: 'a', field: 'total', to: 'sum' },
        {
          at: '350ms',
          change: 'Pay',
          of: 'a',
          to: [{ rename: 'sum', to: 'amount' }],
        } as unknown as TimedInterventionDocument,
      ],
    });
    expect(ignored(simulation)).toEqual([]);
    expect(entriesOf(simulation, 'interface.changed').map(({ version, verdict }) => [version, verdict])).toEqual([
      [2, undefined],
      [3, undefined],
      [4, 'NONE'],
    ]);
    expect(outcomes(simulation)).toEqual(['ok', 'failed', 'failed', 'ok', 'ok', 'ok']);
  });

  test('[RUN-3] a change of what is not there, or of what nobody speaks, is none', () => {
    const simulation = runYaml(text(), {
      interventions: [
        { at: '150ms', change: 'Pay', of: 'a', to: [{ rename: 'amount', to: 'total' }] },
        { at: '250ms', change: 'Pay', of: 'a', to: [{ remove: 'amount' }] },
      ] as unknown as TimedInterventionDocument[],
    });
    expect(ignored(simulation)).toEqual(['its Pay has no field `amount`']);
  });
});
