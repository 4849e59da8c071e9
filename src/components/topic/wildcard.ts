import { shortened } from '../../scenario/did-you-mean.ts';

/** EventBridge doesn't publish its limit; this one is of LocalStack, which is tested against it. */
const MOST_WILDCARDS = 5;

/** A text in which `*` stands for any characters, none included: what stands between the wildcards, in order. */
export type Wildcard = readonly string[];

/** Reads a wildcard in which `\*` and `\\` are the characters themselves; otherwise a sentence that says what is wrong. */
export function readWildcard(text: string): Wildcard | string {
  const pieces: string[] = [];
  let piece = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '*') {
      if (text.charAt(i + 1) === '*') return `\`${shortened(text)}\` has two * side by side; one does the same`;
      pieces.push(piece);
      piece = '';
    } else if (character === '\\') {
      const escaped = text.charAt(++i);
      if (escaped !== '*' && escaped !== '\\') {
        return `\`${shortened(text)}\` has a \\ before something else than * or \\; write \\\\ for a \\ itself`;
      }
      piece += escaped;
    } else piece += character;
  }
  if (pieces.length > MOST_WILDCARDS) return `\`${shortened(text)}\` is too complex; use at most ${MOST_WILDCARDS} *`;
  return [...pieces, piece];
}

export function matchesWildcard([first = '', ...others]: Wildcard, text: string): boolean {
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
