import { CelRefusal } from './cel-refusal.ts';

const ESCAPE = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[xX][\da-fA-F]{2}|[0-7]{3}|[^])/g;

const SHORT: ReadonlyMap<string, string> = new Map([
  ...'\\?"\'`'.split('').map((sign) => [sign, sign] as const),
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** What stands between the quotes of a text, with its escapes resolved; `start` is where that begins in the source. */
export function unescaped(raw: string, start: number): string {
  return raw.replace(ESCAPE, (escape, at: number) => {
    const character = SHORT.get(escape.slice(1)) ?? characterOf(escape.slice(1));
    if (character !== null) return character;
    throw new CelRefusal(`\`${escape}\` stands for no character; write \`\\\\\` for a backslash`, start + at);
  });
}

/** The character that an escape names by its number; null where it names none. */
function characterOf(escape: string): string | null {
  if (escape.length === 1) return null;
  const isOctal = /^[0-7]/.test(escape);
  const code = Number.parseInt(isOctal ? escape : escape.slice(1), isOctal ? 8 : 16);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isSurrogate || code > (isOctal ? 0xff : 0x10ffff) ? null : String.fromCodePoint(code);
}
