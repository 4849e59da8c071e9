import type { LogRecord, PartitionView } from './view.ts';

/** The record at an offset; undefined where there is none (any more). */
export function recordAt({ records, end, sparse }: PartitionView, offset: number): LogRecord | undefined {
  if (offset >= end) return undefined;
  return sparse === true ? records.find((record) => record.offset === offset) : records[offset];
}
