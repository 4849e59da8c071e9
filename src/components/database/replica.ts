/** One version of one row, as replicas keep it. Among the versions of a key the larger number is the newer one. */
export interface Versioned<V> {
  readonly number: number;
  readonly value: V;
}

/** One copy of the rows: it keeps the newest version of each key that has reached it. */
export class Replica<V> {
  readonly #rows = new Map<string, Versioned<V>>();

  /** Returns false where a newer version is here already, which stays. */
  apply(key: string, version: Versioned<V>): boolean {
    const held = this.#rows.get(key);
    if (held !== undefined && held.number >= version.number) return false;
    this.#rows.set(key, version);
    return true;
  }

  read(key: string): Versioned<V> | null {
    return this.#rows.get(key) ?? null;
  }

  keys(): Iterable<string> {
    return this.#rows.keys();
  }
}
