import { distributionProblem, type Distribution } from '../kernel/distribution.ts';
import { parseDuration, parseNumber } from './parse-number.ts';

/** The distribution that `distributionText` wrote; null where the text isn't one, or its numbers make none. */
export function parseDistribution(text: string): Distribution | null {
  const distribution = read(text);
  return distribution !== null && distributionProblem(distribution) === undefined ? distribution : null;
}

function read(text: string): Distribution | null {
  const [kind = '', ...rest] = text.split('~');
  if (kind === 'empirical') return readEmpirical(rest);
  const us = (rest.length === 0 ? [kind] : rest).map(parseDuration).filter((n) => n !== null);
  const [a, b] = us;
  if (a === undefined || us.length < rest.length) return null;
  if (rest.length === 0) return { kind: 'constant', valueUs: a };
  if (rest.length === 1) return kind === 'exponential' ? { kind, meanUs: a } : null;
  if (rest.length > 2 || b === undefined) return null;
  if (kind === 'uniform') return { kind, minUs: a, maxUs: b };
  if (kind === 'normal') return { kind, meanUs: a, sdUs: b };
  return kind === 'lognormal' ? { kind, medianUs: a, p99Us: b } : null;
}

function readEmpirical(items: readonly string[]): Distribution | null {
  const pairs = items.map((item) => item.split('*'));
  const valuesUs = pairs.map(([us = '']) => parseDuration(us)).filter((n) => n !== null);
  const weights = pairs
    .flatMap(([, weight]) => (weight === undefined ? [] : parseNumber(weight)))
    .filter((n) => n !== null);
  if (valuesUs.length < items.length || pairs.some((pair) => pair.length > 2)) return null;
  if (pairs.every((pair) => pair.length === 1)) return { kind: 'empirical', valuesUs };
  return weights.length === items.length ? { kind: 'empirical', valuesUs, weights } : null;
}
