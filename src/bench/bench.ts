import { benchCheck } from './check-bench.ts';
import { benchClock } from './clock-bench.ts';
import { benchMemory } from './memory-bench.ts';
import { benchQueue } from './queue-bench.ts';
import { benchRoutes } from './routes-bench.ts';
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

console.log(
  '\nCheck: runs of sync-vs-async a second on one core, 60 virtual seconds each, with verdicts (aim: at least 500)',
);
for (const { variant, entriesPerRun, runsPerSecond, unjudgedPerSecond } of benchCheck(nowMs)) {
  console.log(
    `  ${variant.padEnd(16)} ${count(runsPerSecond)}/s  (unjudged ${count(unjudgedPerSecond)}/s, ${count(entriesPerRun)} entries a run: ${count(unjudgedPerSecond * entriesPerRun)} entries/s)`,
  );
}

const { customers, eventsPerSecond, entriesPerSecond, meanWaitMs } = benchQueue(nowMs);
console.log('\nM/M/1, four fifths busy, tracing off: events a second (arrival, delivery, end of work)');
console.log(
  `  ${count(customers)} customers  ${count(eventsPerSecond)}/s  (entries made and not kept: ${count(entriesPerSecond)}/s)  mean wait ${meanWaitMs.toFixed(1)} ms, in theory 400 ms`,
);

console.log('\nMessages a second through each kind of component, tracing off');
for (const { name, messagesPerSecond, entriesPerSecond: entries } of benchRoutes(nowMs)) {
  console.log(`  ${name.padEnd(34)} ${count(messagesPerSecond)}/s  (${count(entries)} entries/s)`);
}

console.log('\nMemory of sync-vs-async with a million entries (aim: under 400 MB)');
for (const { variant, entries, traceMb, projectionMb } of benchMemory()) {
  console.log(
    `  ${variant.padEnd(16)} ${count(entries)} entries  trace ${traceMb.toFixed(0)} MB  projection ${projectionMb.toFixed(0)} MB besides`,
  );
}
