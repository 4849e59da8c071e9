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
const MOST_ENTRIES = 1_000_000;

/**
 * Plays a future from an instant towards another. The condition is judged at every instant at which an entry was
 * written, so that where it stops depends on nothing but the trace.
 */
export function advance(future: Future, fromUs: number, toUs: number, watch: Watch | null): Arrival {
  if (watch === null) {
    future.reach(toUs);
    return { tUs: toUs, end: 'there', why: null };
  }
  const lastUs = Math.max(fromUs, Math.min(toUs, watch.deadlineUs));
  const { entries } = future.trace;
  const entriesBefore = entries.length;
  future.simulateTo(fromUs);
  const settle = (arrival: Arrival): Arrival => {
    future.reach(arrival.tUs);
    return arrival;
  };
  let cursor = fromUs < watch.fromUs ? countAt(future.trace, watch.fromUs - 1) : countAt(future.trace, fromUs);
  let tUs = Math.max(fromUs, Math.min(watch.fromUs, lastUs));
  if (tUs >= watch.fromUs) {
    future.simulateTo(tUs);
    const arrival = judgeAt(future, tUs, watch.condition);
    if (arrival !== null) return settle(arrival);
    cursor = countAt(future.trace, tUs);
  }
  while (tUs < lastUs) {
    tUs = Math.min(tUs + CHUNK_US, lastUs);
    future.simulateTo(tUs);
    for (; cursor < entries.length; cursor += 1) {
      const entry = entries[cursor];
      const next = entries[cursor + 1];
      if (entry === undefined || entry.tUs > tUs) break;
      // The instant is over only with its last entry.
      if (next?.tUs === entry.tUs) continue;
      const arrival = judgeAt(future, entry.tUs, watch.condition);
      if (arrival !== null) return settle(arrival);
    }
    if (entries.length - entriesBefore > MOST_ENTRIES) {
      return settle({ tUs, end: 'gave-up', why: 'More than a million things have happened meanwhile.' });
    }
  }
  if (lastUs < watch.deadlineUs) return settle({ tUs: lastUs, end: 'there', why: null });
  const waitedS = Math.round((watch.deadlineUs - watch.fromUs) / 1_000_000);
  return settle({ tUs: lastUs, end: 'gave-up', why: `It did not come about within ${waitedS} s.` });
}

function judgeAt(future: Future, tUs: number, condition: Expression): Arrival | null {
  const { holds, fault } = judge(condition, future.projection.at(tUs));
  if (fault !== null) return { tUs, end: 'gave-up', why: `Its condition can't be judged: ${fault}.` };
  return holds ? { tUs, end: 'held', why: null } : null;
}
