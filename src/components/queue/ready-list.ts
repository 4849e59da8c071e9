const COMPACT_FROM = 1024;

/** Items in an order of their own: the first leaves in constant time, and any can come back to its place. */
export class ReadyList<T> {
  readonly #before: (a: T, b: T) => number;
  #items: (T | undefined)[] = [];
  /** Where the first item is; what is in front of it has left. */
  #head = 0;

  /** `before` is negative where `a` stands in front of `b`; it must tell any two items apart. */
  constructor(before: (a: T, b: T) => number) {
    this.#before = before;
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  get first(): T | undefined {
    return this.#items[this.#head];
  }

  *[Symbol.iterator](): Generator<T> {
    for (let i = this.#head; i < this.#items.length; i++) yield this.#items[i]!;
  }

  /** Puts an item in its place. */
  add(item: T): void {
    const place = this.#placeOf(item);
    // Whoever comes back mostly belongs near the front, so the shorter side moves.
    if (this.#head > 0 && place - this.#head < this.#items.length - place) {
      this.#items.copyWithin(this.#head - 1, this.#head, place);
      this.#head--;
      this.#items[place - 1] = item;
    } else if (place === this.#items.length) this.#items.push(item);
    else this.#items.splice(place, 0, item);
  }

  /** Takes the first item out. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    if (this.#head >= COMPACT_FROM && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes an item out, wherever it is; false where it isn't in the list. */
  remove(item: T): boolean {
    const place = this.#placeOf(item);
    if (this.#items[place] !== item) return false;
    if (place === this.#head) this.shift();
    else this.#items.splice(place, 1);
    return true;
  }

  clear(): void {
    this.#items = [];
    this.#head = 0;
  }

  /** The place of the first item that isn't in front of this one. */
  #placeOf(item: T): number {
    let low = this.#head;
    let high = this.#items.length;
    if (high === low || this.#before(this.#items[high - 1]!, item) < 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#before(this.#items[middle]!, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
