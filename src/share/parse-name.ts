const TEXT = /^(?:[A-Za-z0-9_-]|\$[0-9a-f]{1,6}\$)+$/;
const ESCAPE = /\$([0-9a-f]{1,6})\$/g;
const LAST_CODE_POINT = 0x10ffff;

/** The name that `nameText` wrote; null where the text isn't one. */
export function parseName(text: string): string | null {
  if (!TEXT.test(text)) return null;
  let known = true;
  const name = text.replace(ESCAPE, (_, hex: string) => {
    const codePoint = Number.parseInt(hex, 16);
    known &&= codePoint <= LAST_CODE_POINT;
    return known ? String.fromCodePoint(codePoint) : '';
  });
  return known ? name : null;
}
