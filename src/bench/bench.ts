import { benchClock } from './clock-bench.ts';
import { benchRun } from './run-bench.ts';
import { benchSeeks } from './seeks-bench.ts';

// The harness owns the only stopwatch. It prints figures and ratios of this one run; it judges nothing.
const nowMs = (): number => performance.now();
const count = (n: number): string => Math.round(n).toLocaleString('en-US').padStart(12);

console.log("Timers: hold operations a second (run one, schedule one), beside XState's SimulatedClock");
for (const { pending, oursPerSecond, xstatePerSecond, ratio } of benchClock(nowMs)) {
  console.log(
    `  ${count(pending)} pending  ours ${count(oursPerSecond)}/s  XState ${count(xstatePerSecond)}/s  ratio ${ratio.toFixed(1)}`,
  );
}

console.log('\nsync-vs-async with tracing on: trace entries a second (aim: at least 500,000)');
for (const { variant, entries, entriesPerSecond } of benchRun(nowMs)) {
  console.log(`  ${variant.padEnd(16)} ${count(entries)} entries  ${count(entriesPerSecond)}/s`);
}

console.log(
  '\nSeek to a random instant: time per seek (aim: p99 under 8 ms at a million entries, growing no faster than log n)',
);
const seeks = benchSeeks(nowMs);
for (const { entries, p50Ms, p99Ms, ratioToFirst } of seeks) {
  const growth = Math.log(entries) / Math.log((seeks[0] as { entries: number }).entries);
  console.log(
    `  ${count(entries)} entries  p50 ${p50Ms.toFixed(3)} ms  p99 ${p99Ms.toFixed(3)} ms  ${ratioToFirst.toFixed(2)} times the first (log n grows ${growth.toFixed(2)} times)`,
  );
}
