import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { BreakersDrawing } from './breakers-drawing.tsx';
import { edge } from './edges.fixture.ts';
import { layoutStage } from './layout.ts';
import { serviceSpec } from './specs.fixture.ts';
import { serviceView, viewOf } from './views.fixture.ts';

const specs = [
  serviceSpec('orders', [0, 0], 'Orders', []),
  serviceSpec('payment', [1, 0], 'Payment', []),
  serviceSpec('payments', [1, 1], 'Payments', []),
];
const scenario = { components: new Map(specs.map((spec) => [spec.id, spec])) };
const layout = layoutStage(scenario, [edge('orders', 'payment'), edge('orders', 'payments')], {
  width: 1176,
  height: 524,
  portrait: false,
  scale: 1,
});

function drawn(...states: readonly (readonly [chart: string, state: string])[]): readonly string[] {
  const breakers = states.map(([chart, state]) => ({ chart, state, sinceUs: 0, why: '' }));
  const components = [serviceView('orders', { breakers }), serviceView('payment'), serviceView('payments')];
  const markup = renderToStaticMarkup(
    <BreakersDrawing view={viewOf(0, components)} links={[...layout.links.values()]} />,
  );
  return [...markup.matchAll(/data-breaker="([^"]*)"/g)].map(([, state]) => state as string);
}

it('draws a switch in the line to whom a breaker guards, and nowhere else', () => {
  expect(drawn()).toEqual([]);
  expect(drawn(['breaker payment', 'open'])).toEqual(['open']);
  expect(drawn(['breaker payment', 'closed'], ['breaker payments', 'half-open'])).toEqual(['closed', 'half-open']);
  expect(drawn(['breaker bank', 'open'])).toEqual([]);
});

it('of several breakers before one receiver it shows the one that moved last', () => {
  expect(drawn(['breaker payment', 'closed'], ['breaker payment 2', 'open'])).toEqual(['open']);
});
