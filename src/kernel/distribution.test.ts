import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileDistribution, distributionProblem, meanUs, sampleUs } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { RandomSource } from './random.ts';

const SAMPLES = 100_000;

const distributions: Distribution[] = [
  { kind: 'constant', valueUs: 5_000 },
  { kind: 'uniform', minUs: 1_000, maxUs: 9_000 },
  { kind: 'exponential', meanUs: 2_000_000 },
  { kind: 'normal', meanUs: 50_000, sdUs: 10_000 },
  { kind: 'normal', meanUs: 1_000, sdUs: 5_000 },
  { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 },
  { kind: 'empirical', valuesUs: [300, 100, 200, 90_000] },
  { kind: 'empirical', valuesUs: [300, 100, 200], weights: [1, 5, 4] },
];

function sortedSamples(distribution: Distribution, seed = 42): number[] {
  const stream = new RandomSource(seed).stream('test', distribution.kind);
  const sample = compileDistribution(distribution);
  return Array.from({ length: SAMPLES }, () => sample(stream)).sort((x, y) => x - y);
}

const draw = (u: number): { unit(): number } => ({ unit: () => u });
const SMALLEST = 2 ** -54;
const LARGEST = 1 - 2 ** -53;

const durationUs = fc.integer({ min: 0, max: 10_000_000_000 });
const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), valueUs: fc.double({ min: 0, max: 1e10, noNaN: true }) }),
  fc
    .tuple(durationUs, durationUs)
    .map(([a, b]) => ({ kind: 'uniform' as const, minUs: Math.min(a, b), maxUs: Math.max(a, b) })),
  fc.record({ kind: fc.constant('exponential' as const), meanUs: durationUs }),
  fc.record({ kind: fc.constant('normal' as const), meanUs: durationUs, sdUs: durationUs }),
  fc
    .tuple(fc.integer({ min: 1, max: 1e7 }), fc.double({ min: 1, max: 50, noNaN: true }))
    .map(([medianUs, spread]) => ({ kind: 'lognormal' as const, medianUs, p99Us: medianUs * spread })),
  fc
    .array(fc.tuple(durationUs, fc.double({ min: 0.01, max: 10, noNaN: true })), { minLength: 1, maxLength: 20 })
    .map((pairs) => ({
      kind: 'empirical' as const,
      valuesUs: pairs.map(([v]) => v),
      weights: pairs.map(([, w]) => w),
    })),
);
const unit = fc.double({ min: SMALLEST, max: LARGEST, noNaN: true });

test('[SAMPLE-1] a sample takes exactly one draw, whatever the distribution', () => {
  fc.assert(
    fc.property(anyDistribution, unit, (distribution, u) => {
      let draws = 0;
      compileDistribution(distribution)({ unit: () => (draws++, u) });
      expect(draws).toBe(1);
    }),
  );
});

test('[SAMPLE-2] a sample is a whole number, 0 or more, at the ends too', () => {
  fc.assert(
    fc.property(anyDistribution, unit, (distribution, middle) => {
      for (const u of [SMALLEST, middle, LARGEST]) {
        const sample = sampleUs(distribution, draw(u));
        expect(Number.isSafeInteger(sample)).toBe(true);
        expect(sample).toBeGreaterThanOrEqual(0);
        expect(Object.is(sample, -0)).toBe(false);
      }
    }),
  );
});

test('[SAMPLE-3] a larger draw never gives a smaller sample', () => {
  fc.assert(
    fc.property(anyDistribution, unit, unit, (distribution, a, b) => {
      const sample = compileDistribution(distribution);
      expect(sample(draw(Math.min(a, b)))).toBeLessThanOrEqual(sample(draw(Math.max(a, b))));
    }),
    { numRuns: 1_000 },
  );
});

