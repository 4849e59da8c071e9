import { describe, expect, test } from 'vitest';
import { compileDistribution } from '../kernel/distribution.ts';
import { RandomSource } from '../kernel/random.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { causesOf, entriesOf, firstOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { EntryOf } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const pair = (link: string, every = '100ms'): string => `
messages: { Go: { kind: command, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: ${every}, data: { n: =n } }] }
  b: { kind: service, on: { Go: [] } }
links: [{ between: [a, b], ${link} }]
`;

type Sent = EntryOf<'message.sent'>;

const requests = (simulation: Simulation): readonly Sent[] => entriesOf(simulation, 'message.sent', 'a');
const deliveredIds = (simulation: Simulation, at: string): readonly number[] =>
  entriesOf(simulation, 'message.delivered', at).map(({ message }) => message.id);
const sortedBack = (ids: readonly number[]): boolean => ids.some((id, i) => i > 0 && id < (ids[i - 1] as number));

describe('a link', () => {
  test('[LINK-1] a message takes a latency drawn from the distribution, one draw a message', () => {
    const simulation = runYaml(pair('latency: { uniform: [10ms, 40ms] }'));
    const sample = compileDistribution({ kind: 'uniform', minUs: 10 * MS, maxUs: 40 * MS });
    const random = new RandomSource(1);
    const draws = new Map([
      ['a', random.stream('a>b', 'latency')],
      ['b', random.stream('b>a', 'latency')],
    ]);
    const sent = entriesOf(simulation, 'message.sent');
    expect(sent.length).toBeGreaterThan(150);
    for (const { at, tUs, dueUs } of sent) expect(dueUs - tUs).toBe(sample(draws.get(at) as RandomStream));
    for (const { cause, tUs } of entriesOf(simulation, 'message.delivered')) {
      expect(simulation.trace.entries[cause as number]).toMatchObject({ kind: 'message.sent', dueUs: tUs });
    }
  });

  test('[LINK-2] a message never overtakes an earlier one of its direction', () => {
    const simulation = runYaml(pair('latency: { uniform: [1ms, 200ms] }', '5ms'));
    const ids = deliveredIds(simulation, 'b');
    expect(ids.length).toBeGreaterThan(1_000);
    expect(sortedBack(ids)).toBe(false);
    // Some waited for the one before: they arrive with it, though they set out later.
    const together = requests(simulation).filter(({ dueUs }, i, all) => dueUs === all[i - 1]?.dueUs);
    expect(together.length).toBeGreaterThan(300);
  });

  test('[LINK-2] the two directions do not hold each other up', () => {
    const sent = entriesOf(runYaml(pair('latency: { uniform: [1ms, 200ms] }')), 'message.sent', 'b');
    const passesRequest = sent.filter(({ dueUs, tUs }) => dueUs - tUs < 20 * MS);
    expect(passesRequest.length).toBeGreaterThan(3);
  });

  test('[LINK-3] reordering holds some back, and later ones overtake them', () => {
    const simulation = runYaml(pair('latency: 10ms, reordering: 0.3, hold: 50ms', '5ms'));
    const sent = requests(simulation);
    const held = sent.filter(({ dueUs, tUs }) => dueUs === tUs + 60 * MS);
    expect(held.length + sent.filter(({ dueUs, tUs }) => dueUs === tUs + 10 * MS).length).toBe(sent.length);
    expect(held.length / sent.length).toBeGreaterThan(0.25);
    expect(held.length / sent.length).toBeLessThan(0.35);
    expect(sortedBack(deliveredIds(simulation, 'b'))).toBe(true);
  });

  test('[LINK-4] loss drops messages halfway, and their sender is not told', () => {
    const simulation = runYaml(pair('latency: 20ms, loss: 0.3', '10ms'));
    const lost = entriesOf(simulation, 'message.dropped');
    expect(lost.length / entriesOf(simulation, 'message.sent').length).toBeGreaterThan(0.27);
    expect(lost.length / entriesOf(simulation, 'message.sent').length).toBeLessThan(0.33);
    for (const { at, reason, tUs, cause, seq } of lost) {
      const sent = simulation.trace.entries[cause as number] as Sent;
      expect({ at, reason, tUs }).toEqual({ at: 'a~b', reason: 'link-lost', tUs: sent.tUs + 10 * MS });
      expect(simulation.trace.entries.some((entry) => entry.cause === seq)).toBe(false);
    }
  });

  test('[LINK-5] duplication sends a marked copy of the same message', () => {
    const simulation = runYaml(pair('latency: 20ms, duplication: 0.3', '10ms'));
    const copies = requests(simulation).filter(({ duplicate }) => duplicate);
    const originals = requests(simulation).filter(({ duplicate }) => !duplicate);
    expect(copies.length / originals.length).toBeGreaterThan(0.25);
    expect(copies.length / originals.length).toBeLessThan(0.35);
    for (const copy of copies) {
      const original = simulation.trace.entries[copy.cause as number] as Sent;
      expect(original.message).toBe(copy.message);
      expect(original.hop).not.toBe(copy.hop);
      const delivered = entriesOf(simulation, 'message.delivered', 'b').filter(({ hop }) => hop === copy.hop);
      expect(delivered.length).toBe(copy.dueUs <= simulation.nowUs ? 1 : 0);
    }
  });

  test('[LINK-5] a copy can come through where its original gets lost', () => {
    const simulation = runYaml(pair('latency: 20ms, duplication: 1, loss: 0.5', '10ms'));
    const delivered = new Set(entriesOf(simulation, 'message.delivered').map(({ hop }) => hop));
    const copies = requests(simulation).filter(({ duplicate, hop }) => duplicate && delivered.has(hop));
    expect(copies.some(({ cause }) => !delivered.has((simulation.trace.entries[cause as number] as Sent).hop))).toBe(
      true,
    );
  });

  test('[LINK-6] a cut drops what arrives meanwhile, and no more', () => {
    const simulation = runYaml(pair('latency: 150ms'), {
      interventions: [
        { at: '1s', partition: ['a', 'b'] },
        { at: '2s', heal: ['b', 'a'] },
      ],
    });
    const dropped = new Set(entriesOf(simulation, 'message.dropped').map(({ hop }) => hop));
    expect(dropped.size).toBeGreaterThan(10);
    for (const { dueUs, hop } of entriesOf(simulation, 'message.sent')) {
      expect(dropped.has(hop), `due at ${dueUs}`).toBe(dueUs > SECOND && dueUs <= 2 * SECOND);
    }
    for (const { at, reason, seq } of entriesOf(simulation, 'message.dropped')) {
      expect({ at, reason }).toEqual({ at: 'a~b', reason: 'link-cut' });
      expect(simulation.trace.entries.some(({ cause }) => cause === seq)).toBe(false);
    }
  });

  test('[LINK-7] healing ends every fault', () => {
    const ends = ['a', 'b'] as const;
    const faults: readonly TimedInterventionDocument[] = [
      { at: '1s', partition: ends },
      { at: '1s', latency: ends, to: '90ms' },
      { at: '1s', loss: ends, probability: 0.5 },
      { at: '1s', duplication: ends, probability: 0.5 },
      { at: '1s', reordering: ends, probability: 0.5 },
    ];
    const healthy = runYaml(pair('latency: 20ms'));
    const healed = runYaml(pair('latency: 20ms'), { interventions: [...faults, { at: '2s', heal: ends }] });
    const changes = entriesOf(healed, 'state.changed', 'a~b').map(({ from, to }) => [from, to]);
    expect(changes).toEqual([
      ['ok', 'cut'],
      ['cut', 'cut+slow'],
      ['cut+slow', 'cut+slow+lossy'],
      ['cut+slow+lossy', 'cut+slow+lossy+duplicating'],
      ['cut+slow+lossy+duplicating', 'cut+slow+lossy+duplicating+reordering'],
      ['cut+slow+lossy+duplicating+reordering', 'ok'],
    ]);
    // What was held back on the way arrives first; then it is as if nothing had been.
    const later = (simulation: Simulation): readonly unknown[] =>
      requests(simulation).flatMap(({ tUs, dueUs, duplicate }) => (tUs > 3 * SECOND ? [[tUs, dueUs, duplicate]] : []));
    expect(later(healed)).toEqual(later(healthy));
    const lost = entriesOf(healed, 'message.dropped')
      .filter(({ hop }) => hop !== null)
      .map(({ cause }) => healed.trace.entries[cause as number]?.tUs);
    expect(lost.every((sentUs) => (sentUs as number) <= 2 * SECOND)).toBe(true);
  });

  test.each([
    ['latency: 90ms', { latency: ['a', 'b'], to: '10ms' }],
    ['latency: 90ms, loss: 0.9', { loss: ['a', 'b'], probability: 0.1 }],
    ['latency: 90ms', { latency: ['a', 'b'], to: { uniform: ['80ms', '100ms'] } }],
  ] as const)('[LINK-7] healing also ends a change for the better (%s)', (link, change) => {
    const was = runYaml(pair(link));
    const healed = runYaml(pair(link), {
      interventions: [{ at: '1s', ...change } as TimedInterventionDocument, { at: '2s', heal: ['a', 'b'] }],
    });
    const fates = (simulation: Simulation): readonly unknown[] =>
      requests(simulation)
        .filter(({ tUs }) => tUs > 3 * SECOND)
        .map(({ tUs, dueUs }) => dueUs - tUs);
    expect(entriesOf(healed, 'intervention.ignored')).toEqual([]);
    if (link.includes('loss')) {
      const lost = entriesOf(healed, 'message.dropped').filter(({ tUs }) => tUs > 2 * SECOND);
      expect(lost.length).toBeGreaterThan(60);
    } else expect(fates(healed)).toEqual(fates(was));
  });

  test('[LINK-8] a message for a component that is down is dropped on arrival, and nobody answers', () => {
    const simulation = runYaml(pair('latency: 20ms'), { interventions: [{ at: '1s', crash: 'b' }] });
    const dropped = entriesOf(simulation, 'message.dropped');
    expect(dropped.length).toBeGreaterThan(80);
    for (const { at, reason, to, seq, cause, tUs } of dropped) {
      expect({ at, reason, to }).toEqual({ at: 'b', reason: 'receiver-down', to: 'b' });
      expect(tUs).toBe((simulation.trace.entries[cause as number] as Sent).dueUs);
      expect(simulation.trace.entries.some((entry) => entry.cause === seq)).toBe(false);
    }
    expect(entriesOf(simulation, 'message.sent', 'b').every(({ tUs }) => tUs <= SECOND)).toBe(true);
  });

  test('[LINK-9] every hop ends once, or is still on its way', () => {
    const simulation = runYaml(pair('latency: 50ms, loss: 0.2, duplication: 0.2, reordering: 0.2'), {
      interventions: [
        { at: '3s', crash: 'b' },
        { at: '4s', restart: 'b' },
        { at: '6s', partition: ['a', 'b'] },
        { at: '7s', heal: ['a', 'b'] },
      ],
    });
    const ends = new Map<number, number>();
    for (const entry of simulation.trace.entries) {
      if ((entry.kind === 'message.delivered' || entry.kind === 'message.dropped') && entry.hop !== null)
        ends.set(entry.hop, (ends.get(entry.hop) ?? 0) + 1);
    }
    for (const { hop, dueUs } of entriesOf(simulation, 'message.sent')) {
      if (dueUs <= simulation.nowUs) expect(ends.get(hop)).toBe(1);
      else expect(ends.get(hop) ?? 0).toBeLessThanOrEqual(1);
    }
  });

  test('[LINK-11] the next message is poisoned for its receiver, in every attempt; others get theirs whole', () => {
    const simulation = runYaml(
      `
