import { invariant } from './invariant.ts';

// One tag per kind of part, so that 1, "1", true and [1] differ, and "ab","c" from "a","bc".
const TAG_INT = 1;
const TAG_FLOAT = 2;
const TAG_STRING = 3;
const TAG_CHARACTERS = 4;
const TAG_BOOL = 5;
const TAG_NULL = 6;
const TAG_ARRAY = 7;
const TAG_OBJECT = 8;
const TAG_WIDE_INT = 9;

const START_HIGH = 0x243f6a88 | 0;
const START_LOW = 0x85a308d3 | 0;

const TWO_TO_32 = 0x100000000;
const scratch = new DataView(new ArrayBuffer(8));

/**
 * An incremental hash of 64 bits that is the same in every engine: two lanes of 32 bits, mixed as MurmurHash3 does.
 * It tells runs apart; it is no protection against somebody who makes collisions on purpose.
 */
export class Hasher {
  #high = START_HIGH;
  #low = START_LOW;

  /** Adds a safe integer. */
  int(n: number): this {
    if ((n | 0) === n) return this.#mix(TAG_INT, n);
    invariant(Number.isSafeInteger(n), () => `${n} isn't a safe integer`);
    return this.#mix(TAG_WIDE_INT, n | 0).#mix(TAG_WIDE_INT, Math.floor(n / TWO_TO_32));
  }

  /** Adds any number by its IEEE 754 bits; -0 counts as 0, and every NaN as the same. */
  float(n: number): this {
    // Engines may write a NaN with any payload.
    if (Number.isNaN(n)) return this.#mix(TAG_FLOAT, 0).#mix(TAG_FLOAT, 0x7ff80000);
    scratch.setFloat64(0, n === 0 ? 0 : n, true);
    return this.#mix(TAG_FLOAT, scratch.getInt32(0, true)).#mix(TAG_FLOAT, scratch.getInt32(4, true));
  }

  string(s: string): this {
    const length = s.length;
    this.#mix(TAG_STRING, length);
    let i = 0;
    for (; i + 1 < length; i += 2) this.#mix(TAG_CHARACTERS, s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16));
    return i < length ? this.#mix(TAG_CHARACTERS, s.charCodeAt(i)) : this;
  }

  bool(b: boolean): this {
    return this.#mix(TAG_BOOL, b ? 1 : 0);
  }

  /**
   * Adds a JSON value: the order of an object's keys doesn't count, nor do keys whose value is undefined;
   * in an array, undefined counts as null, as in JSON. Throws on what JSON can't hold.
   */
  value(json: unknown): this {
    switch (typeof json) {
      case 'string':
        return this.string(json);
      case 'number':
        return (json | 0) === json ? this.#mix(TAG_INT, json) : this.float(json);
      case 'boolean':
        return this.bool(json);
      case 'undefined':
        return this.#mix(TAG_NULL, 0);
      case 'object':
        if (json === null) return this.#mix(TAG_NULL, 0);
        return Array.isArray(json) ? this.#array(json) : this.#object(json);
      default:
        invariant(false, () => `a ${typeof json} has no hash`);
    }
  }

  /** The hash of what was added so far, as 16 hexadecimal digits; more may be added afterwards. */
  digest(): string {
    const [high, low] = this.words();
    return hex(high) + hex(low);
  }

  /** The hash of what was added so far, as two 32-bit integers. */
  words(): readonly [high: number, low: number] {
    let high = (this.#high + this.#low) | 0;
    let low = (this.#low + high) | 0;
    high = avalanche(high);
    low = avalanche(low);
    high = (high + low) | 0;
    low = (low + high) | 0;
    return [high, low];
  }

  clone(): Hasher {
    const copy = new Hasher();
    copy.#high = this.#high;
    copy.#low = this.#low;
    return copy;
  }

  #array(items: readonly unknown[]): this {
    this.#mix(TAG_ARRAY, items.length);
    for (const item of items) this.value(item);
    return this;
  }

  #object(object: object): this {
    const prototype: unknown = Object.getPrototypeOf(object);
    // A Map or a Date has no keys of its own: all of them would get the same hash.
    invariant(
      prototype === null || Object.getPrototypeOf(prototype) === null,
      () => `a ${object.constructor.name} has no hash, only plain data has`,
    );
    const fields = object as Readonly<Record<string, unknown>>;
    const outerHigh = this.#high;
    const outerLow = this.#low;
    let sumHigh = 0;
    let sumLow = 0;
    let count = 0;
    // A sum over fields, each hashed from the same start, is free of their order and much faster than sorting keys.
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (value === undefined) continue;
      this.#high = START_HIGH;
      this.#low = START_LOW;
      this.string(key).value(value);
      const high = (this.#high + this.#low) | 0;
      sumHigh = (sumHigh + avalanche(high)) | 0;
      sumLow = (sumLow + avalanche((this.#low + high) | 0)) | 0;
      count++;
    }
    this.#high = outerHigh;
    this.#low = outerLow;
    return this.#mix(TAG_OBJECT, count).#mix(TAG_OBJECT, sumHigh).#mix(TAG_OBJECT, sumLow);
  }

  // For a given word this is a bijection of the state, and for a given state both lanes are bijections of the word:
  // parts can't erase what came before, and a change of one word always shows.
  #mix(tag: number, word: number): this {
    let k = Math.imul(word, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    let high = this.#high ^ Math.imul(k, 0x1b873593);
    high = (high << 13) | (high >>> 19);
    high = (Math.imul(high + this.#low, 5) + 0xe6546b64) | 0;
    k = Math.imul(word, 0xab0e9789);
    k = (k << 16) | (k >>> 16);
    let low = this.#low ^ Math.imul(k, 0x38b34ae5);
    low = (low << 17) | (low >>> 15);
    low = (Math.imul(low + high + tag, 5) + 0x561ccd1b) | 0;
    this.#high = high;
    this.#low = low;
    return this;
  }
}

function avalanche(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
