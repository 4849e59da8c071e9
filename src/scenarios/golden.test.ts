import { describe, expect, it } from 'vitest';
import { builtIn, runOf } from './run-scenario.fixture.ts';

// A changed hash means that the same link now shows another run. Say in the commit why that is right.
const golden: readonly (readonly [slug: string, variant: string | null, hash: string])[] = [
  ['sync-vs-async', null, '157cd45c8e76b7c9'],
  ['sync-vs-async', 'async', 'e6112de77957cf7d'],
  ['sync-vs-async', 'async-no-dedupe', 'eaed980269a3ce3c'],
];

describe('golden traces: 20 s with a crash of Payment from 5 s to 10 s', () => {
  it.each(golden)('%s, variant %s', (slug, variant, hash) => {
    const simulation = runOf(builtIn(slug, variant), [
      { atUs: 5_000_000, what: { kind: 'crash', component: 'payment' } },
      { atUs: 10_000_000, what: { kind: 'restart', component: 'payment' } },
    ]);
    simulation.advanceTo(20_000_000);
    expect(simulation.traceHash()).toBe(hash);
  });
});