test('[SAMPLE-4] a uniform sample reaches both ends, each as often as the middle', () => {
  const times = [0, 0, 0, 0];
  for (const sample of sortedSamples({ kind: 'uniform', minUs: 3, maxUs: 6 })) times[sample - 3]!++;
  // Four and a half standard deviations of a fair quarter.
  for (const n of times) expect(Math.abs(n - SAMPLES / 4)).toBeLessThan(617);
  expect(sampleUs({ kind: 'uniform', minUs: 8, maxUs: 8 }, draw(LARGEST))).toBe(8);
});

test('[SAMPLE-5] a normal sample below 0 becomes 0', () => {
  const distribution: Distribution = { kind: 'normal', meanUs: 1_000, sdUs: 5_000 };
  const samples = sortedSamples(distribution);
  // P(z < -0.2) = 0.42074.
  expect(samples.filter((sample) => sample === 0).length / SAMPLES).toBeCloseTo(0.42074, 2);
  expect(meanUs(distribution)).toBeCloseTo(2_534.49, 1);
  expect(meanUs({ kind: 'normal', meanUs: 1_000, sdUs: 0 })).toBe(1_000);
});

test('[SAMPLE-6] a lognormal distribution has the median and the p99 that it was given', () => {
  const distribution: Distribution = { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 };
  expect(sampleUs(distribution, draw(0.5))).toBe(5_000);
  expect(sampleUs(distribution, draw(0.99))).toBe(20_000);
  const samples = sortedSamples(distribution);
  expect(relativeError(samples[SAMPLES * 0.5]!, 5_000)).toBeLessThan(0.01);
  expect(relativeError(samples[SAMPLES * 0.99]!, 20_000)).toBeLessThan(0.03);
  expect(sampleUs({ kind: 'lognormal', medianUs: 70, p99Us: 70 }, draw(LARGEST))).toBe(70);
});

test('[SAMPLE-7] empirical values come as often as their weights say', () => {
  const samples = sortedSamples({ kind: 'empirical', valuesUs: [300, 100, 200, 7], weights: [1, 5, 4, 0] });
  const share = (value: number): number => samples.filter((sample) => sample === value).length / SAMPLES;
  // 0.0075 is more than four and a half standard deviations of each share.
  expect(Math.abs(share(100) - 0.5)).toBeLessThan(0.0075);
  expect(Math.abs(share(200) - 0.4)).toBeLessThan(0.0075);
  expect(Math.abs(share(300) - 0.1)).toBeLessThan(0.0075);
  expect(share(7)).toBe(0);
});

test('[SAMPLE-7] without weights, all values come equally often', () => {
  const weighted = compileDistribution({ kind: 'empirical', valuesUs: [30, 10, 20, 40], weights: [1, 1, 1, 1] });
  const plain = compileDistribution({ kind: 'empirical', valuesUs: [30, 10, 20, 40] });
  expect([0.1, 0.3, 0.6, 0.9].map((u) => plain(draw(u)))).toEqual([10, 20, 30, 40]);
  for (const u of [SMALLEST, 0.24, 0.25, 0.26, 0.5, 0.74, 0.75, LARGEST]) {
    expect(weighted(draw(u))).toBe(plain(draw(u)));
  }
});

test.each(distributions)('[SAMPLE-8] samples have the mean of their distribution: %j', (distribution) => {
  const samples = sortedSamples(distribution);
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / SAMPLES;
  const variance = samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / SAMPLES;
  // Four standard errors, and half a microsecond for rounding.
  expect(Math.abs(mean - meanUs(distribution))).toBeLessThanOrEqual(4 * Math.sqrt(variance / SAMPLES) + 0.5);
});

