import { type CST, Lexer } from 'yaml';
import { LIMITS } from './limits.ts';

interface Refused {
  readonly offset: number;
  readonly message: string;
}

/** What must not even be parsed: text that is far too many brackets and quotes. */
export function refusedText(text: string): Refused | null {
  let pieces = 0;
  let depth = 0;
  let offset = 0;
  for (const piece of new Lexer().lex(text)) {
    if (++pieces > LIMITS.pieces)
      return { offset, message: 'the document has too many pieces for its length: brackets, quotes or dashes' };
    if (piece === '[' || piece === '{') depth++;
    else if (piece === ']' || piece === '}') depth--;
    if (depth > LIMITS.depth) return { offset, message: `this is nested over ${LIMITS.depth} levels deep` };
    // The lexer marks documents and texts with control characters that do not stand in the text.
    if (!MARKS.has(piece)) offset += piece.length;
  }
  return null;
}

const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * What must not reach the composer, which recurses: too many or too deeply nested values; and what a scenario
 * has no use for: anchors and aliases (a few can stand for billions of values), tags, several documents.
 */
export function refusedToken(tokens: readonly CST.Token[]): Refused | null {
  const documents = tokens.filter((token) => token.type === 'document');
  const second = documents[1];
  if (second !== undefined)
    return { offset: second.offset, message: 'a second document begins here; a file holds one scenario' };
  let values = 0;
  for (const { token, depth } of tokensIn(documents)) {
    if (depth > LIMITS.depth)
      return { offset: token.offset, message: `this is nested over ${LIMITS.depth} levels deep` };
    if (++values > LIMITS.values)
      return { offset: token.offset, message: `the document has over ${LIMITS.values} values` };
    if (token.type === 'alias') return { offset: token.offset, message: aliasWords(token.source) };
    const refused = refusedProperty(token);
    if (refused !== null) return refused;
  }
  return null;
}

/** The first thing that YAML knows and JSON doesn't. */
export function tokenBeyondJson(tokens: readonly CST.Token[]): Refused | null {
  for (const { token } of tokensIn(tokens)) {
    const isJson =
      token.type === 'document' ||
      token.type === 'flow-collection' ||
      token.type === 'double-quoted-scalar' ||
      (token.type === 'scalar' && /^(?:true|false|null|-?\d.*)$/.test(token.source));
    if (!isJson) return { offset: token.offset, message: 'this is not JSON; a file with YAML ends in .yaml' };
  }
  return null;
}

/** Tokens with their depth, in the order of the text; without recursion, for the depth is not known to be bounded yet. */
function* tokensIn(tokens: readonly CST.Token[]): Generator<{ readonly token: CST.Token; readonly depth: number }> {
  const pending = [...tokens].reverse().map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    yield next;
    if (token.type === 'document') {
      if (token.value !== undefined) pending.push({ token: token.value, depth });
    } else if ('items' in token) {
      for (const item of [...token.items].reverse()) {
        if (item.value !== undefined) pending.push({ token: item.value, depth: depth + 1 });
        if (item.key !== undefined && item.key !== null) pending.push({ token: item.key, depth: depth + 1 });
      }
    }
  }
}

function refusedProperty(token: CST.Token): Refused | null {
  const properties: readonly CST.SourceToken[] =
    token.type === 'document'
      ? token.start
      : 'items' in token
        ? token.items.flatMap((item) => [...item.start, ...(item.sep ?? [])])
        : 'props' in token
          ? (token.props.filter((prop) => 'source' in prop) as CST.SourceToken[])
          : [];
  for (const { type, offset, source } of properties) {
    if (type === 'anchor')
      return {
        offset,
        message: `\`${source.slice(0, 40)}\` is an anchor, which scenarios do not have; if it is text, put it in quotes`,
      };
    if (type === 'tag')
      return {
        offset,
        message: `\`${source.slice(0, 40)}\` is a tag, which scenarios do not have; if it is text, put it in quotes`,
      };
  }
  return null;
}

function aliasWords(source: string): string {
  return `\`${source.slice(0, 40)}\` is an alias, which scenarios do not have; if it is text, put it in quotes`;
}
