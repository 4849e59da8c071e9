import { SimulatedClock } from 'xstate';
import { VirtualClock } from '../kernel/virtual-clock.ts';

const PENDING = [20, 2_000, 10_000];
const BUDGET_MS = 300;
const DELAY_COUNT = 1 << 15;
const LONGEST_DELAY_MS = 1_000_000;

interface Contender {
  /** Untimed: makes ready for a batch of about `holds`. */
  prepare(holds: number): void;
  /** Timed: runs the batch and says how many timers ran, each of which scheduled another. */
  run(): number;
}

/** Hold operations (run one timer, schedule one) a second: ours beside XState's, through the same API on the same delays. */
export function benchClock(
  nowMs: () => number,
): Array<{ pending: number; oursPerSecond: number; xstatePerSecond: number; ratio: number }> {
  const delaysMs = pseudoRandomDelaysMs();
  return PENDING.map((pending) => {
    const xstatePerSecond = holdsPerSecond(xstateClock(pending, delaysMs), nowMs);
    const oursPerSecond = holdsPerSecond(ourClock(pending, delaysMs), nowMs);
    return { pending, oursPerSecond, xstatePerSecond, ratio: oursPerSecond / xstatePerSecond };
  });
}

function ourClock(pending: number, delaysMs: Float64Array): Contender {
  const clock = new VirtualClock();
  const hold = keepHolding(clock, pending, delaysMs);
  let batch = 0;
  return {
    prepare: (holds) => void (batch = holds),
    run: () => {
      const before = hold.fired();
      for (let i = 0; i < batch; i++) clock.step();
      return hold.fired() - before;
    },
  };
}

function xstateClock(pending: number, delaysMs: Float64Array): Contender {
  const clock = new SimulatedClock();
  const hold = keepHolding(clock, pending, delaysMs);
  // XState's clock can't be asked when its next timer is due; a clock of ours with the same delays knows it beforehand.
  const guide = new VirtualClock();
  keepHolding(guide, pending, delaysMs);
  let instantsMs = new Float64Array(0);
  return {
    prepare: (holds) => {
      instantsMs = Float64Array.from({ length: holds }, () => {
        guide.advanceTo(guide.nextDueUs()!);
        return guide.nowUs / 1_000;
      });
    },
    run: () => {
      const before = hold.fired();
      for (const instantMs of instantsMs) clock.set(instantMs);
      return hold.fired() - before;
    },
  };
}

function keepHolding(
  clock: { setTimeout(fn: () => void, ms: number): unknown },
  pending: number,
  delaysMs: Float64Array,
): { fired(): number } {
  let scheduled = 0;
  const fire = (): void => {
    clock.setTimeout(fire, delaysMs[scheduled++ & (DELAY_COUNT - 1)]!);
  };
  for (let i = 0; i < pending; i++) fire();
  return { fired: () => scheduled - pending };
}

function holdsPerSecond(contender: Contender, nowMs: () => number): number {
  let holds = 1;
  // Batches grow until one is long enough for a coarse clock; the short ones before it warm the code up.
  for (;;) {
    contender.prepare(holds);
    const startMs = nowMs();
    const done = contender.run();
    const elapsedMs = nowMs() - startMs;
    if (elapsedMs >= BUDGET_MS) return (done / elapsedMs) * 1_000;
    holds *= 2;
  }
}

// Whole milliseconds, so that XState's floating-point sums are exact.
function pseudoRandomDelaysMs(): Float64Array {
  let state = 1;
  return Float64Array.from({ length: DELAY_COUNT }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return 1 + ((state >>> 8) % LONGEST_DELAY_MS);
  });
}
