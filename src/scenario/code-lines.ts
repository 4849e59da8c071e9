import type { Data } from '../trace/message.ts';
import { isRecord } from './kind-words.ts';
import type { CodeLine } from './program.ts';
import { expressionIn, sourceOf } from './template.ts';

/** Characters that fit on one line of the inspector. */
const WIDTH = 34;

/** A piece of a line: a text, or in brackets a name, which is set strong. */
export type Piece = string | readonly [name: string];

/** Writes a handler's pseudo-code, numbering its lines from 1. */
export class CodeLines {
  readonly lines: CodeLine[] = [];

  /** Adds a line; returns its number. */
  add(indent: number, ...pieces: readonly Piece[]): number {
    const number = this.lines.length + 1;
    const parts = pieces.map((piece) =>
      typeof piece === 'string' ? { text: piece, strong: false } : { text: piece[0], strong: true },
    );
    this.lines.push({ number, indent, parts: parts.filter(({ text }) => text !== '') });
    return number;
  }
}

/** A call's arguments: the names of its fields where they fit beside `taken` other characters. */
export function argumentsText(data: Data | undefined, taken: number): string {
  if (data === undefined) return '';
  const names = isRecord(data) ? Object.keys(data).join(', ') : sourceOf(data);
  return taken + names.length <= WIDTH ? names : '…';
}

/** An answer or a reason: `accepted` for `{ accepted: true }`, the names of several fields, else the value itself. */
export function answerText(data: Data): string {
  if (!isRecord(data))
    return expressionIn(data) === null && typeof data === 'string' ? JSON.stringify(data) : sourceOf(data);
  const fields = Object.entries(data);
  const [first] = fields;
  if (fields.length === 1 && first?.[1] === true) return first[0];
  const whole = sourceOf(data);
  return whole.length + 8 <= WIDTH ? whole : `{ ${fields.map(([name]) => name).join(', ')} }`;
}
