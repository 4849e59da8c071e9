import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createProjection } from '../projections/create-projection.ts';
import { benchScenario, simulateEntries } from './bench-scenario.ts';

const ENTRIES = 1_000_000;
const BYTES_PER_MB = 1_000_000;

export interface MemoryBench {
  readonly variant: string;
  readonly entries: number;
  /** Of the run with its trace. */
  readonly traceMb: number;
  /** What the projection takes besides. */
  readonly projectionMb: number;
}

/** The heap that a long trace takes, garbage collected before each measurement. */
export function benchMemory(): readonly MemoryBench[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const usedMb = (): number => {
    collect();
    return process.memoryUsage().heapUsed / BYTES_PER_MB;
  };
  return ['sync', 'async'].map((variant) => {
    const scenario = benchScenario(variant);
    const emptyMb = usedMb();
    const run = simulateEntries(scenario, ENTRIES);
    const tracedMb = usedMb();
    const projection = createProjection(scenario, run.trace);
    const projectedMb = usedMb();
    // Both are used after the last measurement, so that none of them is garbage before it.
    const entries = projection.at(run.nowUs).count;
    return { variant, entries, traceMb: tracedMb - emptyMb, projectionMb: projectedMb - tracedMb };
  });
}
