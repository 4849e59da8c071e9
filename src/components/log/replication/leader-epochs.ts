/** Up to where a log reaches in an epoch. */
export interface EpochEnd {
  readonly epoch: number;
  readonly endOffset: number;
}

export interface EpochStart {
  readonly epoch: number;
  readonly startOffset: number;
}

/** Which leader's term each offset of a log belongs to; a follower finds by it where its log parts from the leader's. */
export class LeaderEpochs {
  #starts: readonly EpochStart[] = [];

  /** The newest epoch; null for a log that never had a leader's record. */
  get latest(): number | null {
    return this.#starts.at(-1)?.epoch ?? null;
  }

  /** Notes that the epoch's records begin at the offset, unless it or a newer one is known. */
  begin(epoch: number, startOffset: number): void {
    if (epoch > (this.latest ?? -1)) this.#starts = [...this.#starts, { epoch, startOffset }];
  }

  /** The epoch of the record at the offset, and where that begins; null before the first one. */
  at(offset: number): EpochStart | null {
    return this.#starts.findLast(({ startOffset }) => startOffset <= offset) ?? null;
  }

  /** The epochs that begin before the offset, oldest first. */
  before(offset: number): readonly EpochStart[] {
    return this.#starts.filter(({ startOffset }) => startOffset < offset);
  }

  /** Where the records of this epoch, or else of the last one before it, end; null where no epoch is known. */
  endOf(epoch: number, logEndOffset: number): EpochEnd | null {
    const [first] = this.#starts;
    if (first === undefined) return null;
    const index = this.#starts.findLastIndex((start) => start.epoch <= epoch);
    const found = this.#starts[index];
    if (found === undefined) return { epoch, endOffset: first.startOffset };
    return { epoch: found.epoch, endOffset: this.#starts[index + 1]?.startOffset ?? logEndOffset };
  }

  /** Forgets epochs that begin at or after the offset, which the log was truncated to. */
  truncateTo(offset: number): void {
    this.#starts = this.#starts.filter(({ startOffset }) => startOffset < offset);
  }
}
