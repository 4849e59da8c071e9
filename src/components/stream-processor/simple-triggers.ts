import type { TimeUs } from '../../kernel/time.ts';
import { endReached } from './trigger-state.ts';
import type { TriggerContext, TriggerState } from './trigger-state.ts';

/** Never fires. */
export class NeverTrigger implements TriggerState {
  finished = false;
  onElement(): void {}
  shouldFire(_context: TriggerContext): boolean {
    return false;
  }
  onFire(): void {}
  dueUs(): TimeUs {
    return Infinity;
  }
  clear(): void {}
  reset(): void {}
  merge(): void {}
}

/** Fires once the watermark has reached the window's end, and from then on for every element. */
export class DefaultTrigger extends NeverTrigger {
  override shouldFire(context: TriggerContext): boolean {
    return endReached(context);
  }
}

/** Fires once, after so many elements. */
export class CountTrigger implements TriggerState {
  finished = false;
  readonly #needed: number;
  #count = 0;

  constructor(needed: number) {
    this.#needed = needed;
  }

  onElement(): void {
    this.#count++;
  }

  shouldFire(): boolean {
    return this.#count >= this.#needed;
  }

  onFire(): void {
    this.clear();
    this.finished = true;
  }

  dueUs(): TimeUs {
    return Infinity;
  }

  clear(): void {
    this.#count = 0;
  }

  reset(): void {
    this.clear();
    this.finished = false;
  }

  merge(sources: readonly TriggerState[]): void {
    const counts = sources as readonly CountTrigger[];
    this.finished = counts.some(({ finished }) => finished);
    this.#count = this.finished ? 0 : counts.reduce((sum, source) => sum + source.#count, 0);
  }
}

/** Fires once, some processing time after the first element. */
export class DelayTrigger implements TriggerState {
  finished = false;
  readonly #delayUs: TimeUs;
  readonly #alignUs: TimeUs | null;
  #dueUs: TimeUs = Infinity;

  constructor(delayUs: TimeUs, alignUs: TimeUs | null) {
    this.#delayUs = delayUs;
    this.#alignUs = alignUs;
  }

  onElement({ nowUs }: TriggerContext): void {
    if (this.#dueUs !== Infinity) return;
    const dueUs = nowUs + this.#delayUs;
    this.#dueUs = this.#alignUs === null ? dueUs : Math.ceil(dueUs / this.#alignUs) * this.#alignUs;
  }

  shouldFire({ nowUs }: TriggerContext): boolean {
    return nowUs >= this.#dueUs;
  }

  onFire(): void {
    this.clear();
    this.finished = true;
  }

  dueUs(afterUs: TimeUs): TimeUs {
    return this.#dueUs > afterUs ? this.#dueUs : Infinity;
  }

  clear(): void {
    this.#dueUs = Infinity;
  }

  reset(): void {
    this.clear();
    this.finished = false;
  }

  merge(sources: readonly TriggerState[]): void {
    const delays = sources as readonly DelayTrigger[];
    this.finished = delays.some(({ finished }) => finished);
    this.#dueUs = this.finished ? Infinity : Math.min(Infinity, ...delays.map((source) => source.#dueUs));
  }
}
