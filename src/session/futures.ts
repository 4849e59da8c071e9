import { msText } from '../projections/words.ts';
import { interventionWords } from '../scenario/intervention-words.ts';
import type { Intervention, RunInput, TimedIntervention } from '../scenario/intervention.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { interventionsText, MOST_INTERVENTIONS } from '../share/intervention-text.ts';
import { Future, simulate, type SimulatedRun } from './future.ts';
import type { BranchInfo } from './workbench.ts';

/** What became of an intervention: sentences on what changed nothing, and whether anything did. */
export interface Outcome {
  readonly changed: boolean;
  readonly problems: readonly string[];
}

/** Every future that was ever begun; none is thrown away. One of them is active. */
export class Futures {
  readonly #all: Future[] = [];
  #active: Future;
  #branches: readonly BranchInfo[] = [];

  constructor(scenario: Scenario, input: RunInput) {
    this.#active = this.#add(simulate(scenario, input, 0), null, 0, 'Run 1');
  }

  get active(): Future {
    return this.#active;
  }

  /** The futures of the active run: those with its scenario, variant, seed and parameters. The same list while nothing changed. */
  get branches(): readonly BranchInfo[] {
    const run = runText(this.#active.input);
    const infos = this.#all.filter(({ input }) => runText(input) === run).map(({ info }) => info);
    const same = infos.length === this.#branches.length && infos.every((info, i) => info === this.#branches[i]);
    return same ? this.#branches : (this.#branches = infos);
  }

  get(id: number): Future | null {
    return this.#all[id] ?? null;
  }

  activate(future: Future): void {
    this.#active = future;
  }

  /** Makes the future with exactly this input active, a new one if there is none yet. */
  open(scenario: Scenario, input: RunInput): Future {
    const found = this.#same(input);
    const roots = this.#all.filter(({ parent }) => parent === null).length;
    this.#active = found ?? this.#add(simulate(scenario, input, 0), null, 0, `Run ${roots + 1}`);
    return this.#active;
  }

  /**
   * Does something to the active future at an instant, after what was done there up to `keepUs`. Where that lies behind
   * what is settled, a new future begins there and becomes active; the old one stays as it is. What changes nothing is
   * not written down.
   */
  intervene(atUs: number, wanted: readonly Intervention[], keepUs = atUs): Outcome {
    const { scenario, input, tipUs } = this.#active;
    const kept = input.interventions.filter((done) => done.atUs <= keepUs);
    if (kept.length + wanted.length > MOST_INTERVENTIONS) {
      return { changed: false, problems: [`A run holds at most ${MOST_INTERVENTIONS} interventions.`] };
    }
    const { run, what, problems } = attempt(scenario, input, kept, atUs, wanted);
    const [first] = what;
    if (first === undefined) return { changed: false, problems };
    const same = this.#same(run.input);
    if (same !== null) this.#active = same;
    else if (atUs >= tipUs) this.#active.amend(run);
    else
      this.#active = this.#add(run, this.#active.id, atUs, `${interventionWords(first, scenario)} at ${msText(atUs)}`);
    return { changed: true, problems };
  }

  #same(input: RunInput): Future | null {
    const text = runText(input) + interventionsText(input.interventions);
    return (
      this.#all.find((future) => runText(future.input) + interventionsText(future.input.interventions) === text) ?? null
    );
  }

  #add(run: SimulatedRun, parent: number | null, forkUs: number, name: string): Future {
    const future = new Future({ id: this.#all.length, parent, forkUs, name }, run);
    this.#all.push(future);
    return future;
  }
}

/** Simulates what is kept and what is wanted, without what turns out to change nothing. */
function attempt(
  scenario: Scenario,
  input: RunInput,
  kept: readonly TimedIntervention[],
  atUs: number,
  wanted: readonly Intervention[],
): { readonly run: SimulatedRun; readonly what: readonly Intervention[]; readonly problems: readonly string[] } {
  const problems = new Set<string>();
  let what = wanted;
  for (;;) {
    const interventions = [...kept, ...what.map((one) => ({ atUs, what: one }))];
    const run = simulate(scenario, { ...input, interventions }, atUs);
    const effective = what.filter((one, i) => {
      const why = run.ignored.get(kept.length + i);
      if (why !== undefined) problems.add(`${interventionWords(one, scenario)}: ${why}.`);
      return !run.inVain.has(kept.length + i);
    });
    if (effective.length === what.length) return { run, what, problems: [...problems] };
    what = effective;
  }
}

function runText({ variant, seed, parameters }: RunInput): string {
  const names = Object.keys(parameters).sort();
  return JSON.stringify([variant, seed, names.map((name) => [name, parameters[name]])]);
}
