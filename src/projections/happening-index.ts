import type { Entry } from '../trace/entry.ts';
import { Ascending } from './ascending.ts';
import { isHappening } from './happening.ts';

/** When something happens, and where. */
export class HappeningIndex {
  readonly #entries: readonly Entry[];
  readonly #seqs = new Ascending();
  readonly #byPlace = new Map<string, Ascending>();

  /** `entries` is the trace's. */
  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  take(entry: Entry): void {
    if (!isHappening(entry)) return;
    this.#seqs.push(entry.seq);
    let place = this.#byPlace.get(entry.at);
    if (place === undefined) this.#byPlace.set(entry.at, (place = new Ascending()));
    place.push(entry.seq);
  }

  /** The first happening that is not among the first `count` entries. */
  after(count: number): Entry | null {
    return this.#entry(this.#seqs, this.#seqs.countBelow(count));
  }

  /** The last happening among the first `count` entries. */
  before(count: number): Entry | null {
    return this.#entry(this.#seqs, this.#seqs.countBelow(count) - 1);
  }

  /** What happened in one place among the first `count` entries, newest first, at most `limit`. */
  at(place: string, count: number, limit: number): readonly Entry[] {
    const here = this.#byPlace.get(place);
    if (here === undefined) return [];
    const end = here.countBelow(count);
    return Array.from({ length: Math.min(limit, end) }, (_, back) => this.#entries[here.at(end - 1 - back)] as Entry);
  }

  #entry(seqs: Ascending, index: number): Entry | null {
    return index < 0 || index >= seqs.length ? null : (this.#entries[seqs.at(index)] as Entry);
  }
}
