const PLAIN = /[A-Za-z0-9_-]/;
const TEXT = /^(?:[A-Za-z0-9_-]|\$[0-9a-f]{1,6}\$)+$/;
const ESCAPE = /\$([0-9a-f]{1,6})\$/g;
const LAST_CODE_POINT = 0x10ffff;

/**
 * A name as it stands in a link. Letters, digits, `_` and `-` stay; anything else becomes its code point in hexadecimal
 * between dollars, which no program that passes links on escapes or cuts off, unlike percent signs.
 */
export function nameText(name: string): string {
  return Array.from(name, (c) => (PLAIN.test(c) ? c : `$${(c.codePointAt(0) ?? 0).toString(16)}$`)).join('');
}

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
