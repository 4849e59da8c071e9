/** Where an event id was last written. */
interface Written {
  readonly stream: string;
  readonly number: number;
  /** Counts all writes. */
  readonly nth: number;
}

/** The ids of the newest so many events, of all streams together, in memory. */
export class RecentIds {
  readonly #most: number;
  readonly #written = new Map<string, Written>();
  /** The id of the nth write is at nth modulo `most`; a map in the order of writing would be slow to take from. */
  #ring: string[] = [];
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(id: string, stream: string, number: number): void {
    const nth = this.#count++;
    const at = nth % this.#most;
    const oldest = this.#ring[at];
    // The same id may have been written again since.
    if (oldest !== undefined && this.#written.get(oldest)?.nth === nth - this.#most) this.#written.delete(oldest);
    this.#ring[at] = id;
    this.#written.set(id, { stream, number, nth });
  }

  /** The number under which the id was last written, if that was in this stream. */
  numberIn(stream: string, id: string): number | null {
    const written = this.#written.get(id);
    return written?.stream === stream ? written.number : null;
  }

  clear(): void {
    this.#written.clear();
    this.#ring = [];
    this.#count = 0;
  }
}
