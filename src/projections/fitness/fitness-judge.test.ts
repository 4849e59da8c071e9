import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invariant } from '../../kernel/invariant.ts';
import { randomRun, simulationOf } from '../../run/random-run.fixture.ts';
import { compileExpression } from '../../scenario/cel.ts';
import type { Expression } from '../../scenario/expression.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { FitnessFunction, Scenario } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import type { Trace } from '../../trace/trace.ts';
import { judge } from '../conditions.ts';
import { createProjection } from '../create-projection.ts';
import { sampleTrace, upTo } from '../sample-run.spec.ts';
import { sampleScenario } from '../sample-scenario.ts';
import { readingOf } from './facet.ts';
import { verdictsOn } from './verdicts.ts';

const END_US = 2_000_000;

function condition(source: string): Expression {
  const compiled = compileExpression(source, 'condition');
  invariant(compiled.ok, () => `${source}: ${compiled.ok ? '' : compiled.message}`);
  return compiled.expression;
}

const always = (source: string): FitnessFunction => ({ name: source, holds: condition(source), when: 'always' });

/** Every function that a condition can ask, of components that every random scenario has, with a bound that some runs reach. */
const aCondition = fc
  .tuple(
    fc.constantFrom(
      "count('c0', 'sent') <= N",
      "count('c0', 'ok') + count('c0', 'timeout') <= N",
      "count('s0', 'done') <= N",
      "count('s0', 'crashed') == 0",
      "count('s0', 'rejected') <= N",
      "state('s0') == 'up'",
      "state('c0') != 'crashed'",
      "entries('s0') <= N * 5",
      "last('c0') != 'failed'",
      'now() < double(N) / 5.0',
      'inflight() <= N',
      "p('c0', 50) < double(N) * 20.0",
      "p('s0', 99) < double(N) * 20.0",
      "throughput('s0') <= double(N)",
      "throughput('c0') <= double(N)",
      "errorRate('c0') < 0.5",
      "errorRate('s0') < 0.3",
      "happened('message.dropped', 's0') <= N",
      "happened('statement.started', 's0') <= N * 2",
      "size(component('s0')) <= 1",
      "line('s0') <= N",
      "missing('s0') == 0",
      'has(s0.t) && s0.t.size() > N ? s0.t[N].times == 1 : true',
      '!has(s0.t) || s0.t.all(row, row.times <= 2)',
      "!has(s0.t) || s0.t.exists(row, row.key == '3') || count('s0', 'done') <= N",
    ),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([source, n]) => source.replaceAll('N', String(n)).replace("missing('s0')", "count('s0', 'missing')"));

/** The definition, word for word: judged wherever something happens, on what can be seen there. */
function brokenAtUs({ holds }: FitnessFunction, scenario: Scenario, trace: Trace): number | null {
  const projection = createProjection(scenario, trace);
  for (let tUs = 0; ; tUs = Math.min(projection.nextInstantUs(tUs) ?? END_US, END_US)) {
    if (!judge(holds, projection.at(tUs), projection).holds) return tUs;
    if (tUs >= END_US) return null;
  }
}

/** Whether it holds after the first `count` entries. */
function holdsAfter({ holds }: FitnessFunction, scenario: Scenario, trace: Trace, count: number): boolean {
  const prefix = { entries: trace.entries.slice(0, count) };
  const fresh = createProjection(scenario, prefix);
  return judge(holds, fresh.at(prefix.entries.at(-1)?.tUs ?? 0), fresh).holds;
}

describe('[VIEW-22] what must always hold', () => {
  test('is judged entry by entry as from scratch, in any small scenario under any faults', () => {
    let broken = 0;
    fc.assert(
      fc.property(randomRun, fc.array(aCondition, { minLength: 1, maxLength: 4 }), (run, sources) => {
        const loaded = loadScenario(run.document);
        invariant(loaded.ok, 'random scenarios load');
        const scenario = { ...loaded.scenario, fitness: sources.map(always) };
        const simulation = simulationOf(run);
        simulation.advanceTo(END_US);
        const { trace } = simulation;
        for (const [i, verdict] of verdictsOn(scenario, trace, END_US).entries()) {
          const fitness = scenario.fitness[i] as FitnessFunction;
          const expectedUs = brokenAtUs(fitness, scenario, trace);
          expect([verdict.expression, verdict.holds, verdict.atUs]).toEqual([
            fitness.name,
            expectedUs === null,
            expectedUs ?? END_US,
          ]);
          if (verdict.entry === null) continue;
          broken++;
          expect(holdsAfter(fitness, scenario, trace, verdict.entry + 1)).toBe(false);
          expect(holdsAfter(fitness, scenario, trace, verdict.entry)).toBe(verdict.entry > 0);
        }
      }),
      { numRuns: 70 },
    );
    expect(broken).toBeGreaterThan(10);
  });

  test('is followed without a projection, but for what only a projection knows', () => {
    const scenario = sampleScenario();
    const read = (source: string) => readingOf(condition(source), scenario);
    expect(read("payment.charges.size() > 0 && state('orders') == 'up'")?.facets.size).toBe(2);
    expect(read('now() > 1')).toMatchObject({ time: true, flights: false });
    expect(read("lag('order-events', 'payment') == 0")).toBeNull();
    expect(read('param.rate > 1')).toMatchObject({ parameters: true, time: false });
    expect(read('orders.orders.all(o, state(o.key) == "up")')).toBeNull();
  });
});

test('[VIEW-22] a parameter that is set during the run counts from then on', () => {
  const rate = { name: 'rate', label: 'Rate', min: 0, max: 9, step: 1, initial: 1, unit: '' };
  const parameters = new Map([['rate', rate]]);
  const scenario = sampleScenario({ parameters, fitness: [always('param.rate == 1')] });
  const before = sampleTrace({ seed: 1, interventions: [] }).entries.filter(({ tUs }) => tUs <= 600_000);
  const set: Entry = {
    seq: before.length,
    tUs: 600_000,
    at: 'run',
    cause: null,
    kind: 'parameter.changed',
    parameter: 'rate',
    from: 1,
    to: 2,
  };
  const [verdict] = verdictsOn(scenario, { entries: [...before, set] }, END_US);
  expect(verdict).toMatchObject({ holds: false, atUs: 600_000, entry: before.length });
});

describe('[VIEW-22] what must hold at rest', () => {
  const trace = sampleTrace({
    seed: 4,
    interventions: [{ atUs: 500_000, what: { kind: 'crash', component: 'payment' } }],
  });
  const END = 2_000_000;

  test.each(["state('payment') == 'up'", "lag('order-events', 'payment') == 0 || state('payment') == 'up'"])(
    'names the last entry, and where it stopped holding for good (%s)',
    (source) => {
      const scenario = sampleScenario({ fitness: [{ ...always(source), when: 'quiescent' }] });
      const [followed] = verdictsOn(scenario, trace, END, END, { follow: true });
      expect(followed).toMatchObject({ holds: false, atUs: END, entry: upTo(trace, END).entries.length - 1 });
      const since = followed?.since?.entry as number;
      const [fitness] = scenario.fitness as [FitnessFunction];
      expect(holdsAfter(fitness, scenario, trace, since)).toBe(true);
      for (let count = since + 1; count < trace.entries.length; count += 25)
        expect(holdsAfter(fitness, scenario, trace, count)).toBe(false);
      expect(verdictsOn(scenario, trace, END)[0]).toMatchObject({ holds: false, since: null });
    },
  );
});
