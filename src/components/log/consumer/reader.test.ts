import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommitPolicy } from './commit-policy.ts';
import { beginAt, Reader } from './reader.ts';

const LOG = { startOffset: 0, endOffset: 12 };

/** Processes the log with a crash after so many records; returns what was processed in order, and the offsets committed. */
function withCrash(policy: CommitPolicy, crashAfter: number, polled = 5): { processed: number[]; commits: number[] } {
  const processed: number[] = [];
  const commits: number[] = [];
  const commit = (offset: number | null): void => {
    if (offset !== null) commits.push(offset);
  };
  for (const stopsAfter of [crashAfter, Infinity]) {
    const reader = new Reader(policy, beginAt(commits.at(-1) ?? null, 'earliest', LOG) ?? 0, 0);
    let sinceStart = 0;
    while (reader.position < LOG.endOffset && sinceStart < stopsAfter) {
      commit(reader.polls(0));
      const from = reader.position;
      const to = Math.min(from + polled, LOG.endOffset);
      commit(reader.returned(to));
      for (let offset = from; offset < to && sinceStart < stopsAfter; offset++, sinceStart++) {
        processed.push(offset);
        commit(reader.processed(offset));
      }
    }
  }
  return { processed, commits };
}

test('[COMMIT-1] [COMMIT-2] committed after processing, records come again after a crash', () => {
  const { processed, commits } = withCrash({ when: 'after-processing', every: 5 }, 7);
  expect(commits).toEqual([5, 10]);
  expect(processed).toEqual([0, 1, 2, 3, 4, 5, 6, 5, 6, 7, 8, 9, 10, 11]);
});

test('[COMMIT-3] committed before processing, records are passed over after a crash', () => {
  const { processed, commits } = withCrash({ when: 'before-processing' }, 7);
  expect(commits).toEqual([5, 10, 12]);
  expect(processed).toEqual([0, 1, 2, 3, 4, 5, 6, 10, 11]);
});

test('[COMMIT-4] the offset of the last processed record has it processed again', () => {
  const { processed } = withCrash({ when: 'after-processing', every: 1, mistake: 'last-processed' }, 3);
  expect(processed.slice(0, 5)).toEqual([0, 1, 2, 2, 3]);
});

test('[COMMIT-5] automatic commits wait for a poll after the interval', () => {
  const reader = new Reader({ when: 'interval', everyUs: 5_000_000 }, 0, 0);
  expect([reader.polls(0), reader.returned(3), reader.processed(0)]).toEqual([null, null, null]);
  expect(reader.polls(4_999_999)).toBe(null);
  expect(reader.returned(7)).toBe(null);
  expect(reader.polls(5_000_000)).toBe(7);
  expect(reader.polls(9_999_999)).toBe(null);
});

test.each([
  [4, 'latest', 4],
  [null, 'earliest', 2],
  [null, 'latest', 12],
  [null, 'none', null],
  [1, 'earliest', 2],
  [13, 'latest', 12],
  [1, 'none', null],
] as const)('[COMMIT-6] committed %j with reset %s begins at %j', (committed, reset, expected) => {
  expect(beginAt(committed, reset, { startOffset: 2, endOffset: 12 })).toBe(expected);
});

test('[COMMIT-2] [COMMIT-3] wherever it crashes: after never passes over, before never repeats', () => {
  const crash = fc.record({
    after: fc.nat(12),
    polled: fc.integer({ min: 1, max: 12 }),
    every: fc.integer({ min: 1, max: 6 }),
  });
  const all = Array.from({ length: LOG.endOffset }, (_, offset) => offset);
  fc.assert(
    fc.property(crash, ({ after, polled, every }) => {
      const atLeast = withCrash({ when: 'after-processing', every }, after, polled).processed;
      expect([...new Set(atLeast)]).toEqual(all);
      expect(atLeast.length - all.length).toBe(after % every);
      const atMost = withCrash({ when: 'before-processing' }, after, polled).processed;
      expect(new Set(atMost).size).toBe(atMost.length);
      expect(all.length - atMost.length).toBe(
        after === 0 ? 0 : Math.min(Math.ceil(after / polled) * polled, 12) - after,
      );
    }),
    { numRuns: 300 },
  );
});
