import { CelRefusal } from './cel-refusal.ts';
import { unescaped } from './cel-text.ts';

/** `start` and `end` are offsets into the source. */
export type CelToken = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'end' }
);

const BLANK = /(?:[ \t\n\r]|\/\/[^\n]*)*/y;
const NUMBER = /0[xX][\da-fA-F]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const SIGN = /==|!=|<=|>=|&&|\|\||[-+*/%<>!()[\]{}.,:?]/y;
const TEXT_PREFIX = /[bBrR]?(?=["'])/y;
const TEXT =
  /"{3}(?<long>(?:[^\\]|\\[^])*?)"{3}|'{3}(?<late>(?:[^\\]|\\[^])*?)'{3}|"(?!"")(?<double>(?:[^"\\\n\r]|\\[^])*)"|'(?!'')(?<single>(?:[^'\\\n\r]|\\[^])*)'/y;

const WORDS: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads the tokens of an expression, one after the other. */
export class CelLexer {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  next(): CelToken {
    this.#match(BLANK);
    const start = this.#at;
    if (start === this.#source.length) return { kind: 'end', start, end: start };
    const prefix = this.#match(TEXT_PREFIX);
    if (prefix !== null) return this.#text(prefix.toLowerCase(), start);
    const number = this.#match(NUMBER);
    if (number !== null) return this.#number(number, start);
    const name = this.#match(NAME);
    if (name !== null) {
      const end = this.#at;
      const value = WORDS.get(name);
      if (value !== undefined) return { kind: 'literal', value, start, end };
      return { kind: name === 'in' ? 'sign' : 'name', text: name, start, end };
    }
    const sign = this.#match(SIGN);
    if (sign !== null) return { kind: 'sign', text: sign, start, end: this.#at };
    const strange = String.fromCodePoint(this.#source.codePointAt(start) as number);
    throw new CelRefusal(
      strange === '=' ? '`=` compares nothing; write `==`' : `\`${strange}\` does not belong here`,
      start,
    );
  }

  #number(text: string, start: number): CelToken {
    if (/^[uU]/.test(this.#source.slice(this.#at))) throw unsupported(start);
    const value = Number(text);
    const isWhole = /^(?:0[xX][\da-fA-F]*|\d+)$/.test(text);
    if (Number.isNaN(value)) throw new CelRefusal(`\`${text}\` is not a number`, start);
    if (isWhole ? !Number.isSafeInteger(value) : !Number.isFinite(value))
      throw new CelRefusal(`the number ${text} is too large${isWhole ? ' to be exact' : ''}`, start);
    return { kind: 'literal', value, start, end: this.#at };
  }

  #text(prefix: string, start: number): CelToken {
    const from = this.#at;
    TEXT.lastIndex = from;
    const groups = TEXT.exec(this.#source)?.groups;
    if (groups === undefined) throw new CelRefusal('a text in quotes has no closing quote', from);
    if (prefix === 'b') throw unsupported(start);
    this.#at = TEXT.lastIndex;
    const { long, late, double, single } = groups;
    const raw = long ?? late ?? double ?? single ?? '';
    const value = prefix === 'r' ? raw : unescaped(raw, from + (this.#at - from - raw.length) / 2);
    return { kind: 'literal', value, start, end: this.#at };
  }

  /** What stands here, if it has this form; and goes behind it. */
  #match(form: RegExp): string | null {
    form.lastIndex = this.#at;
    const found = form.exec(this.#source);
    if (found === null) return null;
    this.#at = form.lastIndex;
    return found[0];
  }
}

function unsupported(offset: number): CelRefusal {
  return new CelRefusal('bytes (b"…") and unsigned numbers (1u) are not supported; write a text or a number', offset);
}
