import { US_PER_MS, US_PER_SECOND } from '../kernel/time.ts';

const NUMBER = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/;
const SECONDS = /^\d+(?:\.\d{1,6})?$/;
const DURATION = /^(\d+(?:\.\d+)?(?:e-?\d+)?)(us|ms|s)$/;
const UNITS = { us: 1, ms: US_PER_MS, s: US_PER_SECOND } as const;

/** The number that `numberText` wrote; null where the text isn't one. */
export function parseNumber(text: string): number | null {
  const n = Number(text);
  return NUMBER.test(text) && Number.isFinite(n) ? n : null;
}

/** Microseconds of an instant in seconds with at most six decimals; null where the text isn't one. */
export function parseInstant(text: string): number | null {
  if (!SECONDS.test(text)) return null;
  const us = Math.round(Number(text) * US_PER_SECOND);
  return Number.isSafeInteger(us) ? us : null;
}

/** Microseconds of a duration; null where the text isn't one. Parts of a microsecond are only read with the unit `us`. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = DURATION.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return null;
  const us = Number(digits) * UNITS[unit as keyof typeof UNITS];
  if (!Number.isFinite(us)) return null;
  return unit === 'us' ? us : Math.round(us);
}
