import { describe, expect, test } from 'vitest';
import { Cleaner } from './cleaner.ts';
import { logOf, offsetsIn, record, tableOf } from './records.fixture.ts';

const LIMITS = { deleteRetentionUs: 1_000, minCompactionLagUs: 0, minCleanableDirtyRatio: 0.5 };
const RECORDS = [
  record(0, 'a', '1'),
  record(1, 'b', '2'),
  record(2, 'a', '3'),
  record(3, 'b', null),
  record(4, 'c', '4'),
  record(5, 'a', '5'),
];

describe('the log cleaner', () => {
  test('[RETENTION-7] keeps the last record of a key, and all of the active segment', () => {
    const log = logOf(RECORDS, [2, 4]);
    const removed = new Cleaner(log, LIMITS).clean(10, 6);
    expect(removed.map(({ offset }) => offset)).toEqual([0, 1]);
    expect(offsetsIn(log)).toEqual([2, 3, 4, 5]);
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([2, 4]);
  });

  test('[RETENTION-7] looks for later records of a key only where it may clean', () => {
    const log = logOf(RECORDS, [2, 5]);
    const cleaner = new Cleaner(log, LIMITS);
    expect(cleaner.clean(10, 2).map(({ offset }) => offset)).toEqual([]);
    expect(cleaner.firstDirtyOffset).toBe(2);
    expect(cleaner.clean(10, 6).map(({ offset }) => offset)).toEqual([0, 1]);
    expect(offsetsIn(log)).toEqual([2, 3, 4, 5]);
  });

  test('[RETENTION-7] leaves young records alone', () => {
    const log = logOf(RECORDS, [1, 3, 5]);
    const cleaner = new Cleaner(log, { ...LIMITS, minCompactionLagUs: 100 });
    expect(cleaner.clean(102, 6).map(({ offset }) => offset)).toEqual([0]);
    expect(cleaner.firstDirtyOffset).toBe(3);
    expect(cleaner.clean(105, 6).map(({ offset }) => offset)).toEqual([1]);
  });

  test('[RETENTION-2] [RETENTION-7] a read where records were cleaned away gets the next one', () => {
    const log = logOf(RECORDS, [5]);
    new Cleaner(log, LIMITS).clean(10, 6);
    expect([log.startOffset, log.read(0, 1)[0]?.offset]).toEqual([0, 2]);
  });

  test('[RETENTION-8] a tombstone stays until its time is over, counted from the first cleaning', () => {
    const log = logOf(RECORDS, [5]);
    const cleaner = new Cleaner(log, LIMITS);
    cleaner.clean(5_000, 6);
    expect(offsetsIn(log)).toContain(3);
    cleaner.clean(5_999, 6);
    expect(offsetsIn(log)).toContain(3);
    expect(cleaner.clean(6_000, 6).map(({ offset }) => offset)).toEqual([3]);
    expect(tableOf(log.read(0))).toEqual(
      new Map([
        ['a', '5'],
        ['c', '4'],
      ]),
    );
  });

  test('[RETENTION-9] records without a key go', () => {
    const log = logOf([record(0, null), record(1, 'a'), record(2, null)], [2]);
    new Cleaner(log, LIMITS).clean(10, 3);
    expect(offsetsIn(log)).toEqual([1, 2]);
  });

  test('[RETENTION-10] is due when enough is dirty', () => {
    const log = logOf(
      [0, 1, 2, 3].map((offset) => record(offset, `k${offset}`)),
      [],
    );
    const cleaner = new Cleaner(log, LIMITS);
    expect(cleaner.isDue(10, 4)).toBe(false);
    log.roll();
    expect(cleaner.isDue(10, 4)).toBe(true);
    cleaner.clean(10, 4);
    expect(cleaner.isDue(10, 4)).toBe(false);
    for (const offset of [4, 5, 6, 7, 8]) {
      if (offset === 8) log.roll();
      log.append(record(offset, 'x'));
    }
    log.roll();
    expect(cleaner.isDue(10, 8)).toBe(false);
    expect(cleaner.isDue(10, 9)).toBe(true);
  });

  test('[RETENTION-10] what follows a truncation is dirty', () => {
    const log = logOf(RECORDS, [5]);
    const cleaner = new Cleaner(log, LIMITS);
    cleaner.clean(10, 6);
    log.truncateTo(4);
    cleaner.truncated();
    expect(cleaner.firstDirtyOffset).toBe(4);
  });
});
