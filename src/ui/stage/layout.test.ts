import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComponentSpec } from '../../scenario/scenario.ts';
import { edge } from './edges.fixture.ts';
import { hits } from './routes.ts';
import { layoutStage } from './layout.ts';
// It adds itself.
// oxlint-disable-next-line import/no-unassigned-import
import './portrait.ts';
import type { StageLayout } from './placed.ts';
import { touch } from './placed.ts';
import { clientSpec, logSpec, serviceSpec } from './specs.fixture.ts';

const NAMES = ['Orders', 'Payment', 'Notification', 'Kitchen', 'Very long component name', 'X'];

const component = (
  id: string,
  kind: ComponentSpec['kind'],
  at: readonly [number, number],
  name: string,
): ComponentSpec => {
  if (kind === 'client') return clientSpec(id, at, name);
  return kind === 'log' ? logSpec(id, at, 3, name) : serviceSpec(id, at, name, ['rows']);
};

const grids = fc.array(
  fc.record({
    kind: fc.constantFrom<ComponentSpec['kind']>('client', 'service', 'service', 'service', 'log'),
    column: fc.integer({ min: 0, max: 8 }).map((n) => n / 2),
    row: fc.integer({ min: 0, max: 8 }).map((n) => n / 2),
    name: fc.constantFrom(...NAMES),
  }),
  { minLength: 1, maxLength: 12 },
);

const spaces = fc.constantFrom(
  { width: 772, height: 524, portrait: false, scale: 1 },
  { width: 620, height: 420, portrait: false, scale: 1 },
  { width: 1176, height: 620, portrait: false, scale: 1.1 },
  { width: 390, height: 450, portrait: true, scale: 1 },
  { width: 320, height: 400, portrait: true, scale: 1 },
);

const scenarioOf = (specs: readonly ComponentSpec[]) => ({ components: new Map(specs.map((spec) => [spec.id, spec])) });

function expectTidy(layout: StageLayout): void {
  const nodes = [...layout.nodes.values()];
  const gap = layout.portrait ? 6 : 8;
  nodes.forEach((a, i) => {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.y).toBeGreaterThanOrEqual(0);
    expect(a.x + a.width).toBeLessThanOrEqual(layout.width + 0.01);
    expect(a.y + a.height).toBeLessThanOrEqual(layout.height + 0.01);
    for (const b of nodes.slice(i + 1)) expect(touch(a, b, gap - 0.01)).toBe(false);
  });
}

describe('layoutStage', () => {
  it('keeps all components apart and inside, whatever the grid', () => {
    fc.assert(
      fc.property(grids, spaces, (grid, space) => {
        const specs = grid.map(({ kind, column, row, name }, i) => component(`c${i}`, kind, [column, row], name));
        expectTidy(layoutStage(scenarioOf(specs), [], space));
      }),
      { numRuns: 300 },
    );
  });

  it('gives every link two ends that no other link has', () => {
    fc.assert(
      fc.property(
        grids,
        spaces,
        fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 16 }),
        (grid, space, pairs) => {
          const specs = grid.map(({ kind, column, row, name }, i) => component(`c${i}`, kind, [column, row], name));
          const edges = pairs
            .map(([a, b], i) => edge(`c${a % specs.length}`, `c${b % specs.length}`, 'call', { id: `e${i}` }))
            .filter(({ from, to }) => from !== to);
          const { links } = layoutStage(scenarioOf(specs), edges, space);
          expect(links.size).toBe(edges.length);
          for (const { path } of links.values())
            for (const point of path) expect(point.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  const pizza = [
    clientSpec('client', [0, 0.2], 'Client'),
    serviceSpec('orders', [0, 1.8], 'Orders', ['orders']),
    logSpec('topic', [1, 1.5], 3, 'orders'),
    ...['Payment', 'Kitchen', 'Delivery', 'Notification'].map((name, i) =>
      serviceSpec(name.toLowerCase(), [2, i], name, []),
    ),
  ];
  const edges = [
    edge('client', 'orders'),
    edge('orders', 'topic', 'send'),
    ...['payment', 'kitchen', 'delivery', 'notification'].map((to) => edge('topic', to, 'subscribe', { id: to })),
  ];

  it('draws the reference stage unscaled, with links that cross no component', () => {
    const layout = layoutStage(scenarioOf(pizza), edges, { width: 772, height: 524, portrait: false, scale: 1 });
    expect(layout.width).toBe(772);
    expectTidy(layout);
    for (const link of layout.links.values()) {
      const others = [...layout.nodes.values()].filter(({ id }) => id !== link.edge.from && id !== link.edge.to);
      expect(hits(link.path, others, 0)).toBe(0);
    }
  });

  it('lets a phone flow down, with its consumers in one row', () => {
    const { nodes, links, width } = layoutStage(scenarioOf(pizza), edges, {
      width: 390,
      height: 450,
      portrait: true,
      scale: 1,
    });
    const consumers = ['payment', 'kitchen', 'delivery', 'notification'].map((id) => nodes.get(id)?.cy);
    expect(new Set(consumers).size).toBe(1);
    expect(nodes.get('topic')?.cy).toBeGreaterThan(nodes.get('orders')?.cy ?? Infinity);
    expect(links.get('payment')?.vertical).toBe(true);
    expect(width).toBeLessThan(420);
  });

  it('fans the calls of a chain out in their order', () => {
    const chain = [
      serviceSpec('a', [0, 1], 'A', []),
      ...[0, 1, 2].map((row) => serviceSpec(`s${row}`, [1, row], `S${row}`, [])),
    ];
    const calls = [0, 1, 2].map((row) => edge('a', `s${row}`, 'call', { id: `s${row}`, order: row + 1 }));
    const { links } = layoutStage(scenarioOf(chain), calls, { width: 772, height: 524, portrait: false, scale: 1 });
    const starts = calls.map(({ id }) => links.get(id)?.path[0][1] as number);
    expect((starts[1] as number) - (starts[0] as number)).toBeCloseTo(9);
    expect((starts[2] as number) - (starts[1] as number)).toBeCloseTo(9);
  });

  it('goes around a component that stands in a link’s way', () => {
    const row = [0, 1, 2].map((column) => serviceSpec(`s${column}`, [column, 1], `S${column}`, []));
    const { links, nodes } = layoutStage(scenarioOf(row), [edge('s0', 's2', 'call', { id: 'far' })], {
      width: 772,
      height: 524,
      portrait: false,
      scale: 1,
    });
    expect(hits((links.get('far') as { path: Parameters<typeof hits>[0] }).path, [nodes.get('s1') as never], 0)).toBe(
      0,
    );
  });
});
