import { describe, expect, test } from 'vitest';
import type { Entry } from '../trace/entry.ts';
import { BOUNDS } from './run-budget.ts';
import { createSimulation, streamSimulation } from './simulation.ts';
import { entriesOf, runYaml, scenarioOf, SECOND } from './run-document.fixture.ts';

const input = { seed: 1, variant: null, parameters: {}, interventions: [] };

const crowd = (every: string): string => `
messages: { Go: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Go, to: b, every: ${every} }] }
  b: { kind: service, on: { Go: [] } }
`;

describe('entries in one second', () => {
  test('[RUN-7] more than 250,000 end the run, which says so', () => {
    const text = crowd('100us').replace('sends: [', `sends: [${'{ event: Go, to: b, every: 100us },'.repeat(9)}`);
    const simulation = runYaml(text);
    const { entries } = simulation.trace;
    expect(entries.at(-1)).toMatchObject({
      kind: 'limit.reached',
      at: 'run',
      why: 'More than 250000 things happen within one second: too many to simulate. The run ends here.',
    });
    expect(entries.length).toBeLessThan(250_100);
    expect(simulation.nextDueUs()).toBe(undefined);
  });

  test('[RUN-7] each second has its own', () => {
    const bounded = createSimulation(scenarioOf(crowd('1ms')), input, { ...BOUNDS, entriesPerSecond: 4_100 });
    bounded.advanceTo(5 * SECOND);
    expect(entriesOf(bounded, 'limit.reached')).toEqual([]);
    expect(bounded.trace.entries.length).toBeGreaterThan(19_000);
  });
});

describe('what expressions look at', () => {
  const greedy = (handler: string, every = '100ms'): string => `
messages: { Go: { kind: event } }
components:
  a: { kind: client, sends: [{ event: Go, to: b, every: ${every} }] }
  b: { kind: service, workers: 9, on: { Go: ${handler} } }
`;
  const cube = (n: number): string => {
    const list = `[${Array.from({ length: n }, (_, i) => i).join(',')}]`;
    return `=${list}.map(a, ${list}.map(b, ${list}.filter(c, c == a + b)))`;
  };
  const looks = `[{ dedupe: '${cube(14)}' }]`;

  test('[RUN-8] ends the run and fails the handler that meets the bound', () => {
    const simulation = createSimulation(scenarioOf(greedy(looks)), input, { ...BOUNDS, stepsPerSecond: 40_000 });
    simulation.advanceTo(5 * SECOND);
    expect(simulation.trace.entries.at(-1)).toMatchObject({
      kind: 'limit.reached',
      why: 'Expressions look at more than 40000 things within one second: too many to simulate. The run ends here.',
    });
    expect(entriesOf(simulation, 'handler.finished').at(-1)).toMatchObject({
      outcome: 'failed',
      why: 'the expressions of this run look at too much within one second',
    });
    expect(simulation.nextDueUs()).toBe(undefined);
  });

  test('[RUN-8] each second has its own', () => {
    const simulation = createSimulation(scenarioOf(greedy(looks, '1s')), input, { ...BOUNDS, stepsPerSecond: 40_000 });
    simulation.advanceTo(20 * SECOND);
    expect(entriesOf(simulation, 'limit.reached')).toEqual([]);
    expect(entriesOf(simulation, 'handler.finished').length).toBe(19);
  });

  test('[RUN-8] what is cheap counts too', () => {
    const scenario = scenarioOf(greedy('[{ dedupe: =meta.label }]', '10ms'));
    const simulation = createSimulation(scenario, input, { ...BOUNDS, stepsPerSecond: 50 });
    simulation.advanceTo(SECOND);
    expect(simulation.trace.entries.at(-1)).toMatchObject({ kind: 'limit.reached' });
  });
});

test('[RUN-9] listening to a run tells the entries that it would keep', () => {
  const scenario = scenarioOf(crowd('{ exponential: 5ms }'));
  const heard: Entry[] = [];
  const stream = streamSimulation(scenario, input, (entry) => heard.push(entry));
  const kept = createSimulation(scenario, input);
  for (const run of [stream, kept]) run.advanceTo(3 * SECOND);
  expect(heard.length).toBeGreaterThan(2_000);
  expect(heard).toEqual(kept.trace.entries);
  expect(stream.nextDueUs()).toBe(kept.nextDueUs());
  expect(stream.comeToRest(SECOND)).toBe(true);
});
