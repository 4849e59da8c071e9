/** What the leader knows of a follower, from its fetches. */
interface Progress {
  /** The follower has everything before this offset; -1 while the leader has not heard of it. */
  endOffset: number;
  caughtUpUs: number;
  fetchedUs: number;
  leaderEndAtFetch: number;
}

/** How far the followers of one leader are, in one of its terms. */
export class FollowerProgress {
  readonly #followers = new Map<number, Progress>();

  /** Begins a term: those in sync count as caught up now, of the others nothing is known. */
  constructor(followers: readonly number[], isr: readonly number[], leaderEnd: number, nowUs: number) {
    for (const id of followers) {
      const sinceUs = isr.includes(id) ? nowUs : -Infinity;
      this.#followers.set(id, { endOffset: -1, caughtUpUs: sinceUs, fetchedUs: sinceUs, leaderEndAtFetch: leaderEnd });
    }
  }

  /** A fetch from the offset on says that the follower has everything before it. */
  fetched(id: number, offset: number, leaderEnd: number, nowUs: number): void {
    const known = this.#followers.get(id);
    if (known === undefined) return;
    if (offset >= leaderEnd) known.caughtUpUs = nowUs;
    else if (offset >= known.leaderEndAtFetch) known.caughtUpUs = Math.max(known.caughtUpUs, known.fetchedUs);
    known.endOffset = offset;
    known.leaderEndAtFetch = leaderEnd;
    known.fetchedUs = nowUs;
  }

  endOffset(id: number): number {
    return this.#followers.get(id)?.endOffset ?? -1;
  }

  /** Whether the follower had all of the leader's records at some instant of the last so many microseconds. */
  isCaughtUp(id: number, leaderEnd: number, nowUs: number, maxLagUs: number): boolean {
    const known = this.#followers.get(id);
    return known !== undefined && (known.endOffset === leaderEnd || nowUs - known.caughtUpUs <= maxLagUs);
  }
}
