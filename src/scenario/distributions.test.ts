import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Distribution } from '../kernel/distribution.ts';
import {
  distributionDocument,
  distributionWords,
  type DistributionDocument,
  parseDistribution,
} from './distributions.ts';
import { distribution as schema } from './schema-parts.ts';

const CASES: readonly (readonly [DistributionDocument, Distribution, string])[] = [
  ['40ms', { kind: 'constant', valueUs: 40_000 }, '40 ms'],
  [{ constant: '40ms' }, { kind: 'constant', valueUs: 40_000 }, '40 ms'],
  [{ uniform: ['20ms', '40ms'] }, { kind: 'uniform', minUs: 20_000, maxUs: 40_000 }, '20 to 40 ms'],
  [{ uniform: ['500ms', '2s'] }, { kind: 'uniform', minUs: 500_000, maxUs: 2_000_000 }, '500 ms to 2 s'],
  [{ exponential: '2s' }, { kind: 'exponential', meanUs: 2_000_000 }, 'about 2 s'],
  [{ normal: { mean: '2s', sd: '1s' } }, { kind: 'normal', meanUs: 2_000_000, sdUs: 1_000_000 }, 'about 2 s'],
  [{ lognormal: { median: '5ms', p99: '20ms' } }, { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 }, 'about 5 ms'],
  [{ median: '5ms', p99: '20ms' }, { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 }, 'about 5 ms'],
  [{ empirical: ['5ms', '20ms', '6ms'] }, { kind: 'empirical', valuesUs: [5_000, 20_000, 6_000] }, '5 to 20 ms'],
];

describe('[DOC-7] a distribution', () => {
  test.each(CASES)('%j', (document, distribution, words) => {
    expect(schema.safeParse(document).success).toBe(true);
    expect(parseDistribution(document)).toEqual(distribution);
    expect(distributionWords(distribution)).toBe(words);
    expect(parseDistribution(distributionDocument(distribution))).toEqual(distribution);
  });

  test.each([
    [{ uniform: ['2s', '1s'] } as const, 'the minimum is above the maximum'],
    [{ median: '2s', p99: '1s' } as const, 'the median is above the p99'],
    [{ median: '0ms', p99: '1s' } as const, 'the median must be more than 0'],
  ])('%j is none', (document, problem) => expect(parseDistribution(document)).toEqual({ problem }));

  test('written and read again is the same', () => {
    const us = fc.integer({ min: 0, max: 3_600_000_000 });
    fc.assert(
      fc.property(us, us, (a, b) => {
        const distribution: Distribution = { kind: 'uniform', minUs: Math.min(a, b), maxUs: Math.max(a, b) };
        expect(parseDistribution(distributionDocument(distribution))).toEqual(distribution);
      }),
    );
  });
});
