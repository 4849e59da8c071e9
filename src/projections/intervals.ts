import { invariant } from '../kernel/invariant.ts';
import { Ascending } from './ascending.ts';

const FEWEST_BETWEEN_CHECKPOINTS = 64;
const FIRST_CAPACITY = 16;
const OPEN = Infinity;

/** Which of the items before `start` were still open when item `start` was opened. */
interface Checkpoint {
  readonly start: number;
  readonly open: readonly number[];
}

const NOTHING_BEFORE: Checkpoint = { start: 0, open: [] };

/**
 * Things that begin at one entry of the trace and end at a later one, in the order of beginning: hops, spans, waiting requests.
 *
 * Checkpoints are as far apart as there are open items, so that both their memory and the scan from one stay in
 * proportion to what there is to see; an append-only index beside them says when each item ended.
 */
export class Intervals<T> {
  readonly #items: T[] = [];
  readonly #startSeqs = new Ascending();
  #endSeqs = new Float64Array(FIRST_CAPACITY);
  readonly #checkpoints: Checkpoint[] = [];
  readonly #checkpointStarts = new Ascending();
  #nextCheckpoint = 0;

  /** How many ever began. */
  get size(): number {
    return this.#items.length;
  }

  item(index: number): T {
    return this.#items[index] as T;
  }

  /** The seq of the entry that began it. */
  startSeq(index: number): number {
    return this.#startSeqs.at(index);
  }

  /** The seq of the entry that ended it; Infinity while none has. */
  endSeq(index: number): number {
    return this.#endSeqs[index] as number;
  }

  /** Begins an item; returns its index, by which it is closed. */
  open(seq: number, item: T): number {
    const index = this.#items.length;
    if (index >= this.#nextCheckpoint) this.#checkpoint(index);
    this.#items.push(item);
    this.#startSeqs.push(seq);
    if (index === this.#endSeqs.length) this.#widen();
    this.#endSeqs[index] = OPEN;
    return index;
  }

  close(index: number, seq: number): void {
    invariant(this.#endSeqs[index] === OPEN, 'an interval ends once', { seq });
    this.#endSeqs[index] = seq;
  }

  /** Indexes of the items that are open after the first `count` entries, oldest first. */
  openAfter(count: number): number[] {
    return this.touching(count, count);
  }

  /** Indexes of the items that are open after the first `from` entries or begin in the entries up to number `to`, oldest first. */
  touching(from: number, to: number): number[] {
    const begun = this.#startSeqs.countBelow(from);
    // Only a checkpoint older than `from` will do: a later one has forgotten what ended in between.
    const checkpoint = this.#checkpoints[this.#checkpointStarts.countBelow(begun) - 1] ?? NOTHING_BEFORE;
    const ends = this.#endSeqs;
    const found: number[] = [];
    for (const index of checkpoint.open) if ((ends[index] as number) >= from) found.push(index);
    for (let index = checkpoint.start; index < begun; index++) {
      if ((ends[index] as number) >= from) found.push(index);
    }
    const last = to > from ? this.#startSeqs.countBelow(to) : begun;
    for (let index = begun; index < last; index++) found.push(index);
    return found;
  }

  #widen(): void {
    const wider = new Float64Array(this.#endSeqs.length * 2);
    wider.set(this.#endSeqs);
    this.#endSeqs = wider;
  }

  #checkpoint(start: number): void {
    const before = this.#checkpoints.at(-1);
    const open = (before?.open ?? []).filter((index) => this.#endSeqs[index] === OPEN);
    for (let index = before?.start ?? 0; index < start; index++) if (this.#endSeqs[index] === OPEN) open.push(index);
    this.#checkpoints.push({ start, open });
    this.#checkpointStarts.push(start);
    this.#nextCheckpoint = start + Math.max(FEWEST_BETWEEN_CHECKPOINTS, open.length);
  }
}
