import type { TimeUs } from '../../kernel/time.ts';
import type { TriggerContext, TriggerState } from './trigger-state.ts';

/** What all triggers that consist of others have in common. */
abstract class CompositeTrigger implements TriggerState {
  finished = false;
  protected readonly parts: readonly TriggerState[];

  constructor(parts: readonly TriggerState[]) {
    this.parts = parts;
  }

  onElement(context: TriggerContext): void {
    for (const part of this.parts) if (!part.finished) part.onElement(context);
  }

  abstract shouldFire(context: TriggerContext): boolean;
  abstract onFire(context: TriggerContext): void;

  dueUs(afterUs: TimeUs): TimeUs {
    return this.parts.reduce((dueUs, part) => (part.finished ? dueUs : Math.min(dueUs, part.dueUs(afterUs))), Infinity);
  }

  clear(): void {
    for (const part of this.parts) part.clear();
  }

  reset(): void {
    this.finished = false;
    for (const part of this.parts) part.reset();
  }

  merge(sources: readonly TriggerState[], context: TriggerContext): void {
    const composites = sources as readonly CompositeTrigger[];
    this.parts.forEach((part, i) =>
      part.merge(
        composites.map((source) => source.parts[i]!),
        context,
      ),
    );
    this.finished = this.isDone();
  }

  /** Whether the parts leave nothing to fire. */
  protected abstract isDone(): boolean;
}

/** Starts its one part again whenever that has finished. */
export class RepeatedlyTrigger extends CompositeTrigger {
  override shouldFire(context: TriggerContext): boolean {
    return this.parts[0]!.shouldFire(context);
  }

  override onFire(context: TriggerContext): void {
    const part = this.parts[0]!;
    part.onFire(context);
    if (part.finished) part.reset();
  }

  override merge(sources: readonly TriggerState[], context: TriggerContext): void {
    super.merge(sources, context);
    if (this.parts[0]!.finished) this.parts[0]!.reset();
  }

  protected override isDone(): boolean {
    return false;
  }
}

/** Fires once, when the first of its parts does. */
export class AnyTrigger extends CompositeTrigger {
  override shouldFire(context: TriggerContext): boolean {
    return this.parts.some((part) => part.finished || part.shouldFire(context));
  }

  override onFire(context: TriggerContext): void {
    for (const part of this.parts) {
      if (part.shouldFire(context)) part.onFire(context);
      else part.clear();
    }
    this.finished = true;
  }

  protected override isDone(): boolean {
    return this.parts.some((part) => part.finished);
  }
}

/** Fires once, when each of its parts would. */
export class AllTrigger extends CompositeTrigger {
  override shouldFire(context: TriggerContext): boolean {
    return this.parts.every((part) => part.finished || part.shouldFire(context));
  }

  override onFire(context: TriggerContext): void {
    for (const part of this.parts) if (!part.finished) part.onFire(context);
    this.finished = true;
  }

  protected override isDone(): boolean {
    return this.parts.every((part) => part.finished);
  }
}

/** Runs its parts one after the other, each until it has finished. */
export class InOrderTrigger extends CompositeTrigger {
  override onElement(context: TriggerContext): void {
    if (context.merging) super.onElement(context);
    else this.#current()?.onElement(context);
  }

  override shouldFire(context: TriggerContext): boolean {
    return this.#current()?.shouldFire(context) ?? false;
  }

  override onFire(context: TriggerContext): void {
    this.#current()?.onFire(context);
    // Parts that listened while they waited for their turn begin afresh with the next pane.
    if (context.merging) for (const part of this.parts) if (!part.finished) part.clear();
    this.finished = this.isDone();
  }

  override dueUs(afterUs: TimeUs): TimeUs {
    return this.#current()?.dueUs(afterUs) ?? Infinity;
  }

  override merge(sources: readonly TriggerState[], context: TriggerContext): void {
    super.merge(sources, context);
    const current = this.#current();
    const waiting = current === undefined ? [] : this.parts.slice(this.parts.indexOf(current) + 1);
    for (const part of waiting) part.reset();
  }

  protected override isDone(): boolean {
    return this.#current() === undefined;
  }

  #current(): TriggerState | undefined {
    return this.parts.find((part) => !part.finished);
  }
}

/** Runs the first of its two parts until the second fires. */
export class OrFinallyTrigger extends CompositeTrigger {
  override shouldFire(context: TriggerContext): boolean {
    return this.parts.some((part) => part.shouldFire(context));
  }

  override onFire(context: TriggerContext): void {
    const [main, until] = this.parts as [TriggerState, TriggerState];
    if (until.shouldFire(context)) {
      until.onFire(context);
      this.finished = true;
      return;
    }
    main.onFire(context);
    this.finished = main.finished;
  }

  protected override isDone(): boolean {
    return this.parts.some((part) => part.finished);
  }
}
