import { invariant } from '../../kernel/invariant.ts';
import type { FitnessFunction, Scenario } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import { judgeIn } from '../conditions.ts';
import { isHappening } from '../happening.ts';
import type { Breach, Verdict } from './verdict.ts';
import { readingOf } from './facet.ts';
import type { Reading } from './facet.ts';
import { LiveFacts, TELLING } from './live-facts.ts';
import { ProjectedFacts } from './projected-facts.ts';
import type { RunFacts } from './run-facts.ts';

/** One fitness function on its way through a run. */
interface Watch {
  readonly fitness: FitnessFunction;
  readonly facts: RunFacts;
  /** Its number among the expressions of its facts. */
  readonly number: number;
  /** Judged entry by entry; the others only when the run is at rest. */
  readonly continuous: boolean;
  judged: boolean;
  /** Where it last stopped holding; null while it holds. */
  failing: (Breach & { readonly fault: string | null }) | null;
  /** `always`: what broke it, which decides. */
  broken: Watch['failing'];
}

export interface JudgeOptions {
  /** Also follow what is judged at rest, to say since when it does not hold. Costs an evaluation for whatever concerns it. */
  readonly follow?: boolean;
}

/**
 * Judges a run's fitness functions while it runs, at each entry that concerns what they read. An `always` is broken
 * where it does not hold at the end of an instant at which something happens.
 */
export class FitnessJudge {
  readonly #watches: readonly Watch[];
  readonly #all: readonly RunFacts[];
  readonly #needsAll: boolean;
  #continuous: readonly Watch[];
  #tUs = 0;
  #happened = true;
  #over = false;

  constructor(scenario: Scenario, { follow = false }: JudgeOptions = {}) {
    const readings = scenario.fitness.map(({ holds }) => readingOf(holds, scenario));
    const live = new LiveFacts(
      scenario,
      readings.filter((reading): reading is Reading => reading !== null),
    );
    const projected = readings.includes(null) ? new ProjectedFacts(scenario) : null;
    let number = 0;
    this.#watches = scenario.fitness.map((fitness, i) => ({
      fitness,
      facts: readings[i] === null ? (projected as RunFacts) : live,
      number: readings[i] === null ? 0 : number++,
      continuous: fitness.when === 'always' || follow,
      judged: false,
      failing: null,
      broken: null,
    }));
    this.#continuous = this.#watches.filter(({ continuous }) => continuous);
    this.#all = [...(number > 0 ? [live] : []), ...(projected === null ? [] : [projected])];
    this.#needsAll = this.#all.some(({ needsAll }) => needsAll);
  }

  /** Whether a fitness function that must always hold is broken already. */
  get broken(): boolean {
    return this.#watches.some(({ broken }) => broken !== null);
  }

  take(entry: Entry): void {
    // Most entries change nothing that is read, and every entry of every run of a search comes by here. The first one
    // begins the run: what can't hold at all breaks there.
    if (!this.#needsAll && !TELLING.has(entry.kind) && entry.seq > 0) return;
    if (entry.tUs !== this.#tUs) {
      this.#settle();
      this.#tUs = entry.tUs;
      this.#happened = false;
    }
    this.#happened ||= isHappening(entry);
    for (const facts of this.#all) facts.take(entry);
    for (const watch of this.#continuous) {
      if (watch.broken !== null) continue;
      if (!watch.judged || watch.facts.concerns(watch.number)) this.#judge(watch, entry.tUs, entry.seq);
    }
  }

  /** The part of the run ends in which `always` counts. */
  endAt(tUs: number): void {
    invariant(!this.#over, 'a run ends once');
    this.#settle();
    for (const watch of this.#continuous) this.#judge(watch, tUs, null);
    this.#tUs = tUs;
    this.#happened = true;
    this.#settle();
    this.#over = true;
    this.#continuous = this.#continuous.filter(({ fitness }) => fitness.when !== 'always');
  }

  /** How all came out: `always` up to `endAt`, the others on what was taken, at `tUs`. */
  verdicts(endUs: number, tUs: number): readonly Verdict[] {
    return this.#watches.map((watch) => {
      const { name, when, holds } = watch.fitness;
      const verdict = { name, expression: holds.source, when };
      if (when === 'always') {
        const { broken } = watch;
        if (broken === null) return { ...verdict, holds: true, atUs: endUs, entry: null, since: null, fault: null };
        const { atUs, entry, fault } = broken;
        return { ...verdict, holds: false, atUs, entry, since: { atUs, entry }, fault };
      }
      this.#judge(watch, tUs, null);
      const { failing } = watch;
      if (failing === null) return { ...verdict, holds: true, atUs: tUs, entry: null, since: null, fault: null };
      const since = watch.continuous ? { atUs: failing.atUs, entry: failing.entry } : null;
      return { ...verdict, holds: false, atUs: tUs, entry: null, since, fault: failing.fault };
    });
  }

  #judge(watch: Watch, tUs: number, entry: number | null): void {
    watch.judged = true;
    const { holds, fault } = judgeIn(watch.fitness.holds, watch.facts.scopeAt(tUs));
    if (holds) watch.failing = null;
    else watch.failing ??= { atUs: tUs, entry, fault };
  }

  /** The instant is over: what does not hold now is broken. */
  #settle(): void {
    if (!this.#happened) return;
    for (const watch of this.#continuous) {
      if (watch.failing === null || watch.broken !== null || watch.fitness.when !== 'always') continue;
      watch.broken = { ...watch.failing, atUs: this.#tUs };
    }
  }
}
