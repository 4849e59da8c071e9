import { it } from 'vitest';
import { edge } from '../edges.fixture.ts';
import { FlightPaths } from '../flight-path.ts';
import { layoutStage } from '../layout.ts';
import { clientSpec, logSpec, serviceSpec } from '../specs.fixture.ts';
import { trafficOf } from '../traffic.ts';
import { flight } from '../views.fixture.ts';
it('bench', () => {
  const specs = [clientSpec('client', [0, 0], 'Client'), serviceSpec('orders', [1, 0], 'Orders', []), logSpec('topic', [2, 0], 1), serviceSpec('payment', [3, 0], 'Payment', [])];
  const layout = layoutStage({ components: new Map(specs.map((s) => [s.id, s])) }, [edge('client', 'orders'), edge('orders', 'topic', 'send'), edge('topic', 'payment', 'subscribe')], { width: 1176, height: 524, portrait: false, scale: 1 });
  const paths = new FlightPaths(layout);
  const fl = Array.from({ length: 5000 }, (_, i) => (i % 2 ? flight(i, 'client', 'orders', { sentUs: i }) : flight(i, 'topic', 'payment', { passage: 'fetch', sentUs: i })));
  for (let r = 0; r < 5; r++) { const a = performance.now(); for (let k = 0; k < 20; k++) trafficOf(fl, paths, { tUs: 50_000, followed: null }); console.log((performance.now() - a) / 20); }
  const a = performance.now(); for (let k = 0; k < 10; k++) layoutStage({ components: new Map(specs.map((s) => [s.id, s])) }, [edge('client', 'orders')], { width: 700 + k, height: 524, portrait: false, scale: 1 }); console.log('layout', (performance.now() - a) / 10);
});
