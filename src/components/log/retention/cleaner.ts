import type { LogRecord } from './log-record.ts';
import type { SegmentedLog } from './segmented-log.ts';

export interface CompactionLimits {
  /** Kafka's `delete.retention.ms`: how long a tombstone stays after the first cleaning that saw it. */
  readonly deleteRetentionUs: number;
  /** Kafka's `min.compaction.lag.ms`: records younger than this are not cleaned. */
  readonly minCompactionLagUs: number;
  /** Kafka's `min.cleanable.dirty.ratio`. */
  readonly minCleanableDirtyRatio: number;
}

/** Compacts one replica's log of a topic with `cleanup.policy=compact`: see spec.md. */
export class Cleaner<Value> {
  readonly #log: SegmentedLog<Value>;
  readonly #limits: CompactionLimits;
  #firstDirtyOffset = 0;

  constructor(log: SegmentedLog<Value>, limits: CompactionLimits) {
    this.#log = log;
    this.#limits = limits;
  }

  /** Up to here the log is clean: at most one record a key. */
  get firstDirtyOffset(): number {
    return this.#firstDirtyOffset;
  }

  /** Whether so much of what may be cleaned is dirty that a cleaning is worth its work. */
  isDue(nowUs: number, highWatermark: number): boolean {
    const end = this.#firstUncleanableOffset(nowUs, highWatermark);
    let clean = 0;
    let dirty = 0;
    for (const { offset, bytes } of this.#log.read(this.#log.startOffset, Infinity, end)) {
      if (offset < this.#firstDirtyOffset) clean += bytes;
      else dirty += bytes;
    }
    return dirty > 0 && dirty / (clean + dirty) > this.#limits.minCleanableDirtyRatio;
  }

  /** Cleans the closed segments, and returns what was removed. */
  clean(nowUs: number, highWatermark: number): readonly LogRecord<Value>[] {
    const end = this.#firstUncleanableOffset(nowUs, highWatermark);
    const latest = new Map<string, number>();
    for (const { key, offset } of this.#log.read(this.#firstDirtyOffset, Infinity, end)) {
      if (key !== null) latest.set(key, offset);
    }
    const removed: LogRecord<Value>[] = [];
    for (const segment of this.#log.segments) {
      if (segment.baseOffset >= end) break;
      const stays = ({ offset, key, value }: LogRecord<Value>): boolean => {
        if (offset >= end) return true;
        if (key === null || offset < (latest.get(key) ?? -1)) return false;
        if (value !== null) return true;
        const horizonUs = segment.deleteHorizonsUs.get(offset);
        if (horizonUs === undefined) segment.deleteHorizonsUs.set(offset, nowUs + this.#limits.deleteRetentionUs);
        return horizonUs === undefined || nowUs < horizonUs;
      };
      removed.push(...segment.keep(stays));
    }
    this.#log.dropEmptied();
    this.#firstDirtyOffset = Math.max(this.#firstDirtyOffset, end);
    return removed;
  }

  /** After the log was truncated, what comes next is dirty. */
  truncated(): void {
    this.#firstDirtyOffset = Math.min(this.#firstDirtyOffset, this.#log.endOffset);
  }

  #firstUncleanableOffset(nowUs: number, highWatermark: number): number {
    const { active, segments } = this.#log;
    const { minCompactionLagUs } = this.#limits;
    const isDirty = (index: number): boolean => (segments[index + 1]?.baseOffset ?? Infinity) > this.#firstDirtyOffset;
    const young = segments.find(
      ({ newestUs }, index) => minCompactionLagUs > 0 && isDirty(index) && newestUs > nowUs - minCompactionLagUs,
    );
    return Math.min(active.baseOffset, highWatermark, young?.baseOffset ?? Infinity);
  }
}
