/** Where an event id was last written. */
interface Written {
  readonly stream: string;
  readonly number: number;
}

/** The ids that the store has seen lately, in memory: the newest so many of all streams together. */
export class RecentIds {
  readonly #most: number;
  readonly #written = new Map<string, Written>();

  constructor(most: number) {
    this.#most = most;
  }

  add(id: string, stream: string, number: number): void {
    // A map keeps the place of a key that it has already: the id is among the newest again.
    this.#written.delete(id);
    this.#written.set(id, { stream, number });
    if (this.#written.size <= this.#most) return;
    const [oldest] = this.#written.keys();
    if (oldest !== undefined) this.#written.delete(oldest);
  }

  /** The number under which the id was last written, if that was in this stream. */
  numberIn(stream: string, id: string): number | null {
    const written = this.#written.get(id);
    return written?.stream === stream ? written.number : null;
  }

  clear(): void {
    this.#written.clear();
  }
}
