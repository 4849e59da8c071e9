import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { entriesOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const TIMEOUT_MS = 80;

const setups = fc.record({
  places: fc.integer({ min: 1, max: 4 }),
  waitMs: fc.constantFrom(0, 30, 200),
  limit: fc.integer({ min: 1, max: 12 }),
  perMs: fc.constantFrom(100, 250, 1_000),
  attempts: fc.integer({ min: 1, max: 4 }),
  jitter: fc.constantFrom('none', 'full', 'equal', 'decorrelated'),
  window: fc.integer({ min: 2, max: 8 }),
  product: fc.constantFrom('resilience4j', 'opossum'),
  workMs: fc.constantFrom(1, 40, 70, 120),
  seed: fc.nat(1_000),
  outages: fc.array(
    fc.record({
      who: fc.constantFrom('b', 'c'),
      what: fc.constantFrom('crash', 'pause'),
      atMs: fc.nat({ max: 3_000 }),
      forMs: fc.integer({ min: 1, max: 1_500 }),
    }),
    { maxLength: 3 },
  ),
});
type Setup = typeof setups extends fc.Arbitrary<infer S> ? S : never;

function play({
  places,
  waitMs,
  limit,
  perMs,
  attempts,
  jitter,
  window,
  product,
  workMs,
  seed,
  outages,
}: Setup): Simulation {
  const breaker = `{ product: ${product}, window: ${product === 'opossum' ? '1s' : window}, minimum: ${window}, wait: 300ms }`;
  const interventions = outages.flatMap(({ who, what, atMs, forMs }): TimedInterventionDocument[] => [
    { at: `${atMs}ms`, [what]: who } as unknown as TimedInterventionDocument,
    { at: `${atMs + forMs}ms`, [what === 'crash' ? 'restart' : 'resume']: who } as unknown as TimedInterventionDocument,
  ]);
  return runYaml(
    `
messages: { Go: { kind: command }, Ask: { kind: query } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: { exponential: 25ms }, count: 120 }] }
  b: { kind: service, workers: 40, restart: 10ms, on: { Go: [{ call: Ask, to: c, timeout: ${TIMEOUT_MS}ms, breaker: ${breaker}, bulkhead: { places: ${places}, wait: ${waitMs}ms }, rateLimit: { limit: ${limit}, per: ${perMs}ms, wait: 400ms }, retry: { attempts: ${attempts}, delay: 20ms, backoff: exponential, jitter: ${jitter}, max: 90ms, budget: { capacity: 60 } } }] } }
  c: { kind: service, workers: 3, restart: 10ms, on: { Ask: [work: ${workMs}ms] } }`,
    { interventions, seed, untilUs: 20 * SECOND },
  );
}

/** How often the most frequent of them is there. */
function most(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

test('[GUARD-3] [GUARD-5] [GUARD-6] [GUARD-8] guards keep their promises, whatever happens', () => {
  let calls = 0;
  fc.assert(
    fc.property(setups, (setup) => {
      const simulation = play(setup);
      const paused = setup.outages.some(({ who, what }) => who === 'b' && what === 'pause');
      const crashes = entriesOf(simulation, 'component.crashed', 'b').map(({ tUs }) => tUs);
      const sent = entriesOf(simulation, 'message.sent', 'b').filter(
        ({ message }) => message.name === 'Ask' && message.kind === 'query',
      );
      calls += sent.length;
      const inside = new Set<number>();
      const held = new Set<number>();
      let state = 'closed';
      for (const entry of simulation.trace.entries) {
        if (entry.at !== 'b') continue;
        if (entry.kind === 'component.crashed') inside.clear();
        else if (entry.kind === 'state.changed' && entry.chart === 'breaker c') state = entry.to;
        else if (entry.kind === 'message.delivered' && entry.passage === 'reply')
          inside.delete(entry.message.inReplyTo as number);
        else if (entry.kind === 'call.held') held.add(entry.message.id);
        else if (entry.kind === 'call.timed-out') inside.delete(entry.message.id);
        else if (entry.kind === 'message.sent' && entry.passage === 'call') {
          inside.add(entry.message.id);
          expect(inside.size).toBeLessThanOrEqual(setup.places);
          // What waits inside the breaker was let through before it opened.
          if (!held.delete(entry.message.id)) expect(state).not.toBe('open');
        }
      }
      // Periods are counted from 0. A crash forgets them; what a pause held back comes late.
      // What waits for a place inside was let through in an earlier period.
      if (!paused && crashes.length === 0 && setup.waitMs === 0)
        expect(most(sent.map(({ tUs }) => Math.floor(tUs / (setup.perMs * MS))))).toBeLessThanOrEqual(setup.limit);
      // Every request that reached the caller ends once, unless a crash took it.
      const ended = entriesOf(simulation, 'handler.finished', 'b').map(({ task }) => task);
      expect(new Set(ended).size).toBe(ended.length);
      const started = entriesOf(simulation, 'handler.started', 'b').map(({ task }) => task);
      expect(new Set(started)).toEqual(new Set(ended));
      expect(most(sent.map(({ message }) => message.id))).toBeLessThanOrEqual(setup.attempts);
    }),
    { numRuns: 90 },
  );
  expect(calls).toBeGreaterThan(2_000);
});
