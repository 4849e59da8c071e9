import { US_PER_MS } from '../kernel/time.ts';

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A whole number as people read it: "2,350". */
export function wholeText(n: number): string {
  return WHOLE.format(n);
}

/** Virtual time as people read it, without decimals: "2,350 ms". */
export function msText(us: number): string {
  return `${wholeText(wholeMs(us))} ms`;
}

/** Virtual time in whole milliseconds; what has not fully passed does not count. */
export function wholeMs(us: number): number {
  return Math.floor(us / US_PER_MS);
}