test.each([
  { distribution: { kind: 'exponential', meanUs: 1e6 }, p: 0.5, quantileUs: 693_147 },
  { distribution: { kind: 'exponential', meanUs: 1e6 }, p: 0.9, quantileUs: 2_302_585 },
  { distribution: { kind: 'exponential', meanUs: 1e6 }, p: 0.99, quantileUs: 4_605_170 },
  { distribution: { kind: 'normal', meanUs: 50_000, sdUs: 10_000 }, p: 0.16, quantileUs: 40_055 },
  { distribution: { kind: 'normal', meanUs: 50_000, sdUs: 10_000 }, p: 0.975, quantileUs: 69_600 },
  { distribution: { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 }, p: 0.1, quantileUs: 2_330 },
  { distribution: { kind: 'uniform', minUs: 1_000, maxUs: 9_000 }, p: 0.25, quantileUs: 3_000 },
] satisfies Array<{ distribution: Distribution; p: number; quantileUs: number }>)(
  '[SAMPLE-8] $p of the samples lie below $quantileUs us: $distribution',
  ({ distribution, p, quantileUs }) => {
    expect(Math.abs(sampleUs(distribution, draw(p)) - quantileUs)).toBeLessThanOrEqual(1);
    expect(relativeError(sortedSamples(distribution)[SAMPLES * p]!, quantileUs)).toBeLessThan(0.03);
  },
);

test('[SAMPLE-9] impossible parameters are told in a sentence, and compiling them is our fault', () => {
  const broken: Array<[Distribution, RegExp]> = [
    [{ kind: 'constant', valueUs: -1 }, /^The value must be a number, 0 or more\.$/],
    [{ kind: 'constant', valueUs: 1e300 }, /too long/],
    [{ kind: 'uniform', minUs: 5, maxUs: 4 }, /^The minimum is above the maximum\.$/],
    [{ kind: 'uniform', minUs: Number.NaN, maxUs: 4 }, /^The minimum must/],
    [{ kind: 'uniform', minUs: 1, maxUs: Infinity }, /^The maximum must/],
    [{ kind: 'exponential', meanUs: -5 }, /^The mean must/],
    [{ kind: 'exponential', meanUs: 1e15 }, /too long/],
    [{ kind: 'normal', meanUs: 5, sdUs: -1 }, /^The standard deviation must/],
    [{ kind: 'lognormal', medianUs: 0, p99Us: 5 }, /^The median must be more than 0\.$/],
    [{ kind: 'lognormal', medianUs: 6, p99Us: 5 }, /^The median is above the p99\.$/],
    [{ kind: 'lognormal', medianUs: 1, p99Us: 1e300 }, /too long/],
    [{ kind: 'empirical', valuesUs: [] }, /at least one value/],
    [{ kind: 'empirical', valuesUs: [1, -1] }, /^Each value must/],
    [{ kind: 'empirical', valuesUs: [1, 2], weights: [1] }, /^2 values need as many weights, not 1\.$/],
    [{ kind: 'empirical', valuesUs: [1], weights: [-1] }, /^Each weight must/],
    [{ kind: 'empirical', valuesUs: [1, 2], weights: [0, 0] }, /^At least one weight/],
  ];
  for (const [distribution, sentence] of broken) {
    expect(distributionProblem(distribution)).toMatch(sentence);
    expect(() => compileDistribution(distribution)).toThrow(distribution.kind);
  }
  for (const distribution of distributions) expect(distributionProblem(distribution)).toBeUndefined();
});

test('[SAMPLE-10] golden samples, so that a change is noticed in any engine', () => {
  const golden = distributions.map((distribution) => {
    const stream = new RandomSource(7).stream('orders', 'work');
    return Array.from({ length: 4 }, () => sampleUs(distribution, stream));
  });
  expect(golden).toEqual([
    [5000, 5000, 5000, 5000],
    [7616, 5424, 7585, 7023],
    [3508033, 1610093, 3464274, 2795508],
    [59421, 51331, 59272, 56835],
    [5710, 1665, 5636, 4417],
    [8766, 5413, 8688, 7514],
    [90000, 300, 90000, 90000],
    [200, 200, 200, 200],
  ]);
});

function relativeError(got: number, wanted: number): number {
  return Math.abs(got - wanted) / wanted;
}
