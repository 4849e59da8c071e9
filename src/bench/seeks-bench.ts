import { benchScenario, simulateEntries } from './bench-scenario.ts';
import { benchSeek } from './seek-bench.ts';
import type { SeekBench } from './seek-bench.ts';

const SIZES = [10_000, 100_000, 1_000_000];

/** Seek times in ever longer traces of the asynchronous variant, and how they grow. */
export function benchSeeks(nowMs: () => number): readonly (SeekBench & { readonly ratioToFirst: number })[] {
  const scenario = benchScenario('async');
  const results = SIZES.map((size) => benchSeek(scenario, simulateEntries(scenario, size).trace, nowMs));
  return results.map((result) => ({ ...result, ratioToFirst: result.p99Ms / (results[0] as SeekBench).p99Ms }));
}
