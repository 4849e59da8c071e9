import { invariant } from '../../../kernel/invariant.ts';
import type { LogRecord } from './log-record.ts';
import { Segment } from './segment.ts';

export interface SegmentLimits {
  /** Kafka's `segment.bytes`. */
  readonly segmentBytes: number;
  /** Kafka's `segment.ms`. */
  readonly segmentUs: number;
}

/** The records of one replica of a partition, in segments: see spec.md. */
export class SegmentedLog<Value> {
  readonly #limits: SegmentLimits;
  #segments: Segment<Value>[] = [new Segment(0)];
  #startOffset = 0;
  #endOffset = 0;

  constructor(limits: SegmentLimits) {
    this.#limits = limits;
  }

  /** The lowest offset that may be read. */
  get startOffset(): number {
    return this.#startOffset;
  }

  /** The offset that the next record gets. */
  get endOffset(): number {
    return this.#endOffset;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get segments(): readonly Segment<Value>[] {
    return this.#segments;
  }

  /** The segment that is written to. */
  get active(): Segment<Value> {
    return this.#segments[this.#segments.length - 1] as Segment<Value>;
  }

  /** Appends a record, whose offset is the log's end; on a follower it may be beyond, past what the leader cleaned away. */
  append(record: LogRecord<Value>): void {
    invariant(record.offset >= this.#endOffset, () => `offset ${record.offset} is before the log's end`);
    const { active } = this;
    const firstUs = active.records[0]?.timeUs;
    const isFull = active.bytes + record.bytes > this.#limits.segmentBytes;
    const isOld = firstUs !== undefined && record.timeUs - firstUs > this.#limits.segmentUs;
    if (firstUs !== undefined && (isFull || isOld)) this.#segments.push(new Segment(record.offset));
    this.active.append(record);
    this.#endOffset = record.offset + 1;
  }

  /** Moves the log's end to the offset, if that is beyond it: there is nothing in between. */
  skipTo(offset: number): void {
    this.#endOffset = Math.max(this.#endOffset, offset);
  }

  /** Closes the active segment and begins another one, unless it is empty. */
  roll(): void {
    if (this.active.records.length > 0) this.#segments.push(new Segment(this.#endOffset));
  }

  /** The record at the offset; undefined where there is none (any more). */
  at(offset: number): LogRecord<Value> | undefined {
    const record = this.read(offset, 1)[0];
    return record?.offset === offset ? record : undefined;
  }

  /** At most so many records, from the offset on and before the other one; offsets that were cleaned away are passed over. */
  read(from: number, most = Infinity, before = Infinity): readonly LogRecord<Value>[] {
    const found: LogRecord<Value>[] = [];
    const first = this.#segmentIndexOf(Math.max(from, this.#startOffset));
    for (let index = first; index < this.#segments.length && found.length < most; index++) {
      const segment = this.#segments[index] as Segment<Value>;
      for (let i = segment.indexFrom(Math.max(from, this.#startOffset)); found.length < most; i++) {
        const record = segment.records[i];
        if (record === undefined) break;
        if (record.offset >= before) return found;
        found.push(record);
      }
    }
    return found;
  }

  /** Takes the records from the offset on off its end, and returns them. */
  truncateTo(offset: number): readonly LogRecord<Value>[] {
    if (offset >= this.#endOffset) return [];
    const removed: LogRecord<Value>[] = [];
    while (this.#segments.length > 1 && this.active.baseOffset >= offset) {
      removed.unshift(...this.active.records);
      this.#segments.pop();
    }
    removed.unshift(...this.active.keep((record) => record.offset < offset));
    this.#endOffset = offset;
    this.#startOffset = Math.min(this.#startOffset, offset);
    return removed;
  }

  /** Makes the offset (at most the log's end) the lowest one that may be read, and deletes segments wholly below it. */
  startFrom(offset: number): readonly LogRecord<Value>[] {
    this.#startOffset = Math.max(this.#startOffset, Math.min(offset, this.#endOffset));
    let whole = 0;
    while ((this.#segments[whole + 1]?.baseOffset ?? Infinity) <= this.#startOffset) whole++;
    return this.#segments.splice(0, whole).flatMap(({ records }) => records);
  }

  /** Drops closed segments that cleaning has left empty. */
  dropEmptied(): void {
    this.#segments = this.#segments.filter((segment) => segment === this.active || segment.records.length > 0);
  }

  #segmentIndexOf(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#segments[middle]?.baseOffset ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
