import type { Entry } from './entry.ts';

/** The append-only log of what happened, as projections read it. */
export interface Trace {
  readonly entries: readonly Entry[];
}

/** How many entries have happened at or before `tUs`: the cursor of that instant. O(log n). */
export function countAt(trace: Trace, tUs: number): number {
  const { entries } = trace;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as Entry).tUs <= tUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
