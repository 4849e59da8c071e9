import { US_PER_MS } from '../kernel/time.ts';
import { grouped } from '../projections/words.ts';

/** A whole number as people read it: "2,350". */
export function wholeText(n: number): string {
  return grouped(Math.round(n));
}

/** Virtual time in whole milliseconds, as `msText` rounds it. */
export function wholeMs(us: number): number {
  return Math.round(us / US_PER_MS);
}
