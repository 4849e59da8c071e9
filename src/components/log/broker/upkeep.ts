import type { TimerId } from '../../../kernel/heap.ts';
import type { VirtualClock } from '../../../kernel/virtual-clock.ts';
import type { BrokerSpec } from '../../../scenario/kinds/log-spec.ts';
import { Cleaner } from '../retention/cleaner.ts';
import type { LogRecord } from '../retention/log-record.ts';
import { deleteOldSegments } from '../retention/retention.ts';
import type { Replica } from '../replication/replica.ts';
import type { Kept } from './kept.ts';

export interface UpkeepHost {
  readonly clock: VirtualClock;
  /** null while nobody leads. */
  readonly leader: () => Replica<Kept> | null;
  /** Records before it are committed and of no open transaction. */
  readonly stableEnd: () => number;
  readonly alive: () => readonly Replica<Kept>[];
  readonly expired: (because: 'time' | 'size' | 'asked', records: readonly LogRecord<Kept>[]) => void;
  readonly compacted: (records: readonly LogRecord<Kept>[]) => void;
}

/** Deletes old records of a partition and cleans it, as soon as that is due. */
export class Upkeep {
  readonly #spec: BrokerSpec;
  readonly #host: UpkeepHost;
  readonly #cleaners = new Map<number, Cleaner<Kept>>();
  /** Up to where the log was cleaned, or was not worth it. */
  #seenTo = 0;
  #timer: TimerId | null = null;

  constructor(spec: BrokerSpec, host: UpkeepHost) {
    this.#spec = spec;
    this.#host = host;
  }

  /** To be called whenever there are new committed records, or the leader is another one. */
  check(): void {
    const { retentionUs, retentionBytes, compaction } = this.#spec;
    const leader = this.#host.leader();
    if (leader === null) return;
    if (retentionUs !== null || retentionBytes !== null) this.#delete(leader, retentionUs, retentionBytes);
    if (compaction !== null) this.#clean(leader);
  }

  /** Deletes all that may be deleted; false where that is nothing. */
  expire(): boolean {
    const leader = this.#host.leader();
    if (leader === null) return false;
    const [deleted] = deleteOldSegments(
      leader.log,
      { retentionUs: -1 },
      this.#host.clock.nowUs,
      this.#committed(leader),
    );
    if (deleted === undefined) return false;
    this.#host.expired('asked', deleted.records);
    return true;
  }

  #committed(leader: Replica<Kept>): number {
    return Math.min(leader.highWatermark, this.#host.stableEnd());
  }

  #delete(leader: Replica<Kept>, retentionUs: number | null, retentionBytes: number | null): void {
    const limits = { retentionUs: retentionUs ?? undefined, retentionBytes: retentionBytes ?? undefined };
    const { clock } = this.#host;
    for (const { because, records } of deleteOldSegments(leader.log, limits, clock.nowUs, this.#committed(leader)))
      this.#host.expired(because, records);
    if (retentionUs === null) return;
    if (this.#timer !== null) clock.cancel(this.#timer);
    this.#timer = null;
    const oldest = leader.log.segments.find(({ records }) => records.length > 0);
    const dueUs = oldest === undefined ? 0 : oldest.newestUs + retentionUs + 1;
    // What is due and not committed goes when it is.
    if (dueUs <= clock.nowUs) return;
    this.#timer = clock.at(dueUs, () => {
      this.#timer = null;
      this.check();
    });
  }

  #clean(leader: Replica<Kept>): void {
    const { clock, alive, compacted } = this.#host;
    const end = this.#committed(leader);
    // Only closed segments are cleaned.
    const seenTo = Math.min(leader.log.active.baseOffset, end);
    if (seenTo === this.#seenTo && this.#spec.compaction?.minCompactionLagUs === 0) return;
    this.#seenTo = seenTo;
    if (!this.#cleanerOf(leader).isDue(clock.nowUs, end)) return;
    for (const replica of alive()) {
      const removed = this.#cleanerOf(replica).clean(clock.nowUs, Math.min(end, replica.log.endOffset));
      if (replica === leader && removed.length > 0) compacted(removed);
    }
  }

  /** A follower gave up the end of its log. */
  truncated(replica: Replica<Kept>): void {
    if (this.#spec.compaction !== null) this.#cleanerOf(replica).truncated();
  }

  #cleanerOf(replica: Replica<Kept>): Cleaner<Kept> {
    let cleaner = this.#cleaners.get(replica.id);
    const { compaction } = this.#spec;
    if (cleaner === undefined && compaction !== null)
      this.#cleaners.set(replica.id, (cleaner = new Cleaner(replica.log, compaction)));
    return cleaner as Cleaner<Kept>;
  }
}
