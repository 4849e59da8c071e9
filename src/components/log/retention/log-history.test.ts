import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Cleaner } from './cleaner.ts';
import type { LogRecord } from './log-record.ts';
import { offsetsIn, record, tableOf } from './records.fixture.ts';
import { deleteOldSegments } from './retention.ts';
import { SegmentedLog } from './segmented-log.ts';

vi.setConfig({ testTimeout: 30_000 });

const key = fc.constantFrom('a', 'b', 'c', 'd');
const value = fc.option(fc.constantFrom('1', '2', '3'), { freq: 4 });

/** Compares the log with the plain list of what must be in it. */
function compare(log: SegmentedLog<string>, kept: readonly LogRecord<string>[]): void {
  expect(offsetsIn(log)).toEqual(kept.map(({ offset }) => offset));
  for (const [index, { offset }] of kept.entries()) {
    const before = kept[index - 1]?.offset ?? log.startOffset - 1;
    expect(log.read(before + 1, 1)[0]?.offset).toBe(offset);
  }
}

test('[RETENTION-11] cleaning at any time never changes the table, and removes what a plain list would', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ op: fc.constant('append' as const), key, value }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('roll' as const) }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('clean' as const), wait: fc.nat(150) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 80, maxLength: 80 }), (steps) => {
      const log = new SegmentedLog<string>({ segmentBytes: 70, segmentUs: Infinity });
      const cleaner = new Cleaner(log, { deleteRetentionUs: 100, minCompactionLagUs: 0, minCleanableDirtyRatio: 0 });
      const all: LogRecord<string>[] = [];
      let kept: LogRecord<string>[] = [];
      const seenUs = new Map<number, number>();
      let nowUs = 0;
      for (const each of steps) {
        nowUs++;
        if (each.op === 'roll') log.roll();
        if (each.op === 'append') {
          const appended = record(log.endOffset, each.key, each.value, nowUs);
          log.append(appended);
          all.push(appended);
          kept.push(appended);
        }
        if (each.op === 'clean') {
          nowUs += each.wait;
          const end = log.active.baseOffset;
          cleaner.clean(nowUs, log.endOffset);
          kept = kept.filter(({ offset, key: of, value: is }) => {
            if (offset >= end) return true;
            if (kept.some((later) => later.key === of && later.offset > offset && later.offset < end)) return false;
            if (is !== null) return true;
            const sinceUs = seenUs.get(offset);
            if (sinceUs === undefined) seenUs.set(offset, nowUs);
            return sinceUs === undefined || nowUs - sinceUs < 100;
          });
        }
      }
      compare(log, kept);
      expect(tableOf(log.read(0))).toEqual(tableOf(all));
    }),
    { numRuns: 80 },
  );
});

test('[RETENTION-2] [RETENTION-5] a log that is appended to, truncated and expired has what a plain list has', () => {
  const step = fc.record({
    op: fc.constantFrom('append', 'append', 'append', 'append', 'append', 'roll', 'truncate', 'start', 'bytes', 'time'),
    by: fc.nat(20),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 80, maxLength: 80 }), (steps) => {
      const log = new SegmentedLog<string>({ segmentBytes: 40, segmentUs: Infinity });
      let kept: LogRecord<string>[] = [];
      for (const [nowUs, { op, by }] of steps.entries()) {
        if (op === 'roll') log.roll();
        if (op === 'append') {
          const appended = record(log.endOffset, null, 'v', nowUs);
          log.append(appended);
          kept.push(appended);
        }
        if (op === 'truncate') {
          const to = Math.max(log.startOffset, log.endOffset - by);
          const removed = log.truncateTo(to);
          expect(removed).toEqual(kept.filter(({ offset }) => offset >= to));
          kept = kept.filter(({ offset }) => offset < to);
        }
        if (op === 'start') {
          log.startFrom(log.startOffset + by);
          kept = kept.filter(({ offset }) => offset >= log.startOffset);
        }
        if (op === 'bytes' || op === 'time') {
          const limits = op === 'bytes' ? { retentionBytes: by * 10 } : { retentionUs: by };
          const highWatermark = log.endOffset - (by % 3);
          const deleted = deleteOldSegments(log, limits, nowUs, highWatermark).flatMap(({ records }) => records);
          if (op === 'time') expect(deleted.filter(({ timeUs }) => nowUs - timeUs <= by)).toEqual([]);
          if (op === 'bytes' && deleted.length > 0) expect(log.bytes).toBeGreaterThanOrEqual(by * 10);
          expect(deleted.filter(({ offset }) => offset >= highWatermark)).toEqual([]);
          const gone = new Set(deleted);
          kept = kept.filter((each) => !gone.has(each) && each.offset >= log.startOffset);
        }
        expect(log.active.baseOffset).toBeLessThanOrEqual(log.endOffset);
      }
      compare(log, kept);
    }),
    { numRuns: 80 },
  );
});
