import { secondsText, US_PER_MS, US_PER_SECOND } from '../kernel/time.ts';

/** A finite number without the plus sign that some programs turn into a space: "0.3", "1e21". */
export function numberText(n: number): string {
  return String(n).replace('+', '');
}

/** An instant as seconds, exact and without trailing zeros: "2.35". */
export function instantText(us: number): string {
  return secondsText(us).replace(/\.?0+$/, '');
}

/** A duration with its unit, exact: "40ms", "1.5s", "120us". */
export function durationText(us: number): string {
  if (!Number.isSafeInteger(us) || us < US_PER_MS) return `${numberText(us)}us`;
  if (us < US_PER_SECOND) return `${numberText(us / US_PER_MS)}ms`;
  return `${instantText(us)}s`;
}
