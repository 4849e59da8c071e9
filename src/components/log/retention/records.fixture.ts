import type { LogRecord } from './log-record.ts';
import { SegmentedLog } from './segmented-log.ts';

/** A record of ten bytes. */
export function record(
  offset: number,
  key: string | null = null,
  value: string | null = 'v',
  timeUs = offset,
): LogRecord<string> {
  return { offset, key, value, timeUs, bytes: 10, epoch: 0, batch: null };
}

/** A log with these records, closing a segment before each of the offsets. */
export function logOf(
  records: readonly LogRecord<string>[],
  closeBefore: readonly number[] = [],
): SegmentedLog<string> {
  const log = new SegmentedLog<string>({ segmentBytes: Infinity, segmentUs: Infinity });
  for (const each of records) {
    if (closeBefore.includes(each.offset)) log.roll();
    log.append(each);
  }
  return log;
}

/** So many records with the times 0, 1, 2…, so many in a segment. */
export function logInSegmentsOf(size: number, count: number): SegmentedLog<string> {
  const offsets = Array.from({ length: count }, (_, offset) => offset);
  return logOf(
    offsets.map((offset) => record(offset)),
    offsets.filter((offset) => offset % size === 0),
  );
}

export function offsetsIn(log: SegmentedLog<string>): readonly number[] {
  return log.read(log.startOffset).map(({ offset }) => offset);
}

/** The table that a reader of all the records keeps. */
export function tableOf(records: Iterable<LogRecord<string>>): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const { key, value } of records) {
    if (key === null) continue;
    if (value === null) table.delete(key);
    else table.set(key, value);
  }
  return table;
}