messages: { Go: { kind: command }, Gone: { kind: event } }
components:
  a:
    kind: client
    sends:
      - { command: Go, to: b, start: 200ms, every: 1s, count: 2, timeout: 1s, retry: { attempts: 3, delay: 10ms } }
      - { event: Gone, to: log, every: 1s, count: 2 }
  b: { kind: service, on: { Go: [] } }
  log: { kind: log }
  c: { kind: service, consumes: [{ from: log, retry: { attempts: 2, delay: 10ms } }], on: { Gone: [] } }
  d: { kind: service, consumes: [{ from: log }], on: { Gone: [] } }
`,
      {
        interventions: [
          { at: '500ms', poison: 'b' },
          { at: '500ms', poison: 'c' },
        ],
      },
    );
    const outcomes = (at: string): readonly string[] =>
      entriesOf(simulation, 'handler.finished', at).map(({ outcome, message }) => `${message.label} ${outcome}`);
    expect(outcomes('b')).toEqual(['1 failed', '1 failed', '1 failed', '2 done']);
    expect(outcomes('c')).toEqual(['1 failed', '1 failed', '2 done']);
    expect(outcomes('d')).toEqual(['1 done', '2 done']);
    const failed = firstOf(simulation, 'handler.finished', 'b');
    expect(failed.why).toBe('it cannot read this message, however often it tries');
    expect(causesOf(simulation, failed)).toEqual([
      'handler.finished',
      'handler.started',
      'message.delivered',
      'message.sent',
      'run.started',
    ]);
  });
});

describe('two links', () => {
  const text = `
