import { invariant } from '../../kernel/invariant.ts';
import type { Trace } from '../../trace/trace.ts';
import { WholeNumbers } from './whole-numbers.ts';

/** How one entry stands to another: it happened before, after, or neither could know of the other. */
export type Relation = 'same' | 'before' | 'after' | 'concurrent';

/** Of one place (a component, a link, the run), which of its entries an entry knows and which know it; those between are concurrent with it. */
export interface Reach {
  readonly at: string;
  /** Seq of the last entry there in the past; null: none. */
  readonly pastEnd: number | null;
  /** Seq of the first entry there in the future; null: none so far. */
  readonly futureStart: number | null;
}

/** The past and the future of one entry, place by place, and how many entries each has. */
export interface Cone {
  readonly reaches: readonly Reach[];
  readonly past: number;
  readonly future: number;
  readonly concurrent: number;
}

/** What a place has come to know of others, by the number of each place. */
type Knowledge = Uint32Array;

const NOTHING: Knowledge = new Uint32Array(0);

/**
 * Happens-before over a trace: an entry is after the earlier ones of its place, after its cause, and after all that
 * these are after. It takes in what was appended when it is asked. Vector clocks are kept only where a place learns
 * something from another one, so that memory grows with the messages rather than with the entries.
 */
export class Causality {
  readonly #trace: Trace;
  readonly #places: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By place: the seqs of its entries. */
  readonly #entries: WholeNumbers[] = [];
  /** By place: the index of what it knows now. */
  readonly #current: number[] = [];
  readonly #knowledge: Knowledge[] = [NOTHING];
  /** By seq: the number of its place, its own number there (from 1), the index of what it knows, its Lamport time. */
  readonly #place = new WholeNumbers();
  readonly #own = new WholeNumbers();
  readonly #knows = new WholeNumbers();
  readonly #lamport = new WholeNumbers();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The places where something happened, in the order of their first entries. */
  get places(): readonly string[] {
    this.#sync();
    return this.#places;
  }

  /** The vector clock of an entry: for each place, how many of its entries are in the past, its own counted too. Places of which it knows nothing are left out. */
  clockOf(seq: number): ReadonlyMap<string, number> {
    this.#sync();
    const clock = new Map<string, number>();
    for (const [place, name] of this.#places.entries()) {
      const known = this.#component(seq, place);
      if (known > 0) clock.set(name, known);
    }
    return clock;
  }

  /** The Lamport time of an entry, from 1: greater than that of all before it. */
  lamportOf(seq: number): number {
    this.#sync();
    return this.#lamport.at(seq);
  }

  /** How entry `a` stands to entry `b`, by their seqs. O(1). */
  relation(a: number, b: number): Relation {
    this.#sync();
    if (a === b) return 'same';
    if (this.#isKnown(a, b)) return 'before';
    return this.#isKnown(b, a) ? 'after' : 'concurrent';
  }

  /** Past and future of an entry among the first `count` entries. O(places × log entries). */
  coneOf(seq: number, count = this.#trace.entries.length): Cone {
    this.#sync();
    invariant(seq < count, 'an entry is among those that are known');
    let [past, future] = [-1, 0];
    const reaches = this.#places.map((at, place) => {
      const entries = this.#entries[place] as WholeNumbers;
      // The entry itself is known to itself.
      const known = this.#component(seq, place) - (place === this.#place.at(seq) ? 1 : 0);
      const end = firstIndex(entries.length, (i) => entries.at(i) >= count);
      const after = firstIndex(end, (i) => entries.at(i) !== seq && this.#isKnown(seq, entries.at(i)));
      past += this.#component(seq, place);
      future += end - after;
      return {
        at,
        pastEnd: known > 0 ? entries.at(known - 1) : null,
        futureStart: after < end ? entries.at(after) : null,
      };
    });
    return { reaches, past, future, concurrent: count - 1 - past - future };
  }

  /** The entries that brought this one about, each by the one before: from the root to the entry itself. */
  chainOf(seq: number): readonly number[] {
    const chain: number[] = [];
    for (let at: number | null = seq; at !== null; at = this.#trace.entries[at]?.cause ?? null) chain.push(at);
    return chain.reverse();
  }

  /** Whether entry `b` is after entry `a`. */
  #isKnown(a: number, b: number): boolean {
    return a !== b && this.#component(b, this.#place.at(a)) >= this.#own.at(a);
  }

  #component(seq: number, place: number): number {
    if (this.#place.at(seq) === place) return this.#own.at(seq);
    return this.#knowledge[this.#knows.at(seq)]?.[place] ?? 0;
  }

  #sync(): void {
    const { entries } = this.#trace;
    for (let seq = this.#place.length; seq < entries.length; seq++) {
      const { at, cause } = entries[seq] as (typeof entries)[number];
      this.#take(seq, this.#numberOf(at), cause);
    }
  }

  #take(seq: number, place: number, cause: number | null): void {
    const own = this.#entries[place] as WholeNumbers;
    const before = own.length === 0 ? 0 : this.#lamport.at(own.at(own.length - 1));
    if (cause !== null) this.#learn(place, cause);
    own.push(seq);
    this.#place.push(place);
    this.#own.push(own.length);
    this.#knows.push(this.#current[place] as number);
    this.#lamport.push(Math.max(before, cause === null ? 0 : this.#lamport.at(cause)) + 1);
  }

  /** Whatever the cause knows, the place knows from now on. */
  #learn(place: number, cause: number): void {
    const from = this.#place.at(cause);
    if (from === place) return;
    const known = this.#knowledge[this.#current[place] as number] as Knowledge;
    // Who knows an entry knows its past.
    if ((known[from] ?? 0) >= this.#own.at(cause)) return;
    const more = this.#knowledge[this.#knows.at(cause)] as Knowledge;
    const all = new Uint32Array(Math.max(known.length, more.length, from + 1));
    all.set(known);
    for (let i = 0; i < more.length; i++) all[i] = Math.max(all[i] as number, more[i] as number);
    all[from] = Math.max(all[from] as number, this.#own.at(cause));
    this.#current[place] = this.#knowledge.push(all) - 1;
  }

  #numberOf(at: string): number {
    const known = this.#numbers.get(at);
    if (known !== undefined) return known;
    const place = this.#places.push(at) - 1;
    this.#numbers.set(at, place);
    this.#entries.push(new WholeNumbers());
    this.#current.push(0);
    return place;
  }
}

/** The first index below `end` for which something holds that goes on holding; `end` where it never does. */
function firstIndex(end: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
