import { invariant } from './invariant.ts';

/** Virtual time or a duration: an integer number of microseconds. */
export type TimeUs = number;

export const US_PER_MS = 1_000;
export const US_PER_SECOND = 1_000_000;

/** Milliseconds as whole microseconds, rounded to the nearest. */
export function usFromMs(ms: number): TimeUs {
  return Math.round(ms * US_PER_MS);
}

/** Microseconds as milliseconds, with a fraction where there is one. */
export function msFromUs(us: TimeUs): number {
  return us / US_PER_MS;
}

/** Microseconds as seconds with exactly six decimals ("1.204500"); throws when `us` isn't a safe integer. */
export function secondsText(us: TimeUs): string {
  invariant(Number.isSafeInteger(us), () => `${us} isn't a whole number of microseconds`);
  const size = Math.abs(us);
  const fraction = size % US_PER_SECOND;
  // The quotient is exact because its dividend is a multiple of the divisor: no decimal is ever rounded.
  const whole = (size - fraction) / US_PER_SECOND;
  return `${us < 0 ? '-' : ''}${whole}.${String(fraction).padStart(6, '0')}`;
}
