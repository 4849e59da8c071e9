import { describe, expect, it } from 'vitest';
import { builtIn, runOf } from './run-scenario.fixture.ts';

// A changed hash means that the same link now shows another run. Say in the commit why that is right.
const golden: readonly (readonly [slug: string, variant: string | null, hash: string])[] = [
  ['sync-vs-async', null, '157cd45c8e76b7c9'],
  ['sync-vs-async', 'async', 'e6112de77957cf7d'],
  ['sync-vs-async', 'async-no-dedupe', 'eaed980269a3ce3c'],
  ['coupling-crash', null, '84e73b3d4ac091e6'],
  ['coupling-crash', 'retry', 'fe24ac00cf560071'],
  ['coupling-crash', 'key', '6cc3d985b5f3cc8a'],
  ['coupling-slow', null, '0ce0b3fdb9b5ee79'],
  ['coupling-slow', 'timeout', 'e2e0b3c9d8f53d13'],
  ['coupling-slow', 'bulkhead', '1ad235ee1414f932'],
  ['coupling-slow', 'breaker', 'b57a3ab8b96c2b41'],
  ['coupling-slow', 'shedding', 'ac0fbc30f6f3eafb'],
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

/** Of scenarios without a Payment. */
const crashOf: readonly (readonly [slug: string, variant: string | null, component: string, hash: string])[] = [
  ['coupling-interface', null, 'customers', '6ef40829ac63750a'],
  ['coupling-interface', 'tolerant', 'customers', '605113fc19ec7565'],
  ['coupling-interface', 'side-by-side', 'customers', 'aaf2290eae68bb0e'],
  ['coupling-interface', 'checked', 'customers', '3390bf82ec252867'],
  ['command-query-event', null, 'shop', '129bd7288d5ad568'],
  ['broker', null, 'orders', '86205bc9af466b37'],
  ['broker', 'push', 'orders', '899b8eae21445c90'],
  ['broker', 'in-memory', 'orders', '07a45dbbcdc12cc9'],
  ['broker', 'durable', 'orders', '592e456476c1ddf3'],
  ['event-stream-vs-state-stream', null, 'directory', '2791b91f1b6d7b74'],
  ['event-stream-vs-state-stream', 'states', 'directory', '0680a08f1f13db25'],
  ['streaming', null, 'clean-1', '05d1ac1648c7de38'],
  ['streaming', 'short-retention', 'clean-1', 'acdd05d6cf8fd151'],
  ['event-sourcing', null, 'account', 'a2aff00b0f3bda03'],
  ['event-sourcing', 'unchecked', 'account', '472f3ef65f9eb517'],
  ['event-sourcing', 'snapshots', 'account', 'b82e0fceb1290408'],
  ['event-ordering', null, 'ledger', 'a2ea540ecc190c17'],
  ['event-ordering', 'reality', 'ledger', 'fb144ccd232d752e'],
  ['event-ordering', 'buffer', 'ledger', 'f99a536eb044a7b1'],
  ['event-ordering', 'version', 'ledger', '2417cba06fd75870'],
  ['event-ordering', 'commutative', 'ledger', '817e774bd87499fc'],
  ['event-ordering', 'one-event', 'ledger', '9814ab9b1fa1063e'],
  ['oltp-vs-olap', null, 'orders', '936c3ab7a67b03ca'],
  ['oltp-vs-olap', 'stream', 'connector', '38c97f9dce62d4bd'],
  ['eventual-consistency', null, 'board', '4812fc8aabf0fc62'],
  ['eventual-consistency', 'replicas', 'replicas', '194782368b358985'],
];

describe('golden traces: 20 s with a crash of one component from 5 s to 10 s', () => {
  it.each(crashOf)('%s, variant %s, %s', (slug, variant, component, hash) => {
    const simulation = runOf(builtIn(slug, variant), [
      { atUs: 5_000_000, what: { kind: 'crash', component } },
      { atUs: 10_000_000, what: { kind: 'restart', component } },
    ]);
    simulation.advanceTo(20_000_000);
    expect(simulation.traceHash()).toBe(hash);
  });
});
