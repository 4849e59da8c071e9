import { US_PER_MS, US_PER_SECOND } from '../../kernel/time.ts';
import type { Intervention, TimedIntervention } from '../../scenario/intervention.ts';
import type { Deed } from './deed.ts';

/** What of a failing run can be made smaller. */
export interface FailingRun {
  readonly deeds: readonly Deed[];
  readonly parameters: { readonly [name: string]: number };
  readonly untilUs: number;
}

export interface Shrunk {
  readonly run: FailingRun;
  /** How many runs it took. */
  readonly tried: number;
  /** True: it ended for want of patience, and a smaller run may exist. */
  readonly gaveUp: boolean;
}

/** The lengths of runs, as people write them. */
const LENGTH_GRID_US = US_PER_SECOND / 10;

/**
 * Makes a failing run smaller as long as it fails: a shorter run, fewer deeds, no parameters of its own, rounder values.
 * `fails` plays a candidate; only those that it confirms are kept. At most `patience` candidates are played. A fault is
 * left out with its end or not at all: a fault that nobody ends would be another failure.
 */
export function shrink(run: FailingRun, fails: (candidate: FailingRun) => boolean, patience: number): Shrunk {
  const shrinking = new Shrinking(run, fails, patience);
  for (let before: FailingRun | null = null; before !== shrinking.best && shrinking.left > 0;) {
    before = shrinking.best;
    shrinking.shorten();
    shrinking.removeDeeds();
    shrinking.removeParameters();
    shrinking.shortenDeeds();
    shrinking.simplify();
  }
  return { run: shrinking.best, tried: patience - shrinking.left, gaveUp: shrinking.left === 0 };
}

class Shrinking {
  best: FailingRun;
  left: number;
  readonly #fails: (candidate: FailingRun) => boolean;

  constructor(run: FailingRun, fails: (candidate: FailingRun) => boolean, patience: number) {
    this.best = run;
    this.left = patience;
    this.#fails = fails;
  }

  /** Halves the run while it fails, then looks for its shortest length in ever smaller steps. */
  shorten(): void {
    for (let stepUs = this.best.untilUs / 2; stepUs >= LENGTH_GRID_US; stepUs /= 2) {
      const untilUs = rounded(this.best.untilUs - stepUs, LENGTH_GRID_US);
      if (untilUs <= 0) continue;
      // What comes after its end has no part in a run.
      const deeds = this.best.deeds.filter((deed) => deed.every(({ atUs }) => atUs <= untilUs));
      this.#attempt({ untilUs, deeds });
    }
  }

  /** Leaves out ever smaller parts of the list. */
  removeDeeds(): void {
    for (let size = this.best.deeds.length; size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < this.best.deeds.length;) {
        const { deeds } = this.best;
        const isGone = this.#attempt({ deeds: [...deeds.slice(0, from), ...deeds.slice(from + size)] });
        if (!isGone) from += size;
      }
    }
  }

  removeParameters(): void {
    for (const name of Object.keys(this.best.parameters)) {
      const { [name]: _, ...parameters } = this.best.parameters;
      this.#attempt({ parameters });
    }
  }

  /** Brings the end of each fault closer to its beginning. */
  shortenDeeds(): void {
    for (let i = 0; i < this.best.deeds.length; i++) {
      const lengthUs = (): number => {
        const [begin, end = begin] = this.best.deeds[i] as Deed;
        return (end as TimedIntervention).atUs - (begin as TimedIntervention).atUs;
      };
      for (let stepUs = lengthUs() / 2; stepUs >= LENGTH_GRID_US; stepUs /= 2) {
        const end = (this.best.deeds[i] as Deed)[1];
        if (end === undefined || stepUs > lengthUs()) continue;
        this.#replace(i, 1, { ...end, atUs: rounded(end.atUs - stepUs, LENGTH_GRID_US) });
      }
    }
  }

  /** Instants in whole seconds or tenths; factors and probabilities as documents take them by default, or for certain. */
  simplify(): void {
    for (let i = 0; i < this.best.deeds.length; i++) {
      for (let j = 0; j < (this.best.deeds[i] as Deed).length; j++) {
        const one = (this.best.deeds[i] as Deed)[j] as TimedIntervention;
        // An end that came later than it must would undo what was gained.
        const simpler = simplerThan(one).filter(({ atUs }) => j === 0 || atUs <= one.atUs);
        simpler.some((candidate) => this.#replace(i, j, candidate));
      }
    }
  }

  #replace(i: number, j: number, by: TimedIntervention): boolean {
    const deed = (this.best.deeds[i] as Deed).map((one, at) => (at === j ? by : one));
    const isInOrder = deed.every(({ atUs }, at) => at === 0 || atUs >= (deed[at - 1] as TimedIntervention).atUs);
    if (!isInOrder || by.atUs > this.best.untilUs) return false;
    return this.#attempt({ deeds: this.best.deeds.map((one, at) => (at === i ? deed : one)) });
  }

  #attempt(change: Partial<FailingRun>): boolean {
    if (this.left === 0) return false;
    this.left--;
    const candidate = { ...this.best, ...change };
    if (!this.#fails(candidate)) return false;
    this.best = candidate;
    return true;
  }
}

/** The simplest first; nothing that is as it was. */
function simplerThan({ atUs, what }: TimedIntervention): readonly TimedIntervention[] {
  const instants = [US_PER_SECOND, US_PER_SECOND / 10, 10 * US_PER_MS].flatMap((gridUs) =>
    atUs % gridUs === 0 ? [] : [rounded(atUs, gridUs), rounded(atUs, gridUs) + gridUs],
  );
  const deed = simplerDeed(what);
  const moved = instants.map((instant) => ({ atUs: instant, what }));
  if (deed === null) return moved;
  return [...instants.slice(0, 2).map((instant) => ({ atUs: instant, what: deed })), { atUs, what: deed }, ...moved];
}

function simplerDeed(what: Intervention): Intervention | null {
  if (what.kind === 'slow' && what.factor !== 1 && what.factor !== 4) return { ...what, factor: 4 };
  return 'probability' in what && what.probability !== 1 ? { ...what, probability: 1 } : null;
}

function rounded(us: number, gridUs: number): number {
  return Math.floor(us / gridUs) * gridUs;
}
