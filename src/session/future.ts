import { createProjection } from '../projections/create-projection.ts';
import type { Projection } from '../projections/projection.ts';
import { createSimulation, type Simulation } from '../run/simulation.ts';
import type { RunInput } from '../scenario/intervention.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Trace } from '../trace/trace.ts';
import type { BranchInfo } from './workbench.ts';

/** Instants without a happening that looking ahead crosses before it gives up. */
const MOST_QUIET_INSTANTS = 10_000;

/** One future of the run: a scenario, its input, and as much of its trace as was asked for. */
export class Future {
  readonly id: number;
  readonly parent: number | null;
  readonly forkUs: number;
  readonly name: string;
  readonly scenario: Scenario;
  #input: RunInput;
  #simulation: Simulation;
  #projection: Projection;
  #info: BranchInfo;
  /** Whether it was said that nothing more happens. */
  endWasSaid = false;

  constructor(
    place: { readonly id: number; readonly parent: number | null; readonly forkUs: number; readonly name: string },
    run: SimulatedRun,
  ) {
    this.id = place.id;
    this.parent = place.parent;
    this.forkUs = place.forkUs;
    this.name = place.name;
    this.scenario = run.scenario;
    this.#input = run.input;
    this.#simulation = run.simulation;
    this.#projection = createProjection(run.scenario, run.simulation.trace);
    this.#info = { ...place, interventions: run.input.interventions, playedUs: 0 };
  }

  get input(): RunInput {
    return this.#input;
  }

  get projection(): Projection {
    return this.#projection;
  }

  get trace(): Trace {
    return this.#simulation.trace;
  }

  /** The furthest instant that was played. */
  get playedUs(): number {
    return this.#info.playedUs;
  }

  get info(): BranchInfo {
    return this.#info;
  }

  /** The last instant that is settled: played, or decided by an intervention that is still to come. */
  get tipUs(): number {
    return Math.max(this.playedUs, this.#input.interventions.at(-1)?.atUs ?? 0);
  }

  /** Simulates up to an instant, without looking further. */
  simulateTo(tUs: number): void {
    this.#simulation.advanceTo(tUs);
    this.#projection.sync();
  }

  /** Simulates up to an instant and on to the next happening, so that it can be announced. */
  reach(tUs: number): void {
    this.simulateTo(tUs);
    for (let quiet = 0; quiet < MOST_QUIET_INSTANTS && this.#projection.nextInstantUs(tUs) === null; quiet += 1) {
      const dueUs = this.#simulation.nextDueUs();
      if (dueUs === undefined) return;
      this.simulateTo(dueUs);
    }
  }

  /** Whether nothing happens after an instant that was reached, ever. */
  endsAt(tUs: number): boolean {
    const last = this.trace.entries.at(-1);
    return this.#simulation.nextDueUs() === undefined && (last === undefined || last.tUs <= tUs);
  }

  /** Lifts the veil up to an instant. */
  played(tUs: number): void {
    if (tUs > this.playedUs) this.#info = { ...this.#info, playedUs: tUs };
  }

  /** Draws the veil over everything. */
  veil(): void {
    this.#info = { ...this.#info, playedUs: 0 };
    this.endWasSaid = false;
  }

  /** The hash of all entries up to an instant that was reached. */
  hashAt(tUs: number): string {
    return this.#simulation.hashAt(tUs);
  }

  /** Goes on with another run, which must be the same as far as this one was played. */
  amend(run: SimulatedRun): void {
    this.#input = run.input;
    this.#simulation = run.simulation;
    this.#projection = createProjection(run.scenario, run.simulation.trace);
    this.#info = { ...this.#info, interventions: run.input.interventions };
    this.endWasSaid = false;
  }
}

/** A run that was simulated some way, to be judged before it becomes a future. */
export interface SimulatedRun {
  readonly scenario: Scenario;
  readonly input: RunInput;
  readonly simulation: Simulation;
  /** Interventions that were ignored, by their index, with the reason. */
  readonly ignored: ReadonlyMap<number, string>;
  /** Those of them that left nothing in the run: others were refused by somebody, which is part of the story. */
  readonly inVain: ReadonlySet<number>;
}

/** Simulates a run from the start up to an instant. */
export function simulate(scenario: Scenario, input: RunInput, tUs: number): SimulatedRun {
  const simulation = createSimulation(scenario, input);
  simulation.advanceTo(tUs);
  const ignored = new Map<number, string>();
  const inVain = new Set<number>();
  let answered: number | null = null;
  for (const entry of simulation.trace.entries) {
    if (entry.kind === 'intervention.ignored') {
      ignored.set(entry.intervention, entry.why);
      if (entry.cause === null || entry.cause !== answered) inVain.add(entry.intervention);
    } else answered = entry.cause;
  }
  return { scenario, input, simulation, ignored, inVain };
}
