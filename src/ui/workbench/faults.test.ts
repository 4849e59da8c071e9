import { describe, expect, it } from 'vitest';
import type { ComponentView, View } from '../../projections/view.ts';
import type { ComponentSpec, Scenario } from '../../scenario/scenario.ts';
import { faultForKey, faultsOf } from './faults.ts';

const base = { at: [0, 0] as const, about: '' };
const specs: readonly ComponentSpec[] = [
  {
    ...base,
    id: 'client',
    name: 'Client',
    kind: 'client',
    sends: [
      {
        message: 'PlaceOrder',
        to: 'orders',
        arrivals: { kind: 'open', every: { kind: 'constant', valueUs: 1 } },
        startUs: 0,
        stopUs: null,
        count: null,
        firstNumber: 1,
        data: { source: '{}', evaluate: () => ({}) },
        key: null,
        timeoutUs: null,
        retry: null,
        oneWay: false,
      },
    ],
  },
  {
    ...base,
    id: 'orders',
    name: 'Orders',
    kind: 'service',
    workers: 1,
    queueLimit: null,
    restartUs: 1,
    handlers: new Map(),
    consumes: [],
  },
  { ...base, id: 'events', name: 'events', kind: 'log', partitions: 1 },
];
const scenario = { components: new Map(specs.map((spec) => [spec.id, spec])), links: [] } as unknown as Scenario;

function viewWith(state: ComponentView['life']['state'], link = 'ok'): View {
  const life = { state, sinceUs: 0, untilUs: null, factor: 1 };
  return {
    tUs: 0,
    count: 0,
    components: new Map(specs.map(({ id }) => [id, { id, life, interfaces: [] } as unknown as ComponentView])),
    flights: [],
    links: new Map([['client~orders', { id: 'client~orders', state: link, sinceUs: 0, why: '' }]]),
  };
}

const keys = (view: View, selected: string): (string | null)[] =>
  faultsOf(scenario, view, selected).map(({ key }) => key);

describe('faults', () => {
  it('fit what is selected', () => {
    expect(keys(viewWith('up'), 'orders')).toEqual(['X', 'S', 'P']);
    expect(keys(viewWith('up'), 'client')).toEqual(['P', 'V']);
    expect(keys(viewWith('up'), 'events')).toEqual(['X']);
    expect(keys(viewWith('up'), 'client~orders')).toEqual(['X', 'S', 'L', null, null]);
    expect(keys(viewWith('up'), 'nobody')).toEqual([]);
  });

  it('turn into their mending once they are there', () => {
    expect(faultForKey(scenario, viewWith('crashed'), 'orders', 'R')?.does).toEqual({
      kind: 'restart',
      component: 'orders',
    });
    expect(faultForKey(scenario, viewWith('crashed'), 'orders', 'X')).toBeNull();
    expect(faultForKey(scenario, viewWith('slow'), 'orders', 'S')?.does).toMatchObject({ kind: 'slow', factor: 1 });
    expect(faultForKey(scenario, viewWith('up', 'slow+cut'), 'client~orders', 'R')?.does).toMatchObject({
      kind: 'heal',
    });
    expect(faultForKey(scenario, viewWith('up', 'lossy'), 'client~orders', 'L')?.does).toMatchObject({
      kind: 'loss',
      probability: 0,
    });
  });

  it('let L act on the first link of a selected component', () => {
    expect(faultForKey(scenario, viewWith('up'), 'orders', 'L')?.does).toEqual({
      kind: 'loss',
      link: ['client', 'orders'],
      probability: 0.3,
    });
  });
});
