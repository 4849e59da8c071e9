import { secondsText, US_PER_MS, US_PER_SECOND } from '../kernel/time.ts';

const NUMBER = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/;
const SECONDS = /^\d+(?:\.\d{1,6})?$/;
const DURATION = /^(\d+(?:\.\d+)?(?:e-?\d+)?)(us|ms|s)$/;
const UNITS = { us: 1, ms: US_PER_MS, s: US_PER_SECOND } as const;

/** A finite number without the plus sign that some programs turn into a space: "0.3", "1e21". */
export function numberText(n: number): string {
  return String(n).replace('+', '');
}

/** The number that `numberText` wrote; null where the text isn't one. */
export function parseNumber(text: string): number | null {
  const n = Number(text);
  return NUMBER.test(text) && Number.isFinite(n) ? n : null;
}

/** An instant as seconds, exact and without trailing zeros: "2.35". */
export function instantText(us: number): string {
  return secondsText(us).replace(/\.?0+$/, '');
}

/** Microseconds of an instant in seconds with at most six decimals; null where the text isn't one. */
export function parseInstant(text: string): number | null {
  if (!SECONDS.test(text)) return null;
  const us = Math.round(Number(text) * US_PER_SECOND);
  return Number.isSafeInteger(us) ? us : null;
}

/** A duration with its unit, exact: "40ms", "1.5s", "120us". */
export function durationText(us: number): string {
  if (!Number.isSafeInteger(us) || us < US_PER_MS) return `${numberText(us)}us`;
  if (us < US_PER_SECOND) return `${numberText(us / US_PER_MS)}ms`;
  return `${instantText(us)}s`;
}

/** Microseconds of a duration; null where the text isn't one. Parts of a microsecond are only read with the unit `us`. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = DURATION.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return null;
  const us = Number(digits) * UNITS[unit as keyof typeof UNITS];
  if (!Number.isFinite(us)) return null;
  return unit === 'us' ? us : Math.round(us);
}
