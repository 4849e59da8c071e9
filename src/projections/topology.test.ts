import { expect, it } from 'vitest';
import type { ComponentSpec, ServiceSpec } from '../scenario/scenario.ts';
import type { Statement } from '../scenario/program.ts';
import { sampleScenario } from './sample-scenario.ts';
import { topologyOf } from './topology.ts';

const none = { order: null, group: null, mark: null };

it('[VIEW-24] has one edge per way that messages take', () => {
  expect(topologyOf(sampleScenario())).toMatchObject([
    { from: 'customer', to: 'orders', mode: 'call', messages: ['PlaceOrder'], ...none },
    { from: 'orders', to: 'stock', mode: 'call', messages: ['Reserve'], ...none },
    { from: 'orders', to: 'order-events', mode: 'send', messages: ['OrderPlaced'], ...none },
    {
      from: 'order-events',
      to: 'payment',
      mode: 'subscribe',
      messages: ['OrderPlaced'],
      order: null,
      group: 'payment',
      mark: 'P',
    },
    {
      from: 'order-events',
      to: 'kitchen',
      mode: 'subscribe',
      messages: ['OrderPlaced'],
      order: null,
      group: 'kitchen',
      mark: 'K',
    },
  ]);
});

it('[VIEW-24] numbers the calls of a handler that calls several, in their order, also inside an if and a fallback', () => {
  const template = { source: '', evaluate: () => null };
  const call = (line: number, to: string, fallback: readonly Statement[] | null = null): Statement => ({
    op: 'call',
    line,
    message: `To ${to}`,
    to,
    data: template,
    timeoutUs: null,
    retry: null,
    as: null,
    fallback,
  });
  const condition = { source: 'true', evaluate: () => true };
  const statements: readonly Statement[] = [
    call(2, 'payment'),
    { op: 'if', line: 3, condition, then: [call(4, 'kitchen', [call(5, 'stock')])], otherwise: [] },
    call(6, 'payment'),
  ];
  const scenario = sampleScenario();
  const orders = scenario.components.get('orders') as ServiceSpec;
  const changed: ServiceSpec = {
    ...orders,
    handlers: new Map([['PlaceOrder', { message: 'PlaceOrder', statements, lines: [] }]]),
  };
  const components = new Map<string, ComponentSpec>([...scenario.components, ['orders', changed]]);
  const edges = topologyOf(sampleScenario({ components })).filter(({ from }) => from === 'orders');
  expect(edges.map(({ to, order, messages }) => [to, order, messages])).toEqual([
    ['payment', 1, ['To payment']],
    ['kitchen', 2, ['To kitchen']],
    ['stock', 3, ['To stock']],
  ]);
  expect(new Set(edges.map(({ id }) => id)).size).toBe(3);
});
