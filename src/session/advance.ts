import { judge } from '../projections/conditions.ts';
import type { Expression } from '../scenario/expression.ts';
import { countAt } from '../trace/trace.ts';
import type { Future } from './future.ts';

/** A condition that is waited for. */
export interface Watch {
  readonly condition: Expression;
  /** It doesn't count before this. */
  readonly fromUs: number;
  /** Nobody waits for longer. */
  readonly deadlineUs: number;
}

export interface Arrival {
  readonly tUs: number;
  /** `gave-up`: at the deadline, or where the condition can't be judged, or after too much has happened. */
  readonly end: 'there' | 'held' | 'gave-up';
  /** `gave-up`: why, in a sentence. */
  readonly why: string | null;
}

/** How far the simulation runs ahead of the condition that may stop it. */
const CHUNK_US = 100_000;
const MOST_ENTRIES = 500_000;

/**
 * Plays a future from an instant towards another, and looks a little ahead. A condition is judged at every instant at
 * which an entry was written, so that where it stops depends on nothing but the trace.
 */
export function advance(future: Future, fromUs: number, toUs: number, watch: Watch | null): Arrival {
  const arrival = play(future, fromUs, toUs, watch);
  future.reach(arrival.tUs);
  return arrival;
}

function play(future: Future, fromUs: number, toUs: number, watch: Watch | null): Arrival {
  const { entries } = future.trace;
  const entriesBefore = entries.length;
  const lastUs = Math.max(fromUs, watch === null ? toUs : Math.min(toUs, watch.deadlineUs));
  let tUs = fromUs;
  future.simulateTo(tUs);
  let judged = countAt(future.trace, tUs);
  const already = watch === null ? null : judgeAt(future, tUs, watch);
  if (already !== null) return already;
  while (tUs < lastUs) {
    tUs = Math.min(tUs + CHUNK_US, lastUs);
    future.simulateTo(tUs);
    if (watch !== null) {
      const arrival = judgeBetween(future, judged, tUs, watch);
      if (arrival !== null) return arrival;
    }
    judged = countAt(future.trace, tUs);
    const last = entries.at(-1);
    if (last?.kind === 'limit.reached' && last.tUs <= tUs) return { tUs: last.tUs, end: 'gave-up', why: last.why };
    if (entries.length - entriesBefore > MOST_ENTRIES) {
      return { tUs, end: 'gave-up', why: 'More than half a million things have happened; it stops here.' };
    }
  }
  if (watch === null || lastUs < watch.deadlineUs) return { tUs: lastUs, end: 'there', why: null };
  const waitedS = Math.round((watch.deadlineUs - watch.fromUs) / 1_000_000);
  return { tUs: lastUs, end: 'gave-up', why: `What this step waits for did not come about within ${waitedS} s.` };
}

/** Judges at every instant from an entry on, up to an instant. */
function judgeBetween(future: Future, firstEntry: number, toUs: number, watch: Watch): Arrival | null {
  const { entries } = future.trace;
  for (let i = firstEntry; i < entries.length; i += 1) {
    const tUs = entries[i]?.tUs ?? toUs;
    if (tUs > toUs) break;
    // An instant is over only with its last entry.
    if (entries[i + 1]?.tUs === tUs) continue;
    const arrival = judgeAt(future, tUs, watch);
    if (arrival !== null) return arrival;
  }
  return null;
}

function judgeAt(future: Future, tUs: number, watch: Watch): Arrival | null {
  if (tUs < watch.fromUs) return null;
  const { holds, fault } = judge(watch.condition, future.projection.at(tUs), future.projection);
  if (fault !== null) return { tUs, end: 'gave-up', why: `What this step waits for can't be judged: ${fault}.` };
  return holds ? { tUs, end: 'held', why: null } : null;
}
