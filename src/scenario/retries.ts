import type { Distribution } from '../kernel/distribution.ts';
import { type DistributionDocument, parseDistribution, usOf } from './distributions.ts';
import type { Findings, Path } from './problem.ts';
import type { RetrySpec } from './scenario.ts';
import type { RetryDocument } from './statement-schema.ts';

export const DEFAULT_PUBLISH_TIMEOUT_US = 1_000_000;
export const DEFAULT_PUBLISH_RETRY: RetrySpec = {
  attempts: 10,
  backoff: 'fixed',
  delayUs: 200_000,
  maxDelayUs: null,
  jitter: 'none',
};

/** A retry with its defaults. */
export function retrySpec(document: RetryDocument, path: Path, findings: Findings): RetrySpec {
  const delayUs = usOf(document.delay);
  const maxDelayUs = document.max === undefined ? null : usOf(document.max);
  if (maxDelayUs !== null && maxDelayUs < delayUs)
    findings.add([...path, 'max'], '`max` is shorter than `delay`, the first pause');
  return {
    attempts: document.attempts,
    backoff: document.backoff ?? 'fixed',
    delayUs,
    maxDelayUs,
    jitter: document.jitter ?? 'none',
  };
}

/** A distribution whose numbers fit each other; a finding and a stand-in otherwise. */
export function timing(document: DistributionDocument, path: Path, findings: Findings): Distribution {
  const distribution = parseDistribution(document);
  if (!('problem' in distribution)) return distribution;
  findings.add(path, distribution.problem);
  return { kind: 'constant', valueUs: 0 };
}
