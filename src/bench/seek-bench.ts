import { createProjection } from '../projections/create-projection.ts';
import { quantile } from '../projections/quantile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Trace } from '../trace/trace.ts';

const SEEKS = 2_000;
const WARM_UP = 200;

export interface SeekBench {
  readonly entries: number;
  /** Taking the whole trace in, once. */
  readonly syncMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** Seeks to instants all over a trace, in no order, each from where the last one left off. */
export function benchSeek(scenario: Scenario, trace: Trace, nowMs: () => number): SeekBench {
  const startMs = nowMs();
  const projection = createProjection(scenario, trace);
  const syncMs = nowMs() - startMs;
  const endUs = trace.entries.at(-1)?.tUs ?? 0;
  const tookMs: number[] = [];
  let state = 1;
  let seen = 0;
  for (let i = 0; i < WARM_UP + SEEKS; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const tUs = Math.floor(((state >>> 0) / 2 ** 32) * (endUs + 1));
    const beforeMs = nowMs();
    const view = projection.at(tUs);
    const afterMs = nowMs();
    // The views are used, so that no engine may leave the work out.
    seen += view.count + view.flights.length;
    if (i >= WARM_UP) tookMs.push(afterMs - beforeMs);
  }
  tookMs.sort((a, b) => a - b);
  const worstMs = seen < 0 ? 0 : (tookMs.at(-1) as number);
  return {
    entries: trace.entries.length,
    syncMs,
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
    worstMs,
  };
}
