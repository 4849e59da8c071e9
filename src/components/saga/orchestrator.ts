import { invariant } from '../../kernel/invariant.ts';
import { sagaProblem } from '../../scenario/statements/saga-plan.ts';
import type { SagaStep } from '../../scenario/statements/saga-plan.ts';

/** What the orchestrator wants done next. The same command may come again, so participants recognise it by its id. */
export type SagaCommand =
  | { readonly kind: 'do' | 'compensate'; readonly step: string; readonly attempt: number }
  /** All steps are done. */
  | { readonly kind: 'completed' }
  /** All that was done is undone. */
  | { readonly kind: 'compensated' };

/** Where a saga stands; it is stored after every answer, so that a crash loses nothing. */
export interface SagaState {
  readonly direction: 'forward' | 'backward';
  /** Forward: the step to do. Backward: the step to compensate; -1: none is left. */
  readonly at: number;
  /** Of the current command, from 1. */
  readonly attempt: number;
  /** Why it turned back. */
  readonly why: string | null;
}

const BEGINNING: SagaState = { direction: 'forward', at: 0, attempt: 1, why: null };

/** A saga that one place directs: see spec.md beside it. */
export class SagaOrchestrator {
  readonly steps: readonly SagaStep[];
  #state: SagaState;

  /** Goes on from a stored state after a crash. */
  constructor(steps: readonly SagaStep[], state: SagaState = BEGINNING) {
    const problem = sagaProblem(steps);
    invariant(problem === null, () => problem ?? '');
    this.steps = steps;
    this.#state = state;
  }

  get state(): SagaState {
    return this.#state;
  }

  /** What is to be done now; the same until its answer has come. */
  get command(): SagaCommand {
    const { direction, at, attempt } = this.#state;
    const step = this.steps[at];
    if (step !== undefined) return { kind: direction === 'forward' ? 'do' : 'compensate', step: step.name, attempt };
    return { kind: direction === 'forward' ? 'completed' : 'compensated' };
  }

  /** The current command has succeeded. */
  succeeded(): SagaCommand {
    const { direction, at, why } = this.#open();
    this.#state = { direction, at: direction === 'forward' ? at + 1 : at - 1, attempt: 1, why };
    return this.command;
  }

  /** The current command has failed for good, with no effect left: before the pivot is done the saga turns back. */
  failed(why: string): SagaCommand {
    const { direction, at } = this.#open();
    if (direction === 'backward' || this.steps[at]?.kind === 'retriable') return this.again();
    this.#state = { direction: 'backward', at: at - 1, attempt: 1, why };
    return this.command;
  }

  /** Nobody knows what came of the current command: it is given again. */
  again(): SagaCommand {
    const state = this.#open();
    this.#state = { ...state, attempt: state.attempt + 1 };
    return this.command;
  }

  #open(): SagaState {
    invariant(this.steps[this.#state.at] !== undefined, 'the saga is over');
    return this.#state;
  }
}
