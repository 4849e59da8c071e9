import { expect, it } from 'vitest';
import { clientSpec, logSpec, serviceSpec } from '../stage/specs.fixture.ts';
import { laneIndex, lanesOf } from './lanes.ts';

const consumer = (id: string) => ({
  ...serviceSpec(id, [0, 0], id, []),
  consumes: [{ source: 'log' as const, from: 'topic', group: id, mark: 'X', retryDelayUs: 0, maxAttempts: null }],
});
const scenarioOf = (consumers: number, services: number) => ({
  components: new Map(
    [
      clientSpec('client', [0, 0], 'Client'),
      logSpec('topic', [0, 0], 1, 'orders'),
      ...Array.from({ length: consumers }, (_, i) => consumer(`c${i}`)),
      ...Array.from({ length: services }, (_, i) => serviceSpec(`s${i}`, [0, 0], `s${i}`, [])),
    ].map((spec) => [spec.id, spec]),
  ),
});

it('has a lane for each component, in their order', () => {
  expect(lanesOf(scenarioOf(2, 1), null).map(({ name }) => name)).toEqual(['Client', 'topic orders', 'c0', 'c1', 's0']);
});

it('folds readers of one log first, never who is selected', () => {
  const lanes = lanesOf(scenarioOf(9, 3), 'c3');
  expect(lanes.map(({ name }) => name)).toEqual(['Client', 'topic orders', '8 consumers', 'c3', 's0', 's1', 's2']);
  expect(laneIndex(lanes).get('c8')).toBe(2);
  expect(laneIndex(lanes).get('c3')).toBe(3);
});
