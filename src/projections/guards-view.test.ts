import { expect, test } from 'vitest';
import { scenarioOf, simulate, SECOND } from '../run/run-document.fixture.ts';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { createProjection } from './create-projection.ts';
import { judge } from './conditions.ts';
import { describe } from './narration.ts';
import type { EntryKind } from '../trace/entry.ts';

const scenario = scenarioOf(`
messages: { Go: { kind: command }, Ask: { kind: query } }
parameters: { pace: { label: Pace, min: 1, max: 9, step: 1, default: 3 } }
challenge: { text: t, holds: "param.pace == 7" }
components:
  a: { kind: client, name: Anna, sends: [{ command: Go, to: b, every: 100ms }] }
  b: { kind: service, name: Shop, workers: 9, on: { Go: [{ call: Ask, to: c, timeout: 50ms, breaker: { window: 4, minimum: 4, wait: 500ms, trials: 1 }, bulkhead: { places: 1, wait: 10ms }, rateLimit: { limit: 90, per: 10s } }] } }
  c: { kind: service, name: Pay, on: { Ask: [] } }
  late: { kind: service, name: Late, absent: true, on: {} }`);

function seen(...interventions: readonly TimedInterventionDocument[]) {
  const simulation = simulate(scenario, { interventions });
  simulation.advanceTo(10 * SECOND);
  const projection = createProjection(scenario, simulation.trace);
  const words = (kind: EntryKind): string => {
    const entry = simulation.trace.entries.find((one) => one.kind === kind);
    return entry === undefined ? '' : describe(entry, scenario);
  };
  return { projection, words };
}

test('[VIEW-26] a service shows its circuit breakers, as a view and as facts', () => {
  const { projection, words } = seen({ at: '1s', pause: 'c' }, { at: '3s', resume: 'c' });
  const shop = (tUs: number) => projection.at(tUs).components.get('b');
  expect(shop(SECOND)?.breakers).toBeUndefined();
  expect(shop(2 * SECOND)?.breakers).toMatchObject([{ chart: 'breaker c', state: 'open' }]);
  expect(shop(9 * SECOND)?.breakers).toMatchObject([{ state: 'closed', why: '1 of 1 trial calls succeeded' }]);
  expect(shop(9 * SECOND)?.facts).toEqual([['Breaker c', 'closed: 1 of 1 trial calls succeeded']]);
  expect(words('call.rejected')).toMatch(/^Shop does not send Ask \d+: the circuit breaker before Pay is open$/);
});

test('[VIEW-27] a component that pauses, or is not there yet, says so', () => {
  const { projection } = seen({ at: '1s', pause: 'c' }, { at: '3s', resume: 'c' }, { at: '5s', subscribe: 'late' });
  const states = (tUs: number) => ['c', 'late'].map((id) => projection.at(tUs).components.get(id)?.life.state);
  expect(states(0)).toEqual(['up', 'absent']);
  expect(states(2 * SECOND)).toEqual(['paused', 'absent']);
  expect(states(4 * SECOND)).toEqual(['up', 'absent']);
  expect(states(6 * SECOND)).toEqual(['up', 'up']);
});

test('[VIEW-27] a paused component that was slow is slow again', () => {
  const { projection } = seen({ at: '1s', slow: 'c', by: 3 }, { at: '2s', pause: 'c' }, { at: '3s', resume: 'c' });
  expect([2.5, 4].map((s) => projection.at(s * SECOND).components.get('c')?.life)).toMatchObject([
    { state: 'paused', factor: 3 },
    { state: 'slow', factor: 3 },
  ]);
});

test('[VIEW-28] conditions read a parameter as it is at their instant', () => {
  const { projection, words } = seen({ at: '5s', 'set-parameter': 'pace', to: 7 });
  const { holds } = scenario.challenge as NonNullable<typeof scenario.challenge>;
  expect([4, 6, 4].map((s) => judge(holds, projection.at(s * SECOND), projection).holds)).toEqual([false, true, false]);
  expect(words('parameter.changed')).toBe('The parameter pace goes from 3 to 7');
});

test('what people do is told in words', () => {
  const { words, projection } = seen(
    { at: '1s', scale: 'b', workers: 1 },
    { at: '2s', skew: 'b', by: '-2s' },
    { at: '3s', skew: 'b', by: '0s' },
  );
  expect(words('component.scaled')).toBe('Shop has 1 worker instead of 9');
  expect(words('clock.skewed')).toBe('The clock of Shop is 2 s behind');
  expect(projection.at(2.5 * SECOND).components.get('b')?.skewUs).toBe(-2 * SECOND);
});

test('what guards hold back is told in words', () => {
  const { words } = seen({ at: '50ms', burst: 'a', extra: 3 }, { at: '60ms', slow: 'c', by: 1 });
  expect(words('call.held')).toMatch(
    /^Shop keeps Go|^Shop keeps Ask \d+ back until a place before Pay is free, 10 ms at most$/,
  );
});
