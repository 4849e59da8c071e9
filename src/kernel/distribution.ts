import { invariant } from './invariant.ts';
import { Registry } from './registry.ts';
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

/** What a kind of distribution is made of. */
export interface DistributionShape<D extends Distribution> {
  /** What is wrong with its numbers, as a sentence for users. */
  problem(distribution: D): string | undefined;
  /** In microseconds, for a share between 0 and 1; a larger share never gives less. */
  quantile(distribution: D): (p: number) => number;
  /** In microseconds, not rounded. */
  mean(distribution: D): number;
}

const further = new Registry<DistributionShape<never>>('kind of distribution');

/** Adds a kind of distribution that is not here from the start. */
export function shapesDistribution<K extends Distribution['kind']>(
  kind: K,
  shape: DistributionShape<Extract<Distribution, { readonly kind: K }>>,
): void {
  further.add(kind, shape);
}

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
    default:
      return further.get(distribution.kind).mean(distribution as never);
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
    default:
      return further.get(distribution.kind).quantile(distribution as never);
  }
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
    default:
      return further.has(distribution.kind)
        ? further.get(distribution.kind).problem(distribution as never)
        : `The kind ${distribution.kind} is not known here.`;
  }
}

function sizeProblem(distribution: Distribution): string | undefined {
  // Samples grow with their draw, so the largest draw tells whether all of them fit into virtual time.
  const fits = quantileOf(distribution)(LARGEST_UNIT) <= Number.MAX_SAFE_INTEGER;
  return fits ? undefined : 'Its longest samples are too long: virtual time ends after 285 years.';
}

/** The sentence for what is no number of at least 0. */
export function notZeroOrMore(what: string, n: number): string | undefined {
  return Number.isFinite(n) && n >= 0 ? undefined : `${what} must be a number, 0 or more.`;
}
