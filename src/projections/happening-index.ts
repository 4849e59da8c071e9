import type { Entry } from '../trace/entry.ts';
import { isHappening } from './happening.ts';
import { countBelow } from './sorted.ts';

/** When something happens, and where. */
export class HappeningIndex {
  readonly #all: Entry[] = [];
  /** Instants of `#all`, one for each. */
  readonly #atUs: number[] = [];
  readonly #byPlace = new Map<string, { readonly entries: Entry[]; readonly atUs: number[] }>();

  take(entry: Entry): void {
    if (!isHappening(entry)) return;
    this.#all.push(entry);
    this.#atUs.push(entry.tUs);
    let place = this.#byPlace.get(entry.at);
    if (place === undefined) this.#byPlace.set(entry.at, (place = { entries: [], atUs: [] }));
    place.entries.push(entry);
    place.atUs.push(entry.tUs);
  }

  /** The first happening after the instant. */
  after(tUs: number): Entry | null {
    return this.#all[countBelow(this.#atUs, tUs + 1)] ?? null;
  }

  /** The last happening before the instant. */
  before(tUs: number): Entry | null {
    return this.#all[countBelow(this.#atUs, tUs) - 1] ?? null;
  }

  /** What happened in one place up to the instant, newest first, at most `limit`. */
  upTo(place: string, tUs: number, limit: number): readonly Entry[] {
    const here = this.#byPlace.get(place);
    if (here === undefined) return [];
    const end = countBelow(here.atUs, tUs + 1);
    return here.entries.slice(Math.max(0, end - limit), end).reverse();
  }
}
