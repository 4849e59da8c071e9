import type { Data } from '../trace/message.ts';
import { type DocumentSource, FORBIDDEN_NAMES, type Unreadable } from './document-source.ts';
import { LIMITS } from './limits.ts';
import { type Path, pathText } from './problem.ts';

/** Copies a value that came as data (parsed JSON, a link's payload), refusing what JSON cannot hold and what is too large. */
export function readData(value: unknown): DocumentSource | { readonly unreadable: Unreadable } {
  try {
    return { data: new Copier().copy(value, []), locate: () => ({ line: null, column: null }) };
  } catch (error) {
    if (error instanceof Uncopied) {
      return { unreadable: { line: null, column: null, path: pathText(error.path), message: error.message } };
    }
    // A getter or a proxy may throw anything; whatever it is, this is not a document.
    return {
      unreadable: {
        line: null,
        column: null,
        path: '',
        message: 'the document could not be read: it is not plain data',
      },
    };
  }
}

class Uncopied extends Error {
  readonly path: Path;

  constructor(message: string, path: Path) {
    super(message);
    this.path = path;
  }
}

class Copier {
  #values = 0;
  #characters = 0;

  copy(value: unknown, path: Path): Data {
    if (++this.#values > LIMITS.values) throw new Uncopied(`the document has over ${LIMITS.values} values`, []);
    if (path.length > LIMITS.depth)
      throw new Uncopied(`the document is nested over ${LIMITS.depth} levels deep`, path.slice(0, 4));
    switch (typeof value) {
      case 'string':
        this.#count(value);
        return value;
      case 'number':
        if (!Number.isFinite(value)) throw new Uncopied(`${value} is not a number that JSON can hold`, path);
        return value;
      case 'boolean':
        return value;
      case 'object':
        if (value === null) return null;
        return Array.isArray(value) ? this.#list(value as unknown[], path) : this.#record(value, path);
      default:
        throw new Uncopied(`a ${typeof value} is not data`, path);
    }
  }

  #list(items: readonly unknown[], path: Path): Data {
    if (items.length > LIMITS.values) throw new Uncopied(`the document has over ${LIMITS.values} values`, []);
    return Array.from(items, (item, i) => this.copy(item, [...path, i]));
  }

  #record(record: object, path: Path): Data {
    const prototype: unknown = Object.getPrototypeOf(record);
    if (prototype !== null && prototype !== Object.prototype) throw new Uncopied('this is not plain data', path);
    const copy: { [field: string]: Data } = {};
    for (const field of Object.keys(record)) {
      if (FORBIDDEN_NAMES.has(field))
        throw new Uncopied(`\`${field}\` cannot be the name of a field`, [...path, field]);
      this.#count(field);
      copy[field] = this.copy((record as Record<string, unknown>)[field], [...path, field]);
    }
    return copy;
  }

  #count(text: string): void {
    this.#characters += text.length;
    if (this.#characters > LIMITS.characters)
      throw new Uncopied(`the document is larger than ${LIMITS.characters / 1024} kB`, []);
  }
}
