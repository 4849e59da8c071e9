export type Face = 'text' | 'mono' | 'display';

/** Advance of each printable ASCII character, from the space on, in hundredths of an em, weight 700. */
const TEXT_ADVANCE =
  '31 30 39 76 61 97 72 21 33 33 48 59 27 37 27 44 66 44 58 60 62 61 63 54 62 57 27 27 57 61 57 55 78 68 64 66 69 60 57 72 70 42 56 66 55 86 72 75 63 76 65 61 61 69 64 89 68 65 62 34 44 34 58 40 29 55 60 51 60 56 36 59 57 30 26 55 32 88 57 58 60 60 38 51 38 57 53 74 54 52 51 38 25 38 54'
    .split(' ')
    .map(Number);

const isWide = (code: number): boolean => code >= 0x1100 && !(code >= 0x2000 && code < 0x2e80);

/** The width of `text` in px at a font size of `size` px; an estimate within a few percent. */
export function textWidth(text: string, size: number, face: Face = 'text'): number {
  let hundredths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (isWide(code)) hundredths += 100;
    else if (face === 'mono') hundredths += 60;
    else hundredths += (TEXT_ADVANCE[code - 32] ?? 62) * (face === 'display' ? 0.86 : 1);
  }
  return (hundredths * size) / 100;
}

/** One step down the type scale, never under the 13 px floor. */
export const stepDown = (size: number): number => Math.min(size, Math.max(13, Math.round(size * 0.86)));

export interface FittedText {
  readonly lines: readonly string[];
  readonly size: number;
  /** True when something had to be left out: the drawing then carries the whole text as its title. */
  readonly cut: boolean;
}

/** Cuts `text` with an ellipsis to at most `width` px; `keep` says which end carries the difference. */
export function ellipsis(
  text: string,
  width: number,
  size: number,
  face: Face,
  keep: 'head' | 'tail' = 'head',
): string {
  if (textWidth(text, size, face) <= width) return text;
  const characters = [...text];
  while (characters.length > 1) {
    if (keep === 'head') characters.pop();
    else characters.shift();
    const shorter = characters.join('').trim();
    const candidate = keep === 'head' ? `${shorter}…` : `…${shorter}`;
    if (textWidth(candidate, size, face) <= width) return candidate;
  }
  return characters.join('');
}

/** Fits `text` on one line of `width` px: first as it is, then one step smaller, then cut. */
export function fitLine(
  text: string,
  width: number,
  size: number,
  face: Face = 'text',
  keep: 'head' | 'tail' = 'head',
): FittedText {
  if (textWidth(text, size, face) <= width) return { lines: [text], size, cut: false };
  const small = stepDown(size);
  const line = ellipsis(text, width, small, face, keep);
  return { lines: [line], size: small, cut: line !== text };
}

/** Fits `text` in a box `width` px wide and `maxLines` high: as it is, then wrapped, then one step smaller, then cut. */
export function fitLines(text: string, width: number, size: number, maxLines: number, face: Face = 'text'): FittedText {
  for (const z of [size, stepDown(size)]) {
    const lines = wrap(text, width, z, face);
    if (lines.length <= maxLines && lines.every((line) => textWidth(line, z, face) <= width))
      return { lines, size: z, cut: false };
  }
  const small = stepDown(size);
  const lines = wrap(text, width, small, face);
  const kept = lines.slice(0, maxLines);
  if (lines.length > maxLines) kept[maxLines - 1] = `${kept[maxLines - 1]} ${lines.slice(maxLines).join(' ')}`;
  return { lines: kept.map((line) => ellipsis(line, width, small, face)), size: small, cut: true };
}

/** Greedy wrap at spaces and after hyphens, dots and underscores; a lone long word stays whole. */
function wrap(text: string, width: number, size: number, face: Face): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/\s*[^\s\-._]*[-._]*/g) ?? []) {
    if (line !== '' && textWidth(line + piece, size, face) > width) {
      lines.push(line.trim());
      line = piece.trim();
    } else line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  return lines.length === 0 ? [''] : lines;
}
