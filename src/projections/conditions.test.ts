import { describe, expect, it } from 'vitest';
import { compileExpression } from '../scenario/cel.ts';
import type { Expression } from '../scenario/expression.ts';
import type { FitnessFunction } from '../scenario/scenario.ts';
import { firstInstantWhere, judge } from './conditions.ts';
import { createProjection } from './create-projection.ts';
import { verdicts } from './fitness.ts';
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
  const { holds: result, fault } = judge(condition(source), projection.at(tUs));
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

  it('that cannot be judged does not hold, and says why', () => {
    const faultOf = (source: string): string | null => judge(condition(source), view).fault;
    expect(faultOf("state('nobody') == 'up'")).toBe('`nobody` is not a component');
    expect(faultOf("lag('orders', 'payment') > 0")).toBe('`orders` is not a log, so it has no lag');
    expect(faultOf("lag('order-events', 'nobody') > 0")).toBe('no group `nobody` reads `order-events`');
    expect(faultOf("count('customer', 'lost') > 0")).toBe(
      '`customer` has no outcome `lost`; it has sent, ok, refused, failed, timeout',
    );
    expect(judge(condition("state('nobody') == 'up'"), view).holds).toBe(false);
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
  const judged = (fitness: FitnessFunction) =>
    verdicts(createProjection(sampleScenario({ fitness: [fitness] }), trace), END_US)[0];

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
