import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationText, durationWords, parseDuration } from './durations.ts';
import { LIMITS } from './limits.ts';

describe('[DOC-6] a duration', () => {
  test.each([
    ['40ms', 40_000],
    ['2s', 2_000_000],
    ['1.5s', 1_500_000],
    ['120us', 120],
    ['1m', 60_000_000],
    ['24h', LIMITS.durationUs],
    ['0ms', 0],
    ['0.001ms', 1],
    ['0.1s', 100_000],
    ['1.000001s', 1_000_001],
  ])('%s is %i µs', (text, us) => expect(parseDuration(text)).toEqual({ us }));

  test.each([
    [40, '`40` has no unit; write `40ms` or `40s`'],
    ['40', '`40` has no unit; write `40ms` or `40s`'],
    ['-1s', '`-1s` is negative; a duration is 0 or longer'],
    ['2 seconds', '`2 seconds` is not a duration; write for example `40ms`, `2s` or `1m`'],
    ['0.5us', '`0.5us` is no whole number of microseconds, the shortest unit'],
    ['0.0000000001s', '`0.0000000001s` has more decimals than a microsecond needs'],
    ['24.1h', '`24.1h` is too long: a duration is at most 24h'],
    [null, 'a duration is a text such as `40ms`, `2s` or `1m`'],
  ])('%j is none', (value, problem) => expect(parseDuration(value)).toEqual({ problem }));

  test('written and read again is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LIMITS.durationUs }), (us) => {
        expect(parseDuration(durationText(us))).toEqual({ us });
      }),
    );
    expect([0, 120, 1_500, 40_000, 1_500_000, 60_000_000, 90_000_000].map(durationText)).toEqual([
      '0ms',
      '120us',
      '1.5ms',
      '40ms',
      '1.5s',
      '1m',
      '90s',
    ]);
  });

  test('reads as people say it', () => {
    expect([0, 120, 1_500, 40_000, 1_234_567, 60_000_000, 90_000_000].map(durationWords)).toEqual([
      '0 ms',
      '120 µs',
      '1.5 ms',
      '40 ms',
      '1.23 s',
      '1 min',
      '90 s',
    ]);
  });
});
