/** What statements keep in a service beyond the task that runs them. */
export interface Resident {
  /** The process is gone; `cause` says so. */
  crash(cause: number): void;
  /** It is up again. */
  start(cause: number): void;
}

/** All that lives in one service beside its tasks, made when a statement first needs it. */
export class Residents {
  readonly #all = new Map<string, Resident>();

  get<R extends Resident>(name: string, make: () => R): R {
    let one = this.#all.get(name);
    if (one === undefined) this.#all.set(name, (one = make()));
    return one as R;
  }

  crash(cause: number): void {
    for (const one of this.#all.values()) one.crash(cause);
  }

  start(cause: number): void {
    for (const one of this.#all.values()) one.start(cause);
  }
}
