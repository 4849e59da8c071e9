import { type Distribution, distributionProblem } from '../kernel/distribution.ts';
import { durationText, durationWords, parseDuration } from './durations.ts';
import { isRecord } from './kind-words.ts';

/** How documents write a distribution; checked by the schema. */
export type DistributionDocument =
  | string
  | { readonly constant: string }
  | { readonly uniform: readonly [string, string] }
  | { readonly exponential: string }
  | { readonly normal: { readonly mean: string; readonly sd: string } }
  | { readonly lognormal: { readonly median: string; readonly p99: string } }
  | { readonly median: string; readonly p99: string }
  | { readonly empirical: readonly string[] };

/** The distribution that a document means, or a sentence that says what is wrong with its numbers. */
export function parseDistribution(document: DistributionDocument): Distribution | { readonly problem: string } {
  const distribution = fromDocument(document);
  const problem = distributionProblem(distribution);
  return problem === undefined
    ? distribution
    : { problem: problem.replace(/^[A-Z]/, (letter) => letter.toLowerCase()).replace(/\.$/, '') };
}

/** A distribution as documents write it, the shortest way. */
export function distributionDocument(distribution: Distribution): DistributionDocument {
  switch (distribution.kind) {
    case 'constant':
      return durationText(distribution.valueUs);
    case 'uniform':
      return { uniform: [durationText(distribution.minUs), durationText(distribution.maxUs)] };
    case 'exponential':
      return { exponential: durationText(distribution.meanUs) };
    case 'normal':
      return { normal: { mean: durationText(distribution.meanUs), sd: durationText(distribution.sdUs) } };
    case 'lognormal':
      return { median: durationText(distribution.medianUs), p99: durationText(distribution.p99Us) };
    case 'empirical':
      return { empirical: distribution.valuesUs.map(durationText) };
  }
}

/** A distribution in few words, for a line of pseudo-code: "40 ms", "about 40 ms", "20 to 40 ms". */
export function distributionWords(distribution: Distribution): string {
  switch (distribution.kind) {
    case 'constant':
      return durationWords(distribution.valueUs);
    case 'uniform':
      return rangeWords(distribution.minUs, distribution.maxUs);
    case 'exponential':
    case 'normal':
      return `about ${durationWords(distribution.meanUs)}`;
    case 'lognormal':
      return `about ${durationWords(distribution.medianUs)}`;
    case 'empirical':
      return rangeWords(Math.min(...distribution.valuesUs), Math.max(...distribution.valuesUs));
  }
}

function rangeWords(minUs: number, maxUs: number): string {
  const [min, max] = [durationWords(minUs), durationWords(maxUs)];
  if (min === max) return min;
  const [amount, unit] = min.split(' ');
  return max.endsWith(` ${unit}`) ? `${amount} to ${max}` : `${min} to ${max}`;
}

function fromDocument(document: DistributionDocument): Distribution {
  if (!isRecord(document)) return { kind: 'constant', valueUs: usOf(document as string) };
  if ('constant' in document) return { kind: 'constant', valueUs: usOf(document.constant) };
  if ('uniform' in document)
    return { kind: 'uniform', minUs: usOf(document.uniform[0]), maxUs: usOf(document.uniform[1]) };
  if ('exponential' in document) return { kind: 'exponential', meanUs: usOf(document.exponential) };
  if ('normal' in document)
    return { kind: 'normal', meanUs: usOf(document.normal.mean), sdUs: usOf(document.normal.sd) };
  if ('lognormal' in document) return lognormal(document.lognormal);
  if ('empirical' in document) return { kind: 'empirical', valuesUs: document.empirical.map(usOf) };
  return lognormal(document);
}

function lognormal({ median, p99 }: { readonly median: string; readonly p99: string }): Distribution {
  return { kind: 'lognormal', medianUs: usOf(median), p99Us: usOf(p99) };
}

/** Of a duration that the schema has checked already. */
export function usOf(duration: string): number {
  const parsed = parseDuration(duration);
  return 'us' in parsed ? parsed.us : 0;
}
