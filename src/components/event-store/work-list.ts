import type { StoredEvent } from './stored-event.ts';

/** An event that a persistent subscription has still to get handled. */
export interface Work {
  readonly event: StoredEvent;
  readonly place: number;
  /** How often it was delivered again already. */
  readonly retries: number;
  /** It was parked once, so that no checkpoint waits for it. */
  readonly isReplayed: boolean;
}

/** What waits for a consumer: retries in the order of their places, before anything new. */
export class WorkList {
  readonly #retries: Work[] = [];
  readonly #fresh: Work[] = [];

  /** How much of it was never delivered. */
  get freshCount(): number {
    return this.#fresh.length;
  }

  addFresh(work: Work): void {
    this.#fresh.push(work);
  }

  addRetry(work: Work): void {
    const at = this.#retries.findIndex(({ place }) => place > work.place);
    if (at < 0) this.#retries.push(work);
    else this.#retries.splice(at, 0, work);
  }

  /** All of it, in the order in which it is offered. */
  get all(): readonly Work[] {
    return [...this.#retries, ...this.#fresh];
  }

  remove(work: Work): void {
    for (const list of [this.#retries, this.#fresh]) {
      const at = list.indexOf(work);
      if (at >= 0) list.splice(at, 1);
    }
  }

  clear(): void {
    this.#retries.length = 0;
    this.#fresh.length = 0;
  }
}
