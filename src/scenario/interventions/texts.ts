import type { Data } from '../../trace/message.ts';
import { isRecord } from '../kind-words.ts';

/** A number in a link's text; null where it is none, or is out of bounds. */
export function numberOf(
  text: string | undefined,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): number | null {
  if (text === undefined || !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) && number >= least && number <= most ? number : null;
}

/** A whole number in a link's text. */
export function wholeOf(text: string | undefined, least: number, most = Number.MAX_SAFE_INTEGER): number | null {
  const number = numberOf(text, least, most);
  return Number.isSafeInteger(number) ? number : null;
}

/** Data in a link's text; undefined where it is none, or could reach what objects inherit. */
export function dataOf(text: string): Data | undefined {
  try {
    const data = JSON.parse(text) as Data;
    return isHarmless(data) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** JSON.parse makes `__proto__` a field like any other; whoever copies fields would not. */
function isHarmless(data: Data): boolean {
  if (typeof data !== 'object' || data === null) return true;
  const keys = isRecord(data) ? Object.keys(data) : [];
  return (
    !keys.some((key) => key in Object.prototype) && Object.values(data).every((inner) => isHarmless(inner as Data))
  );
}
