/** How far one version of a read model is in its source, partition by partition, and what of that survives a crash. */
export class Applied {
  /** The rows are saved with every event; the places with them, or after so many. */
  readonly #every: number;
  #places = new Map<number, number>();
  #position = -1;
  #saved = { places: new Map<number, number>(), position: -1 };
  #since = 0;

  constructor(every: number) {
    this.#every = every;
  }

  /** All events up to here are in the rows; -1: none. */
  get position(): number {
    return this.#position;
  }

  /** Whether the event at a place is in the rows already. */
  has(partition: number, place: number): boolean {
    return (this.#places.get(partition) ?? -1) >= place;
  }

  /** The event at a place is in the rows. Returns whether that is saved. `position`: null where its source has none. */
  take(partition: number, place: number, position: number | null): boolean {
    this.#places.set(partition, place);
    this.#position = position ?? this.#countBelow() - 1;
    this.#since++;
    if (this.#since < this.#every) return false;
    this.#since = 0;
    this.#saved = { places: new Map(this.#places), position: this.#position };
    return true;
  }

  /** There is nothing for this read model up to a position. Returns whether that is news. */
  pass(position: number): boolean {
    if (position <= this.#position) return false;
    this.#position = position;
    return true;
  }

  /** Whether it is at least as far as another version. */
  covers(other: Applied): boolean {
    return [...other.#places].every(([partition, place]) => this.has(partition, place));
  }

  /** What is not saved is forgotten: the events since come again. */
  crash(): void {
    this.#places = new Map(this.#saved.places);
    this.#position = this.#saved.position;
    this.#since = 0;
  }

  /** A log has no positions over all its partitions: the number of its records so far stands for one. */
  #countBelow(): number {
    let count = 0;
    for (const place of this.#places.values()) count += place + 1;
    return count;
  }
}
