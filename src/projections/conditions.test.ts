import { describe, expect, it } from 'vitest';
import { compileExpression } from '../scenario/cel.ts';
import type { Expression } from '../scenario/expression.ts';
import type { FitnessFunction } from '../scenario/scenario.ts';
import { firstInstantWhere, judge } from './conditions.ts';
import { createProjection } from './create-projection.ts';
import { verdictsOn } from './fitness/verdicts.ts';
import { END_US, sampleTrace } from './sample-run.spec.ts';
import { sampleScenario } from './sample-scenario.ts';
import type { ClientView, LogView, ServiceView } from './view.ts';

const trace = sampleTrace({
  seed: 4,
  interventions: [{ atUs: 500_000, what: { kind: 'crash', component: 'payment' } }],
});
const scenario = sampleScenario();
const projection = createProjection(scenario, trace);

function condition(source: string): Expression {
  const compiled = compileExpression(source, 'condition');
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.expression;
}

function holds(source: string, tUs: number): boolean {
  const { holds: result, fault } = judge(condition(source), projection.at(tUs), projection);
  expect(fault).toBeNull();
  return result;
}

describe('[VIEW-20] a condition', () => {
  const view = projection.at(END_US);
  const orders = view.components.get('orders') as ServiceView;
  const customer = view.components.get('customer') as ClientView;
  const log = view.components.get('order-events') as LogView;

  it('reads tables as lists of rows with their keys', () => {
    expect(holds(`orders.orders.size() == ${orders.tables[0]?.size}`, END_US)).toBe(true);
    expect(holds('orders.orders.all(o, o.key == o.orderId)', END_US)).toBe(true);
    expect(holds('payment.charges.all(c, orders.orders.exists(o, o.orderId == c.orderId))', END_US)).toBe(true);
    expect(holds('orders.orders.all(o, payment.charges.exists(c, c.orderId == o.orderId))', END_US)).toBe(false);
    expect(holds('payment.charges.size() == 0', 0)).toBe(true);
    expect(holds("component('order-events') == {}", END_US)).toBe(true);
  });

  it('asks about the view', () => {
    expect(holds(`lag('order-events', 'payment') == ${log.groups[0]?.lag}`, END_US)).toBe(true);
    expect(
      holds(
        `count('customer', 'sent') == ${customer.sent} && count('customer', 'ok') == ${customer.outcomes.ok}`,
        END_US,
      ),
    ).toBe(true);
    expect(holds(`count('orders', 'done') == ${orders.counts.done}`, END_US)).toBe(true);
    expect(holds("state('payment') == 'crashed' && state('orders') == 'up'", END_US)).toBe(true);
    expect(holds(`entries('orders') == ${orders.entryCount}`, END_US)).toBe(true);
    expect(holds(`last('customer') == '${customer.last?.outcome}' && line('payment') == 0`, END_US)).toBe(true);
    expect(holds("last('customer') == ''", 0)).toBe(true);
    expect(holds(`now() == 2.0 && inflight() == ${view.flights.length}`, END_US)).toBe(true);
  });

  it('[CEL-13] asks for metrics of the run so far', () => {
    const { entries } = trace;
    const latencies = entries.flatMap((entry) => (entry.kind === 'request.completed' ? [entry.latencyUs] : []));
    latencies.sort((a, b) => a - b);
    const median = (latencies[Math.ceil(latencies.length / 2) - 1] as number) / 1_000;
    expect(holds(`p('customer', 50) == ${median}`, END_US)).toBe(true);
    expect(holds(`p('customer', 100) == ${(latencies.at(-1) as number) / 1_000}`, END_US)).toBe(true);
    expect(holds("p('customer', 99) == 0 && throughput('customer') == 0 && errorRate('customer') == 0", 0)).toBe(true);

    const started = new Map<number, number>();
    const took: number[] = [];
    for (const entry of entries) {
      if (entry.at !== 'orders') continue;
      if (entry.kind === 'handler.started') started.set(entry.task, entry.tUs);
      if (entry.kind === 'handler.finished') took.push(entry.tUs - (started.get(entry.task) as number));
    }
    expect(holds(`p('orders', 100) == ${Math.max(...took) / 1_000}`, END_US)).toBe(true);

    expect(holds(`throughput('customer') == ${customer.outcomes.ok / 2}`, END_US)).toBe(true);
    expect(holds(`throughput('orders') == ${orders.counts.done / 2}`, END_US)).toBe(true);
    expect(
      holds(`throughput('order-events') == ${log.partitions.reduce((sum, { end }) => sum + end, 0) / 2}`, END_US),
    ).toBe(true);
    const { ok, refused, failed, timeout } = customer.outcomes;
    const errors = refused + failed + timeout;
    expect(errors).toBeGreaterThan(0);
    expect(holds(`errorRate('customer') == ${errors} / ${ok + errors}`, END_US)).toBe(true);

    const crashes = "happened('component.crashed', 'payment')";
    expect(holds(`${crashes} == 0`, 499_999)).toBe(true);
    expect(holds(`${crashes} == 1`, 500_000)).toBe(true);

    // Payment is down since 0.5 s: the oldest record that it has not committed gets older with the run.
    const [first] = entries.flatMap((entry) => (entry.kind === 'log.appended' && entry.tUs > 500_000 ? [entry] : []));
    const oldestMs = (END_US - (first?.tUs as number)) / 1_000;
    expect(holds(`staleness('order-events', 'payment') >= ${oldestMs}`, END_US)).toBe(true);
    expect(holds("staleness('order-events', 'payment') == 0", 0)).toBe(true);
  });

  it('reads the parameters of the run', () => {
    const rate = { name: 'rate', label: 'Rate', min: 0, max: 9, step: 1, initial: 7, unit: '' };
    const scenario7 = sampleScenario({ parameters: new Map([['rate', rate]]) });
    const seven = createProjection(scenario7, trace);
    expect(judge(condition('param.rate == 7'), seven.at(0), seven)).toEqual({ holds: true, fault: null });
  });

  it('that cannot be judged does not hold, and says why', () => {
    const faultOf = (source: string): string | null => judge(condition(source), view, projection).fault;
    expect(faultOf("state('nobody') == 'up'")).toBe('`nobody` is not a component');
    expect(faultOf("lag('orders', 'payment') > 0")).toBe('`orders` is not a log, so it has no lag');
    expect(faultOf("lag('order-events', 'nobody') > 0")).toBe('no group `nobody` reads `order-events`');
    expect(faultOf("count('customer', 'lost') > 0")).toBe(
      '`customer` has no outcome `lost`; it has sent, ok, refused, failed, timeout',
    );
    expect(faultOf("errorRate('order-events') > 0")).toBe('`order-events` is a log, whose error rate is not measured');
    expect(faultOf("p('customer', count('customer', 'sent') * 0) > 0")).toBe(
      'a percentile is a number over 0 and up to 100, such as 99',
    );
    expect(judge(condition("state('nobody') == 'up'"), view, projection).holds).toBe(false);
  });
});

