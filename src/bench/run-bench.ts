import { benchScenario, simulateEntries } from './bench-scenario.ts';

const ENTRIES = 1_000_000;

export interface RunBench {
  readonly variant: string;
  readonly entries: number;
  readonly entriesPerSecond: number;
}

/** Trace entries a second of both variants, after one run to warm up. */
export function benchRun(nowMs: () => number): readonly RunBench[] {
  return ['sync', 'async'].map((variant) => {
    const scenario = benchScenario(variant);
    simulateEntries(scenario, ENTRIES / 10);
    const startMs = nowMs();
    const { trace } = simulateEntries(scenario, ENTRIES);
    const seconds = (nowMs() - startMs) / 1000;
    return { variant, entries: trace.entries.length, entriesPerSecond: trace.entries.length / seconds };
  });
}
