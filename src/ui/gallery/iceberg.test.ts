import { describe, expect, it } from 'vitest';
import { icebergFor, spanAt, type Facet } from './iceberg.ts';
import { TOPICS } from './topics.ts';

const SIZES = [
  [1024, 1040],
  [1280, 900],
  [1440, 900],
  [1920, 1080],
] as const;

describe('the iceberg', () => {
  it('has a facet for each topic, those of the talk above the water line', () => {
    const { facets, above, waterLine } = icebergFor(1440, 900);
    expect(facets).toHaveLength(TOPICS.length);
    expect(above).toBe(TOPICS.filter(({ part }) => part === 'talk').length);
    facets.forEach(({ outline }, index) => {
      const ys = outline.map(([, y]) => y);
      if (index < above) expect(Math.max(...ys)).toBeLessThanOrEqual(waterLine);
      else expect(Math.min(...ys)).toBeGreaterThanOrEqual(waterLine);
    });
  });

  it.each(SIZES)('keeps text clear of every slanted edge at %d by %d', (width, height) => {
    for (const { outline, room } of icebergFor(width, height).facets) {
      for (const y of [room.y, room.y + 20, room.y + 44]) {
        const [from, to] = spanAt(outline, y);
        expect(room.x - from).toBeGreaterThanOrEqual(10);
        expect(to - (room.x + room.width)).toBeGreaterThanOrEqual(10);
      }
    }
  });

  it.each(SIZES)('leaves each facet room for a title at %d by %d', (width, height) => {
    for (const { room } of icebergFor(width, height).facets) {
      expect(room.width).toBeGreaterThanOrEqual(width < 1280 ? 66 : 80);
      expect(room.height).toBeGreaterThanOrEqual(46);
    }
  });

  it.each(SIZES)('stays on the page at %d by %d', (width, height) => {
    const points = icebergFor(width, height).facets.flatMap(({ outline }: Facet) => outline);
    expect(Math.min(...points.map(([x]) => x))).toBeGreaterThanOrEqual(190);
    expect(Math.max(...points.map(([x]) => x))).toBeLessThanOrEqual(width);
    expect(Math.max(...points.map(([, y]) => y))).toBeLessThanOrEqual(height);
  });
});