describe('[VIEW-21] the search for the first instant', () => {
  it('finds where a condition begins to hold', () => {
    const foundUs = firstInstantWhere(
      condition("lag('order-events', 'payment') >= 5"),
      projection,
      0,
      END_US,
    ) as number;
    expect(projection.lagSteps('order-events', 'payment', 0, END_US).find(({ lag }) => lag >= 5)?.tUs).toBe(foundUs);
    expect(holds("lag('order-events', 'payment') >= 5", foundUs - 1)).toBe(false);
  });

  it('looks at both ends', () => {
    const crashed = condition("state('payment') == 'crashed'");
    expect(firstInstantWhere(crashed, projection, 700_000, END_US)).toBe(700_000);
    expect(firstInstantWhere(crashed, projection, 0, 499_999)).toBeNull();
    expect(firstInstantWhere(condition('now() >= 1.2345'), projection, 1_234_499, 1_234_500)).toBe(1_234_500);
  });
});

describe('[VIEW-22] a fitness function', () => {
  const aFunction = (when: FitnessFunction['when'], source: string): FitnessFunction => ({
    name: source,
    holds: condition(source),
    when,
  });
  const judged = (fitness: FitnessFunction) => verdictsOn(sampleScenario({ fitness: [fitness] }), trace, END_US)[0];

  it('that must always hold is broken at the first instant at which it does not', () => {
    expect(judged(aFunction('always', "state('payment') == 'up'"))).toMatchObject({
      holds: false,
      atUs: 500_000,
      fault: null,
    });
    expect(judged(aFunction('always', "state('orders') == 'up'"))).toMatchObject({ holds: true, atUs: END_US });
  });

  it('for the quiet end is judged there only', () => {
    expect(judged(aFunction('quiescent', "state('payment') == 'crashed'"))).toMatchObject({
      holds: true,
      atUs: END_US,
    });
    expect(judged(aFunction('quiescent', "state('nobody') == 'up'"))).toMatchObject({
      holds: false,
      fault: '`nobody` is not a component',
    });
  });
});
