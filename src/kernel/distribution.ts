import { empiricalQuantile } from './empirical.ts';
import { exp, ln } from './exact.ts';
import { invariant } from './invariant.ts';
import { normalDensity, normalQuantile, normalShareBelow } from './normal.ts';
import type { TimeUs } from './time.ts';

/**
 * How long something takes, in microseconds. A `normal` sample below 0 becomes 0; `lognormal` is given by two of its
 * quantiles; `empirical` takes one of its values, each as likely as its weight says (all alike without weights).
 */
export type Distribution =
  | { readonly kind: 'constant'; readonly valueUs: number }
  | { readonly kind: 'uniform'; readonly minUs: number; readonly maxUs: number }
  | { readonly kind: 'exponential'; readonly meanUs: number }
  | { readonly kind: 'normal'; readonly meanUs: number; readonly sdUs: number }
  | { readonly kind: 'lognormal'; readonly medianUs: number; readonly p99Us: number }
  | {
      readonly kind: 'empirical';
      readonly valuesUs: readonly number[];
      readonly weights?: readonly number[] | undefined;
    };

/** Where draws come from: a `RandomStream`, or a known number in a test. */
export interface UnitSource {
  /** A number between 0 and 1, never either of them. */
  unit(): number;
}

export type Sampler = (stream: UnitSource) => TimeUs;

const NORMAL_P99 = 2.3263478740408408;
const LARGEST_UNIT = 1 - Number.EPSILON / 2;

/** What is wrong with a distribution's numbers, as a sentence for users; undefined when nothing is. */
export function distributionProblem(distribution: Distribution): string | undefined {
  return parameterProblem(distribution) ?? sizeProblem(distribution);
}

/** Prepares a distribution for sampling: each sample takes exactly one draw, and a larger draw never gives a smaller sample. */
export function compileDistribution(distribution: Distribution): Sampler {
  const problem = distributionProblem(distribution);
  invariant(problem === undefined, () => `a ${distribution.kind} distribution: ${problem}`);
  const quantileUs = quantileOf(distribution);
  // Adding 0 turns -0 into 0.
  return (stream) => Math.round(quantileUs(stream.unit())) + 0;
}

/** One sample, in whole microseconds, never negative; for many samples compile the distribution once. */
export function sampleUs(distribution: Distribution, stream: UnitSource): TimeUs {
  return compileDistribution(distribution)(stream);
}

/** The mean of the samples in microseconds, but for their rounding to whole ones; not rounded itself. */
export function meanUs(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.valueUs;
    case 'uniform':
      return (distribution.minUs + distribution.maxUs) / 2;
    case 'exponential':
      return distribution.meanUs;
    case 'normal': {
      const { meanUs: mean, sdUs: sd } = distribution;
      // What lies below 0 counts as 0, which moves the mean up.
      return sd === 0 ? mean : mean * normalShareBelow(mean / sd) + sd * normalDensity(mean / sd);
    }
    case 'lognormal': {
      const sigma = lognormalSigma(distribution.medianUs, distribution.p99Us);
      return distribution.medianUs * exp((sigma * sigma) / 2);
    }
    case 'empirical': {
      const { valuesUs, weights } = distribution;
      let weightSum = 0;
      let sum = 0;
      valuesUs.forEach((valueUs, i) => {
        const weight = weights?.[i] ?? 1;
        weightSum += weight;
        sum += weight * valueUs;
      });
      return sum / weightSum;
    }
  }
}

function quantileOf(distribution: Distribution): (p: number) => number {
  switch (distribution.kind) {
    case 'constant': {
      const { valueUs } = distribution;
      return () => valueUs;
    }
    case 'uniform': {
      // Whole microseconds, all alike: rounding a continuous sample would give the two ends half their share.
      const first = Math.round(distribution.minUs);
      const count = Math.round(distribution.maxUs) - first + 1;
      return (p) => first + Math.floor(p * count);
    }
    case 'exponential': {
      const { meanUs: mean } = distribution;
      return (p) => -mean * ln(1 - p);
    }
    case 'normal': {
      const { meanUs: mean, sdUs: sd } = distribution;
      return (p) => Math.max(0, mean + sd * normalQuantile(p));
    }
    case 'lognormal': {
      const { medianUs: median } = distribution;
      const sigma = lognormalSigma(median, distribution.p99Us);
      return (p) => median * exp(sigma * normalQuantile(p));
    }
    case 'empirical':
      return empiricalQuantile(distribution.valuesUs, distribution.weights);
  }
}

function lognormalSigma(medianUs: number, p99Us: number): number {
  return ln(p99Us / medianUs) / NORMAL_P99;
}

function parameterProblem(distribution: Distribution): string | undefined {
  switch (distribution.kind) {
    case 'constant':
      return notZeroOrMore('The value', distribution.valueUs);
    case 'uniform':
      return (
        notZeroOrMore('The minimum', distribution.minUs) ??
        notZeroOrMore('The maximum', distribution.maxUs) ??
        (distribution.minUs > distribution.maxUs ? 'The minimum is above the maximum.' : undefined)
      );
    case 'exponential':
      return notZeroOrMore('The mean', distribution.meanUs);
    case 'normal':
      return (
        notZeroOrMore('The mean', distribution.meanUs) ?? notZeroOrMore('The standard deviation', distribution.sdUs)
      );
    case 'lognormal':
      return (
        notZeroOrMore('The median', distribution.medianUs) ??
        notZeroOrMore('The p99', distribution.p99Us) ??
        (distribution.medianUs === 0 ? 'The median must be more than 0.' : undefined) ??
        (distribution.medianUs > distribution.p99Us ? 'The median is above the p99.' : undefined)
      );
    case 'empirical': {
      const { valuesUs, weights } = distribution;
      if (valuesUs.length === 0) return 'It needs at least one value.';
      const value = firstProblem('Each value', valuesUs);
      if (value !== undefined || weights === undefined) return value;
      if (weights.length !== valuesUs.length)
        return `${valuesUs.length} values need as many weights, not ${weights.length}.`;
      return (
        firstProblem('Each weight', weights) ??
        (weights.every((weight) => weight === 0) ? 'At least one weight must be more than 0.' : undefined)
      );
    }
  }
}

function sizeProblem(distribution: Distribution): string | undefined {
  // Samples grow with their draw, so the largest draw tells whether all of them fit into virtual time.
  const fits = quantileOf(distribution)(LARGEST_UNIT) <= Number.MAX_SAFE_INTEGER;
  return fits ? undefined : 'Its longest samples are too long: virtual time ends after 285 years.';
}

function firstProblem(what: string, numbers: readonly number[]): string | undefined {
  for (const n of numbers) {
    const problem = notZeroOrMore(what, n);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function notZeroOrMore(what: string, n: number): string | undefined {
  return Number.isFinite(n) && n >= 0 ? undefined : `${what} must be a number, 0 or more.`;
}