messages: { Go: { kind: command }, Stop: { kind: command } }
components:
  a:
    kind: client
    sends:
      - { command: Go, to: b, every: { exponential: 20ms } }
      - { command: Stop, to: c, every: { exponential: 20ms } }
  b: { kind: service, on: { Go: [work: { exponential: 10ms }] } }
  c: { kind: service, on: { Stop: [work: { exponential: 10ms }] } }
links:
  - { between: [a, b], latency: { uniform: [10ms, 60ms] }, loss: 0.1, duplication: 0.1, reordering: 0.1 }
  - { between: [a, c], latency: { uniform: [10ms, 60ms] }, loss: 0.1, duplication: 0.1, reordering: 0.1 }
`;
  const ends = ['a', 'c'] as const;

  test.each<[string, TimedInterventionDocument]>([
    ['partition', { at: '1s', partition: ends }],
    ['latency', { at: '1s', latency: ends, to: { exponential: '1s' } }],
    ['loss', { at: '1s', loss: ends, probability: 0.9 }],
    ['duplication', { at: '1s', duplication: ends, probability: 0.9 }],
    ['reordering', { at: '1s', reordering: ends, probability: 0.9 }],
    ['crash', { at: '1s', crash: 'c' }],
  ])('[LINK-10] a fault on one shifts no draw of the other: %s', (_, fault) => {
    const fates = (simulation: Simulation): readonly unknown[] =>
      simulation.trace.entries.flatMap((entry) => {
        if (!('message' in entry) || typeof entry.message === 'string' || entry.message.name !== 'Go') return [];
        return [[entry.kind, entry.tUs, entry.message.label, 'dueUs' in entry ? entry.dueUs : null]];
      });
    expect(fates(runYaml(text, { interventions: [fault] }))).toEqual(fates(runYaml(text)));
  });

  const random = 'latency: { uniform: [10ms, 60ms] }';
  const latencies = (simulation: Simulation, at: string): ReadonlyMap<string, number> =>
    new Map(
      entriesOf(simulation, 'message.sent', at)
        .filter(({ duplicate }) => !duplicate)
        .map(({ message, tUs, dueUs }) => [message.label, dueUs - tUs]),
    );

  test.each(['loss', 'duplication'])(
    '[LINK-10] %s shifts no latency of the other messages of its direction',
    (fault) => {
      const healthy = latencies(runYaml(pair(random, '150ms')), 'a');
      expect(healthy.size).toBe(66);
      expect(latencies(runYaml(pair(`${random}, ${fault}: 0.5`, '150ms')), 'a')).toEqual(healthy);
    },
  );

  test('[LINK-10] what goes one way shifts nothing that goes the other', () => {
    const silent = runYaml(pair(random, '150ms'), { interventions: [{ at: '1s', crash: 'b' }] });
    expect(latencies(silent, 'a')).toEqual(latencies(runYaml(pair(random, '150ms')), 'a'));
  });
});
