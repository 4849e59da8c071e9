import { describe, expect, it } from 'vitest';
import { placeAnnotation } from './annotation-place.ts';
import { edge } from './edges.fixture.ts';
import { layoutStage } from './layout.ts';
import { touch } from './placed.ts';
import { clientSpec, logSpec, serviceSpec } from './specs.fixture.ts';

const specs = [clientSpec('client', [0, 1.5], 'Client'), serviceSpec('orders', [1, 1.5], 'Orders', ['orders']), logSpec('topic', [2, 1.5], 3), ...[0, 1, 2, 3].map((row) => serviceSpec(`s${row}`, [3, row], `Service ${row}`, []))];
const edges = [edge('client', 'orders'), edge('orders', 'topic', 'send'), ...[0, 1, 2, 3].map((row) => edge('topic', `s${row}`, 'subscribe'))];
const layout = layoutStage({ components: new Map(specs.map((spec) => [spec.id, spec])) }, edges, { width: 772, height: 524, portrait: false, scale: 1 });

describe('placeAnnotation', () => {
  it('finds free space for every component and link', () => {
    for (const at of [...layout.nodes.keys(), 'client~orders']) {
      const placed = placeAnnotation({ at, title: 'Five orders wait for Payment.', text: 'The topic keeps them; nobody resends.' }, layout);
      expect(placed, at).not.toBeNull();
      if (placed === null) continue;
      const { box } = placed;
      for (const node of layout.nodes.values()) expect(touch(box, node), `${at} over ${node.id}`).toBe(false);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    }
  });

  it('has nothing to say about what is not there', () => {
    expect(placeAnnotation({ at: 'nobody', title: 'a', text: '' }, layout)).toBeNull();
  });
});
