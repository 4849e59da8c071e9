import { expect, test } from 'vitest';
import { logInSegmentsOf, offsetsIn, record } from './records.fixture.ts';
import { SegmentedLog } from './segmented-log.ts';

test('[RETENTION-1] a segment closes before it gets larger than it may', () => {
  const log = new SegmentedLog<string>({ segmentBytes: 25, segmentUs: Infinity });
  for (const offset of [0, 1, 2, 3, 4]) log.append(record(offset));
  expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 2, 4]);
});

test('[RETENTION-1] a segment closes when the next record is too much younger than its first', () => {
  const log = new SegmentedLog<string>({ segmentBytes: Infinity, segmentUs: 100 });
  for (const [offset, timeUs] of [
    [0, 5],
    [1, 105],
    [2, 106],
    [3, 206],
    [4, 50],
  ] as const) {
    log.append(record(offset, null, 'v', timeUs));
  }
  expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 2]);
  expect(log.active.newestUs).toBe(206);
});

test('[RETENTION-1] closing an empty segment does nothing', () => {
  const log = logInSegmentsOf(2, 2);
  log.roll();
  log.roll();
  expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 2]);
});

test('[RETENTION-2] a read passes over gaps and stops where it is told', () => {
  const log = new SegmentedLog<string>({ segmentBytes: 25, segmentUs: Infinity });
  for (const offset of [0, 3, 4, 9]) log.append(record(offset));
  expect(log.endOffset).toBe(10);
  expect(log.read(1).map(({ offset }) => offset)).toEqual([3, 4, 9]);
  expect(log.read(4, 1).map(({ offset }) => offset)).toEqual([4]);
  expect(log.read(0, Infinity, 9).map(({ offset }) => offset)).toEqual([0, 3, 4]);
  expect([log.at(3)?.offset, log.at(5), log.at(10)]).toEqual([3, undefined, undefined]);
  expect(() => log.append(record(9))).toThrow('before the log');
  log.skipTo(12);
  log.skipTo(11);
  expect([log.endOffset, log.read(9).map(({ offset }) => offset)]).toEqual([12, [9]]);
});

test('[RETENTION-2] what is truncated comes back in order, and its offsets are given out again', () => {
  const log = logInSegmentsOf(3, 8);
  expect(log.truncateTo(8)).toEqual([]);
  expect(log.truncateTo(2).map(({ offset }) => offset)).toEqual([2, 3, 4, 5, 6, 7]);
  expect([log.endOffset, log.bytes]).toEqual([2, 20]);
  log.append(record(2));
  expect(offsetsIn(log)).toEqual([0, 1, 2]);
  expect(log.truncateTo(0)).toHaveLength(3);
  expect([log.startOffset, log.endOffset, log.bytes]).toEqual([0, 0, 0]);
});

test('[RETENTION-6] deleting up to an offset hides a part of a segment, and removes whole ones', () => {
  const log = logInSegmentsOf(3, 8);
  expect(log.startFrom(4).map(({ offset }) => offset)).toEqual([0, 1, 2]);
  expect([log.startOffset, log.bytes]).toEqual([4, 50]);
  expect(offsetsIn(log)).toEqual([4, 5, 6, 7]);
  expect(log.at(3)).toBeUndefined();
  expect(log.startFrom(1)).toEqual([]);
  log.startFrom(100);
  expect([log.startOffset, offsetsIn(log)]).toEqual([8, []]);
});
