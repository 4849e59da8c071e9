const PLAIN = /[A-Za-z0-9_-]/;

/**
 * A name as it stands in a link. Letters, digits, `_` and `-` stay; anything else becomes its code point in hexadecimal
 * between dollars, which no program that passes links on escapes or cuts off, unlike percent signs.
 */
export function nameText(name: string): string {
  return Array.from(name, (c) => (PLAIN.test(c) ? c : `$${(c.codePointAt(0) ?? 0).toString(16)}$`)).join('');
}
