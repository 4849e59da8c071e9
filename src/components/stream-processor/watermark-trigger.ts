import type { TimeUs } from '../../kernel/time.ts';
import { endReached } from './trigger-state.ts';
import type { TriggerContext, TriggerState } from './trigger-state.ts';

/** Fires early again and again, once when the watermark reaches the window's end, and then late again and again. */
export class WatermarkTrigger implements TriggerState {
  finished = false;
  readonly #early: TriggerState;
  readonly #late: TriggerState | null;
  #onTimeDone = false;

  constructor(early: TriggerState, late: TriggerState | null) {
    this.#early = early;
    this.#late = late;
  }

  onElement(context: TriggerContext): void {
    // A merge may put the trigger back before the end, so that both parts must know of the element.
    if (!this.#onTimeDone || context.merging) this.#early.onElement(context);
    if (this.#onTimeDone || context.merging) this.#late?.onElement(context);
  }

  shouldFire(context: TriggerContext): boolean {
    if (!this.#onTimeDone) return this.#early.shouldFire(context) || endReached(context);
    return this.#late?.shouldFire(context) ?? false;
  }

  onFire(context: TriggerContext): void {
    if (this.#onTimeDone) {
      this.#late?.onFire(context);
      this.#late?.reset();
      return;
    }
    if (this.#early.shouldFire(context)) this.#early.onFire(context);
    this.#early.reset();
    if (!endReached(context)) return;
    this.#onTimeDone = true;
    this.#late?.reset();
    this.finished = this.#late === null;
  }

  dueUs(afterUs: TimeUs): TimeUs {
    if (!this.#onTimeDone) return this.#early.dueUs(afterUs);
    return this.#late?.dueUs(afterUs) ?? Infinity;
  }

  clear(): void {
    this.#early.clear();
    this.#late?.clear();
  }

  reset(): void {
    this.finished = false;
    this.#onTimeDone = false;
    this.#early.reset();
    this.#late?.reset();
  }

  merge(sources: readonly TriggerState[], context: TriggerContext): void {
    const merged = sources as readonly WatermarkTrigger[];
    this.finished = false;
    this.#onTimeDone = endReached(context) && merged.every((source) => source.#onTimeDone);
    if (this.#onTimeDone) this.#mergeLate(merged, context);
    else {
      this.#early.merge(
        merged.map((source) => source.#early),
        context,
      );
      this.#early.finished = false;
      this.#late?.reset();
    }
  }

  #mergeLate(merged: readonly WatermarkTrigger[], context: TriggerContext): void {
    this.#early.clear();
    const late = merged.flatMap((source) => source.#late ?? []);
    this.#late?.merge(late, context);
    this.finished = this.#late === null;
  }
}
