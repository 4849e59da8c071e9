import type { StoredEvent } from './stored-event.ts';
import type { Work } from './work-list.ts';

/** One event on its way to one consumer, or with it. */
export interface Delivery {
  /** Names this delivery when it is answered. */
  readonly id: number;
  readonly consumer: string;
  readonly event: StoredEvent;
  /** 0 the first time. */
  readonly retries: number;
}

/** A delivery that waits for its answer. */
export interface Unanswered extends Delivery {
  readonly work: Work;
  /** When it counts as lost. */
  readonly dueUs: number;
}

/** All deliveries of a persistent subscription that wait for their answers. */
export class InFlight {
  /** All have the same time to be answered, so that their order is also that of their dues. */
  readonly #byId = new Map<number, Unanswered>();
  readonly #counts = new Map<string, number>();

  get all(): readonly Unanswered[] {
    return [...this.#byId.values()];
  }

  /** null while nothing waits. */
  get firstDueUs(): number | null {
    for (const { dueUs } of this.#byId.values()) return dueUs;
    return null;
  }

  countOf(consumer: string): number {
    return this.#counts.get(consumer) ?? 0;
  }

  add(one: Unanswered): void {
    this.#byId.set(one.id, one);
    this.#counts.set(one.consumer, this.countOf(one.consumer) + 1);
  }

  /** Takes a delivery out; null where it was answered or timed out before. */
  take(id: number): Unanswered | null {
    const one = this.#byId.get(id);
    if (one === undefined) return null;
    this.#byId.delete(id);
    this.#counts.set(one.consumer, this.countOf(one.consumer) - 1);
    return one;
  }

  /** Takes out what should have been answered by now. */
  takeLate(nowUs: number): readonly Unanswered[] {
    const late: Unanswered[] = [];
    for (const one of this.#byId.values()) {
      if (one.dueUs > nowUs) break;
      late.push(one);
    }
    for (const { id } of late) this.take(id);
    return late;
  }

  /** Takes out what a consumer has not answered. */
  takeOf(consumer: string): readonly Unanswered[] {
    const its = this.all.filter((one) => one.consumer === consumer);
    for (const { id } of its) this.take(id);
    return its;
  }

  clear(): void {
    this.#byId.clear();
    this.#counts.clear();
  }
}
