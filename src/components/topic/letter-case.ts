/** A text with each of its characters in lower and in upper case; some letters take two in one of them, as ß does. */
export type AnyCase = readonly (readonly string[])[];

export function inAnyCase(text: string): AnyCase {
  return text.split('').map((character) => [...new Set([character.toLowerCase(), character.toUpperCase()])]);
}

export function equalsInAnyCase(pattern: AnyCase, text: string): boolean {
  return endsOf(pattern, text).has(text.length);
}

export function startsInAnyCase(pattern: AnyCase, text: string): boolean {
  return endsOf(pattern, text).size > 0;
}

/** Where the pattern can end when it begins at the text's beginning. */
function endsOf(pattern: AnyCase, text: string): ReadonlySet<number> {
  let places = new Set([0]);
  for (const forms of pattern) {
    const next = new Set<number>();
    for (const at of places) for (const form of forms) if (text.startsWith(form, at)) next.add(at + form.length);
    if (next.size === 0) return next;
    places = next;
  }
  return places;
}

export function endsInAnyCase(pattern: AnyCase, text: string): boolean {
  let places = new Set([text.length]);
  for (const forms of pattern.toReversed()) {
    const next = new Set<number>();
    for (const end of places) for (const form of forms) if (text.endsWith(form, end)) next.add(end - form.length);
    if (next.size === 0) return false;
    places = next;
  }
  return true;
}
