import { invariant } from '../../kernel/invariant.ts';
import { sagaProblem } from '../../scenario/statements/saga-plan.ts';
import type { SagaStep } from '../../scenario/statements/saga-plan.ts';

/** What a participant tells everybody. */
export interface SagaEvent {
  readonly saga: string;
  readonly kind: 'started' | 'done' | 'failed' | 'compensated';
  /** '' for `started`. */
  readonly step: string;
}

/** What a participant's own transaction has to be. */
export type Reaction = 'do' | 'compensate';

/**
 * One participant of a saga that nobody directs: it listens to its neighbours, does its step after the one before it,
 * and undoes it after the one behind it has failed or was undone.
 */
export class SagaParticipant {
  readonly step: SagaStep;
  readonly #before: string | null;
  readonly #behind: string | null;
  /** What it has done of each saga; stored with its own transaction. */
  readonly #states = new Map<string, 'done' | 'failed' | 'compensated'>();

  constructor(steps: readonly SagaStep[], name: string) {
    const problem = sagaProblem(steps);
    invariant(problem === null, () => problem ?? '');
    const at = steps.findIndex((step) => step.name === name);
    invariant(at >= 0, () => `${name} is no step of the saga`);
    this.step = steps[at] as SagaStep;
    this.#before = steps[at - 1]?.name ?? null;
    this.#behind = steps[at + 1]?.name ?? null;
  }

  /** What an event asks of it; null: nothing, also where it has done it before. */
  reactionTo({ saga, kind, step }: SagaEvent): Reaction | null {
    const state = this.#states.get(saga);
    const isNext = this.#before === null ? kind === 'started' : kind === 'done' && step === this.#before;
    if (isNext) return state === undefined ? 'do' : null;
    if (step !== this.#behind || (kind !== 'failed' && kind !== 'compensated')) return null;
    return state === 'done' ? 'compensate' : null;
  }

  /** The reaction's transaction has committed: what to tell everybody. */
  succeeded(saga: string, reaction: Reaction): SagaEvent {
    const kind = reaction === 'do' ? 'done' : 'compensated';
    this.#states.set(saga, kind);
    return { saga, kind, step: this.step.name };
  }

  /** Its step has failed for good; null: it is one to be tried again. */
  failed(saga: string): SagaEvent | null {
    if (this.step.kind === 'retriable') return null;
    this.#states.set(saga, 'failed');
    return { saga, kind: 'failed', step: this.step.name };
  }
}
