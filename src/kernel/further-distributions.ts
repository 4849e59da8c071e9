import { notZeroOrMore, shapesDistribution } from './distribution.ts';
import { empiricalQuantile } from './empirical.ts';
import { exp, ln } from './exact.ts';
import { normalDensity, normalQuantile, normalShareBelow } from './normal.ts';

// Fewer scenarios have these than constant and uniform ones, and their mathematics is long: the page fetches them.

const NORMAL_P99 = 2.3263478740408408;

shapesDistribution('exponential', {
  problem: ({ meanUs }) => notZeroOrMore('The mean', meanUs),
  quantile:
    ({ meanUs }) =>
    (p) =>
      -meanUs * ln(1 - p),
  mean: ({ meanUs }) => meanUs,
});

shapesDistribution('normal', {
  problem: ({ meanUs, sdUs }) => notZeroOrMore('The mean', meanUs) ?? notZeroOrMore('The standard deviation', sdUs),
  quantile:
    ({ meanUs, sdUs }) =>
    (p) =>
      Math.max(0, meanUs + sdUs * normalQuantile(p)),
  // What lies below 0 counts as 0, which moves the mean up.
  mean: ({ meanUs: mean, sdUs: sd }) =>
    sd === 0 ? mean : mean * normalShareBelow(mean / sd) + sd * normalDensity(mean / sd),
});

shapesDistribution('lognormal', {
  problem: ({ medianUs, p99Us }) =>
    notZeroOrMore('The median', medianUs) ??
    notZeroOrMore('The p99', p99Us) ??
    (medianUs === 0 ? 'The median must be more than 0.' : undefined) ??
    (medianUs > p99Us ? 'The median is above the p99.' : undefined),
  quantile: ({ medianUs, p99Us }) => {
    const sigma = lognormalSigma(medianUs, p99Us);
    return (p) => medianUs * exp(sigma * normalQuantile(p));
  },
  mean: ({ medianUs, p99Us }) => {
    const sigma = lognormalSigma(medianUs, p99Us);
    return medianUs * exp((sigma * sigma) / 2);
  },
});

shapesDistribution('empirical', {
  problem: ({ valuesUs, weights }) => {
    if (valuesUs.length === 0) return 'It needs at least one value.';
    const value = firstProblem('Each value', valuesUs);
    if (value !== undefined || weights === undefined) return value;
    if (weights.length !== valuesUs.length)
      return `${valuesUs.length} values need as many weights, not ${weights.length}.`;
    return (
      firstProblem('Each weight', weights) ??
      (weights.every((weight) => weight === 0) ? 'At least one weight must be more than 0.' : undefined)
    );
  },
  quantile: ({ valuesUs, weights }) => empiricalQuantile(valuesUs, weights),
  mean: ({ valuesUs, weights }) => {
    let weightSum = 0;
    let sum = 0;
    valuesUs.forEach((valueUs, i) => {
      const weight = weights?.[i] ?? 1;
      weightSum += weight;
      sum += weight * valueUs;
    });
    return sum / weightSum;
  },
});

function lognormalSigma(medianUs: number, p99Us: number): number {
  return ln(p99Us / medianUs) / NORMAL_P99;
}

function firstProblem(what: string, numbers: readonly number[]): string | undefined {
  for (const n of numbers) {
    const problem = notZeroOrMore(what, n);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
