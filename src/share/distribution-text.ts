import type { Distribution } from '../kernel/distribution.ts';
import { durationText, numberText } from './number-text.ts';

/** A distribution as it stands in a link: "40ms", "uniform~1ms~5ms", "lognormal~5ms~20ms", "empirical~1ms*2~9ms*1". */
export function distributionText(distribution: Distribution): string {
  switch (distribution.kind) {
    case 'constant':
      return durationText(distribution.valueUs);
    case 'uniform':
      return join('uniform', distribution.minUs, distribution.maxUs);
    case 'exponential':
      return join('exponential', distribution.meanUs);
    case 'normal':
      return join('normal', distribution.meanUs, distribution.sdUs);
    case 'lognormal':
      return join('lognormal', distribution.medianUs, distribution.p99Us);
    case 'empirical': {
      const { valuesUs, weights } = distribution;
      const values = valuesUs.map((us, i) => {
        const weight = weights?.[i];
        return durationText(us) + (weight === undefined ? '' : `*${numberText(weight)}`);
      });
      return ['empirical', ...values].join('~');
    }
  }
}

function join(kind: string, ...us: readonly number[]): string {
  return [kind, ...us.map(durationText)].join('~');
}
