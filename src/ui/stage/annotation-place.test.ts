import { describe, expect, it } from 'vitest';
import { invariant } from '../../kernel/invariant.ts';
import { placeAnnotation } from './annotation-place.ts';
import { edge } from './edges.fixture.ts';
import { layoutStage } from './layout.ts';
import { touch } from './placed.ts';
import { clientSpec, logSpec, serviceSpec } from './specs.fixture.ts';

const specs = [
  clientSpec('client', [0, 1.5], 'Client'),
  serviceSpec('orders', [1, 1.5], 'Orders', ['orders']),
  logSpec('topic', [2, 1.5], 3),
  ...[0, 1, 2, 3].map((row) => serviceSpec(`s${row}`, [3, row], `Service ${row}`, [])),
];
const edges = [
  edge('client', 'orders'),
  edge('orders', 'topic', 'send'),
  ...[0, 1, 2, 3].map((row) => edge('topic', `s${row}`, 'subscribe')),
];
const layout = layoutStage({ components: new Map(specs.map((spec) => [spec.id, spec])) }, edges, {
  width: 772,
  height: 524,
  portrait: false,
  scale: 1,
});

describe('placeAnnotation', () => {
  it('finds free space for every component and link', () => {
    for (const at of [...layout.nodes.keys(), 'client~orders']) {
      const placed = placeAnnotation(
        { at, title: 'Five orders wait for Payment.', text: 'The topic keeps them; nobody resends.' },
        layout,
      );
      invariant(placed !== null, () => `nothing for ${at}`);
      const { box } = placed;
      expect([...layout.nodes.values()].filter((node) => touch(box, node)).map(({ id }) => `${at} over ${id}`)).toEqual(
        [],
      );
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    }
  });

  it('has nothing to say about what is not there', () => {
    expect(placeAnnotation({ at: 'nobody', title: 'a', text: '' }, layout)).toBeNull();
  });
});
