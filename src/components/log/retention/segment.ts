import type { LogRecord } from './log-record.ts';

/** A piece of a log that is deleted as a whole; only the last one of a log is written to. */
export class Segment<Value> {
  readonly baseOffset: number;
  /** When each tombstone in it may go: set by the first cleaning that sees it. */
  readonly deleteHorizonsUs = new Map<number, number>();
  #records: LogRecord<Value>[] = [];
  #bytes = 0;
  #newestUs = -Infinity;

  constructor(baseOffset: number) {
    this.baseOffset = baseOffset;
  }

  get records(): readonly LogRecord<Value>[] {
    return this.#records;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The newest time of a record in it; -Infinity while it is empty. */
  get newestUs(): number {
    return this.#newestUs;
  }

  append(record: LogRecord<Value>): void {
    this.#records.push(record);
    this.#bytes += record.bytes;
    this.#newestUs = Math.max(this.#newestUs, record.timeUs);
  }

  /** Takes out the records that the filter doesn't keep, and returns them. */
  keep(filter: (record: LogRecord<Value>) => boolean): readonly LogRecord<Value>[] {
    const kept: LogRecord<Value>[] = [];
    const removed: LogRecord<Value>[] = [];
    for (const record of this.#records) (filter(record) ? kept : removed).push(record);
    this.#records = kept;
    this.#newestUs = kept.reduce((newestUs, { timeUs }) => Math.max(newestUs, timeUs), -Infinity);
    for (const { offset, bytes } of removed) {
      this.#bytes -= bytes;
      this.deleteHorizonsUs.delete(offset);
    }
    return removed;
  }

  /** Index of the first record at or after the offset; the number of records where there is none. */
  indexFrom(offset: number): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#records[middle]?.offset ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
