import { expect, test } from 'vitest';
import { logInSegmentsOf, offsetsIn, record } from './records.fixture.ts';
import { deleteOldSegments } from './retention.ts';

test('[RETENTION-3] segments go whose newest record is too old', () => {
  const log = logInSegmentsOf(3, 8);
  expect(deleteOldSegments(log, { retentionUs: 100 }, 102, 8)).toEqual([]);
  const deleted = deleteOldSegments(log, { retentionUs: 100 }, 103, 8);
  expect(deleted.map(({ because, records }) => [because, records.length])).toEqual([['time', 3]]);
  expect([log.startOffset, offsetsIn(log)]).toEqual([3, [3, 4, 5, 6, 7]]);
});

test('[RETENTION-4] segments go while enough remains', () => {
  const log = logInSegmentsOf(3, 8);
  expect(deleteOldSegments(log, { retentionBytes: 51 }, 0, 8)).toEqual([]);
  expect(deleteOldSegments(log, { retentionBytes: 50 }, 0, 8)[0]?.because).toBe('size');
  expect(log.bytes).toBe(50);
  expect(deleteOldSegments(log, { retentionBytes: 20 }, 0, 8)[0]?.records).toHaveLength(3);
  expect(offsetsIn(log)).toEqual([6, 7]);
});

test('[RETENTION-5] uncommitted records stay, and what comes after a segment that stays', () => {
  const log = logInSegmentsOf(3, 9);
  expect(deleteOldSegments(log, { retentionUs: 0 }, 100, 2)).toEqual([]);
  expect(deleteOldSegments(log, { retentionUs: 0 }, 100, 5)[0]?.records).toHaveLength(3);
  const late = logInSegmentsOf(1, 0);
  for (const [offset, timeUs] of [
    [0, 1],
    [1, 500],
    [2, 2],
  ] as const) {
    late.append(record(offset, null, 'v', timeUs));
    late.roll();
  }
  deleteOldSegments(late, { retentionUs: 100 }, 200, 3);
  expect(offsetsIn(late)).toEqual([1, 2]);
});

test('[RETENTION-5] the active segment goes, too, and offsets go on after it', () => {
  const log = logInSegmentsOf(3, 8);
  deleteOldSegments(log, { retentionUs: 0 }, 100, 8);
  expect([log.startOffset, log.endOffset, log.bytes, log.segments.length]).toEqual([8, 8, 0, 1]);
  expect(deleteOldSegments(log, { retentionUs: 0 }, 100, 8)).toEqual([]);
  log.append(record(8));
  expect(offsetsIn(log)).toEqual([8]);
});

test('[RETENTION-5] without limits nothing goes', () => {
  expect(deleteOldSegments(logInSegmentsOf(1, 8), {}, Number.MAX_SAFE_INTEGER, 8)).toEqual([]);
});
