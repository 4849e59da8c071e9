import type { QuorumSizes } from '../components/database/quorum-group.ts';
import { RandomSource } from '../kernel/random.ts';
import { US_PER_MS } from '../kernel/time.ts';
import { PbsExperiment } from './pbs-experiment.ts';
import type { DelayModel } from './pbs-models.ts';

/** As the reference asks for at least. */
const FEWEST_WRITES = 100_000;
const MOST_WRITES = 1_000_000;
/** Goes on until the standard error of the times' tails is so small a part of them. */
const PRECISION = 0.03;
const SEED = 1;

/** A measured time and its standard error. */
export interface MeasuredTime {
  readonly ms: number;
  readonly errorMs: number;
}

/** What many simulated operations of one configuration show; times in ms. */
export class PbsMeasure {
  readonly #experiment: PbsExperiment;
  readonly #lateMs: readonly number[];

  /** Reads begin so many ms after the commit, in ascending order. */
  constructor(name: string, sizes: QuorumSizes, model: DelayModel, lateMs: readonly number[], needsTail: boolean) {
    this.#lateMs = lateMs;
    const draws = new RandomSource(SEED).stream('pbs', name);
    const lateUs = lateMs.map((ms) => Math.round(ms * US_PER_MS));
    this.#experiment = new PbsExperiment(sizes, model, lateUs, draws);
    this.#experiment.run(FEWEST_WRITES);
    if (!needsTail) return;
    while (this.#experiment.writeUs.length < MOST_WRITES && !this.#isPrecise()) this.#experiment.run(FEWEST_WRITES);
  }

  /** The share of k versions in a row of which a read misses not every one; each is missed or not for itself. */
  freshWithin(k: number, lateMs: number): number {
    const seen = this.#experiment.fresh[this.#lateMs.indexOf(lateMs)] ?? [];
    const groups = Math.floor(seen.length / k);
    let missed = 0;
    for (let group = 0; group < groups; group++) {
      let sees = 0;
      for (let i = group * k; i < (group + 1) * k; i++) sees += seen[i] as number;
      if (sees === 0) missed++;
    }
    return 1 - missed / groups;
  }

  /** How long after a commit 99.9 % of reads see it. */
  get t999(): MeasuredTime {
    return quantile(this.#experiment.visibleUs, 0.999);
  }

  read(share: number): MeasuredTime {
    return quantile(this.#experiment.readUs, share);
  }

  write(share: number): MeasuredTime {
    return quantile(this.#experiment.writeUs, share);
  }

  #isPrecise(): boolean {
    return [this.t999, this.write(0.999)].every(({ ms, errorMs }) => errorMs <= PRECISION * ms);
  }
}

/** Many figures are asked of the same times, and sorting them is most of the work. */
const sortedTimes = new WeakMap<readonly number[], Float64Array>();

function sortedOf(timesUs: readonly number[]): Float64Array {
  let sorted = sortedTimes.get(timesUs);
  if (sorted?.length !== timesUs.length) sortedTimes.set(timesUs, (sorted = Float64Array.from(timesUs).sort()));
  return sorted;
}

/** The error is what the ranks around the quantile's say. */
function quantile(timesUs: readonly number[], share: number): MeasuredTime {
  const sorted = sortedOf(timesUs);
  const rank = share * sorted.length;
  const sigma = Math.sqrt(rank * (1 - share));
  const [low = NaN, middle = NaN, high = NaN] = [rank - sigma, rank, rank + sigma].map((i) => sorted[Math.floor(i)]);
  return { ms: middle / US_PER_MS, errorMs: (high - low) / 2 / US_PER_MS };
}
