import { LIMITS } from './limits.ts';

const UNITS = { us: 1, ms: 1_000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000 } as const;
type Unit = keyof typeof UNITS;

/** As documents write durations: "40ms", "1.5s", "120us", "1m", "1h". */
export const DURATION_PATTERN = /^(\d+)(?:\.(\d+))?(us|ms|s|m|h)$/;

/** A duration in whole microseconds, or a sentence that says what is wrong with it. */
export function parseDuration(value: unknown): { readonly us: number } | { readonly problem: string } {
  if (typeof value === 'number') return { problem: `\`${value}\` has no unit; write \`${value}ms\` or \`${value}s\`` };
  if (typeof value !== 'string') return { problem: 'a duration is a text such as `40ms`, `2s` or `1m`' };
  const match = DURATION_PATTERN.exec(value.trim());
  if (match === null) return { problem: problemOf(value) };
  const unit = UNITS[match[3] as Unit];
  const decimals = match[2] ?? '';
  if (decimals.length > 9) return { problem: `\`${value}\` has more decimals than a microsecond needs` };
  let scale = 1;
  for (let i = 0; i < decimals.length; i++) scale *= 10;
  // Whole numbers only, so that 0.1s is exactly 100,000 microseconds.
  const us = (Number(match[1] + decimals) * unit) / scale;
  if (us > LIMITS.durationUs) return { problem: `\`${value}\` is too long: a duration is at most 24h` };
  if (!Number.isInteger(us)) return { problem: `\`${value}\` is no whole number of microseconds, the shortest unit` };
  return { us };
}

/** A duration as documents write it, exactly: 1500000 is "1.5s". */
export function durationText(us: number): string {
  if (us === 0) return '0ms';
  const unit =
    (['m', 's', 'ms'] as const).find((one) => us >= UNITS[one] && (one !== 'm' || us % UNITS.m === 0)) ?? 'us';
  const size = UNITS[unit];
  const whole = Math.floor(us / size);
  const rest = us - whole * size;
  if (rest === 0) return `${whole}${unit}`;
  const digits = String(size).length - 1;
  return `${whole}.${String(rest).padStart(digits, '0').replace(/0+$/, '')}${unit}`;
}

/** A duration for people, rounded to what they read: "40 ms", "1.5 s", "120 µs". */
export function durationWords(us: number): string {
  const unit =
    us >= UNITS.m && us % UNITS.s === 0 && us % UNITS.m === 0
      ? 'm'
      : us >= UNITS.s
        ? 's'
        : us >= UNITS.ms || us === 0
          ? 'ms'
          : 'us';
  const amount = Math.round((us / UNITS[unit]) * 100) / 100;
  return `${amount} ${{ us: 'µs', ms: 'ms', s: 's', m: 'min', h: 'h' }[unit]}`;
}

function problemOf(text: string): string {
  if (text.trim().startsWith('-')) return `\`${text}\` is negative; a duration is 0 or longer`;
  if (/^[\d.]+$/.test(text.trim())) return `\`${text}\` has no unit; write \`${text.trim()}ms\` or \`${text.trim()}s\``;
  return `\`${text.slice(0, 40)}\` is not a duration; write for example \`40ms\`, \`2s\` or \`1m\``;
}
