import type { Entry } from '../trace/entry.ts';
import { Ascending } from './ascending.ts';

const BETWEEN_SNAPSHOTS = 64;

/**
 * A left fold over those entries of a trace that concern one thing, with a snapshot of its state every few of them.
 * States are immutable and share what did not change, so a snapshot costs one reference.
 */
export class Fold<S> {
  readonly #entries: readonly Entry[];
  readonly #apply: (state: S, entry: Entry) => S;
  readonly #seqs = new Ascending();
  /** Snapshot i is the state after i * BETWEEN_SNAPSHOTS entries. */
  readonly #snapshots: S[];
  #tip: S;
  /** Where the last seek ended: playing on from there folds only what is new. */
  #lastVersion = 0;
  #last: S;

  /** `entries` is the trace's. */
  constructor(entries: readonly Entry[], initial: S, apply: (state: S, entry: Entry) => S) {
    this.#entries = entries;
    this.#apply = apply;
    this.#snapshots = [initial];
    this.#tip = initial;
    this.#last = initial;
  }

  /** The state after everything taken so far. */
  get tip(): S {
    return this.#tip;
  }

  take(entry: Entry): void {
    this.#seqs.push(entry.seq);
    this.#tip = this.#apply(this.#tip, entry);
    if (this.#seqs.length % BETWEEN_SNAPSHOTS === 0) this.#snapshots.push(this.#tip);
  }

  /** How many of its entries are among the first `count` of the trace: equal versions have the same state. */
  version(count: number): number {
    return this.#seqs.countBelow(count);
  }

  /** The state at a version. */
  at(version: number): S {
    if (version === this.#seqs.length) return this.#tip;
    const snapshot = Math.floor(version / BETWEEN_SNAPSHOTS);
    let from = snapshot * BETWEEN_SNAPSHOTS;
    let state = this.#snapshots[snapshot] as S;
    if (this.#lastVersion >= from && this.#lastVersion <= version) {
      from = this.#lastVersion;
      state = this.#last;
    }
    for (let index = from; index < version; index++) {
      state = this.#apply(state, this.#entries[this.#seqs.at(index)] as Entry);
    }
    this.#lastVersion = version;
    this.#last = state;
    return state;
  }
}
