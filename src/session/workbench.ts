import type { StoreApi } from 'zustand/vanilla';
import type { Intervention, RunInput, TimedIntervention } from '../scenario/intervention.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Projection } from '../projections/projection.ts';

/** One future of the run. Branches are never removed; the root has no parent. */
export interface BranchInfo {
  readonly id: number;
  readonly parent: number | null;
  /** Where it left its parent. */
  readonly forkUs: number;
  /** In words, after the intervention that made it: "Payment crashes at 1,290 ms". */
  readonly name: string;
  readonly interventions: readonly TimedIntervention[];
  /** The furthest instant that was played on it. */
  readonly playedUs: number;
}

/** How the guide stands. */
export interface GuideState {
  /** Index into the scenario's steps. */
  readonly step: number;
  /**
   * `setting-up`: plays towards the step's `until`; `reading`: nothing is asked; `asking`: a question is open;
   * `predicted`: it is answered, "Play and find out" is next; `finding-out`: plays towards `find.until`;
   * `compared`: prediction and outcome stand side by side.
   */
  readonly phase: 'setting-up' | 'reading' | 'asking' | 'predicted' | 'finding-out' | 'compared';
  /** Option that the learner chose for each step's question, kept for good. */
  readonly answers: { readonly [step: number]: number };
  /** The step's patience ran out before its condition held. */
  readonly gaveUp: boolean;
}

export interface WorkbenchState {
  readonly slug: string | null;
  readonly scenario: Scenario;
  readonly input: RunInput;
  /** The active branch's projection: `projection.at(tUs)` is the view. It grows while the run is played. */
  readonly projection: Projection;
  readonly branches: readonly BranchInfo[];
  readonly branch: number;
  readonly tUs: number;
  /** Nothing after this was seen: it is veiled. */
  readonly playedUs: number;
  readonly playing: boolean;
  /** Virtual seconds per wall second, 0.01 to 10. */
  readonly speed: number;
  readonly selected: string | null;
  /** The message (its correlation id) that is followed; null: none. */
  readonly followed: number | null;
  readonly guide: GuideState;
  /** Said politely to screen readers and shown in the status line: "Payment is down already." */
  readonly notice: string | null;
}

export interface Workbench {
  readonly store: StoreApi<WorkbenchState>;
  play(): void;
  pause(): void;
  toggle(): void;
  /** To the next / previous instant at which something happens. */
  stepForward(): void;
  stepBack(): void;
  scrubTo(tUs: number): void;
  /** Scrub by a difference, clamped to [0, played]. */
  nudge(deltaUs: number): void;
  setSpeed(speed: number): void;
  /** Time 0 of the same branch; nothing is forgotten. */
  restart(): void;
  /** The run as the scenario has it: no interventions, guide at its first step. */
  reset(): void;
  intervene(what: Intervention): void;
  select(component: string | null): void;
  follow(correlationId: number | null): void;
  /** The guide's one primary action: find out, or go on to the next step. */
  nextStep(): void;
  previousStep(): void;
  goToStep(step: number): void;
  answer(option: number): void;
  switchVariant(variant: string | null): void;
  switchBranch(branch: number): void;
  setSeed(seed: number): void;
  /** Plays the run again with this value, up to the same instant; out of its range it says so and changes nothing. */
  setParameter(name: string, value: number): void;
  /** The address of this moment, from `#` on. */
  link(): string;
  /** Hash of all that happened up to this moment, as 16 hexadecimal digits: the same wherever and however this run is played. */
  traceHash(): string;
  /** Called by the page once per animation frame with the wall time passed, in milliseconds. */
  frame(elapsedMs: number): void;
  dispose(): void;
}
