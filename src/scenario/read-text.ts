import { Composer, type CST, isMap, isScalar, isSeq, type Node, type Pair, Parser } from 'yaml';
import type { Data } from '../trace/message.ts';
import { shortened } from './did-you-mean.ts';
import { type DocumentSource, FORBIDDEN_NAMES, type Unreadable } from './document-source.ts';
import { LIMITS } from './limits.ts';
import { type Finding, type Path, pathText } from './problem.ts';
import { refusedText, refusedToken, tokenBeyondJson } from './yaml-bounds.ts';
import { yamlWords } from './yaml-words.ts';

/** Reads YAML, or JSON, which is YAML too. Never throws: what cannot be read comes back with its place. */
export function readText(
  text: string,
  format: 'yaml' | 'json' = 'yaml',
): DocumentSource | { readonly unreadable: Unreadable } {
  const starts = lineStarts(text);
  const at = (offset: number): { line: number; column: number } => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
  const unreadable = (offset: number, message: string, path: Path = []) => ({
    unreadable: { ...at(offset), path: pathText(path), message },
  });
  if (text.length > LIMITS.characters)
    return unreadable(
      0,
      `the document has ${Math.ceil(text.length / 1024)} kB; ${LIMITS.characters / 1024} kB are allowed`,
    );

  const tooMuch = refusedText(text);
  if (tooMuch !== null) return unreadable(tooMuch.offset, tooMuch.message);
  const tokens = [...new Parser().parse(text)];
  const refused = refusedToken(tokens) ?? (format === 'json' ? tokenBeyondJson(tokens) : null);
  if (refused !== null) return unreadable(refused.offset, refused.message);
  const [document] = new Composer({ uniqueKeys: false, version: '1.2', schema: 'core', logLevel: 'silent' }).compose(
    firstDocument(tokens),
    true,
    text.length,
  );
  const [error] = document?.errors ?? [];
  if (error !== undefined) return unreadable(error.pos[0], yamlWords(error.code, error.message, text, error.pos[0]));
  if (document === undefined || document.contents === null) return unreadable(0, 'the document is empty');
  const root = document.contents as Node;
  try {
    const data = toData(root, []);
    return { data, locate: (path, on, offset) => at(offsetOf(root, text, path, on, offset)) };
  } catch (error_) {
    if (error_ instanceof Misread) return unreadable(error_.offset, error_.message, error_.path);
    throw error_;
  }
}

/** Offsets at which lines begin. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** The text holds something that JSON cannot; thrown and caught in this module only. */
class Misread extends Error {
  readonly offset: number;
  readonly path: Path;

  constructor(message: string, node: Node | null, path: Path) {
    super(message);
    this.offset = node?.range?.[0] ?? 0;
    this.path = path;
  }
}

function firstDocument(tokens: readonly CST.Token[]): CST.Token[] {
  // Each stray token gives an error of its own, and only the first is told.
  const stray = tokens.findIndex((token) => token.type === 'error');
  return stray === -1 ? [...tokens] : tokens.slice(0, stray + 1);
}

function toData(node: Node | null, path: Path): Data {
  if (node === null) return null;
  if (isMap(node)) return toRecord(node.items as Pair<Node, Node | null>[], path);
  if (isSeq(node)) return node.items.map((item, i) => toData(item as Node | null, [...path, i]));
  if (!isScalar(node)) throw new Misread('this cannot be read', node, path);
  const { value } = node;
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Misread(`\`${node.source ?? value}\` is not a number that JSON can hold`, node, path);
  return value as Data;
}

function toRecord(pairs: readonly Pair<Node, Node | null>[], path: Path): Data {
  const record: { [field: string]: Data } = {};
  for (const { key, value } of pairs) {
    const field = keyOf(key);
    if (field === null) throw new Misread('the name of a field is a text', key, path);
    if (FORBIDDEN_NAMES.has(field))
      throw new Misread(`\`${field}\` cannot be the name of a field`, key, [...path, field]);
    if (Object.hasOwn(record, field))
      throw new Misread(`\`${shortened(field)}\` stands here twice; a name can be used once`, key, [...path, field]);
    record[field] = toData(value, [...path, field]);
  }
  return record;
}

function keyOf(key: Node | null): string | null {
  if (!isScalar(key) || key.value === null) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function offsetOf(root: Node, text: string, path: Path, on: Finding['on'], offset: number): number {
  let node: Node | null = root;
  let start = startOf(root);
  for (const [i, part] of path.entries()) {
    const isLast = i === path.length - 1;
    if (isMap(node)) {
      const pair: Pair<Node, Node | null> | undefined = (node.items as Pair<Node, Node | null>[]).find(
        ({ key }) => keyOf(key) === String(part),
      );
      if (pair === undefined) return start;
      node = pair.value;
      start = isLast && on === 'key' ? startOf(pair.key) : startOf(node ?? pair.key);
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as Node | null | undefined;
      if (item === undefined || item === null) return start;
      node = item;
      start = startOf(item);
    } else return start;
  }
  return on === 'key' || offset === 0 ? start : start + offsetWithin(node, text, offset);
}

/** Characters into a text are characters into the document only where the text stands there letter by letter. */
function offsetWithin(node: Node | null, text: string, offset: number): number {
  if (!isScalar(node) || typeof node.value !== 'string' || node.range === undefined || node.range === null) return 0;
  const [start] = node.range;
  const quote = /^["']/.test(text.slice(start, start + 1)) ? 1 : 0;
  return text.startsWith(node.value, start + quote) ? quote + offset : 0;
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
