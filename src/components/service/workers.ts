import type { Task } from './task.ts';

/** A service's workers: what each is at, null where it is free. */
export class Workers {
  readonly #tasks: (Task | null)[];
  #size: number;

  constructor(size: number) {
    this.#size = size;
    this.#tasks = Array.from({ length: size }, () => null);
  }

  /** How many there are meant to be. */
  get size(): number {
    return this.#size;
  }

  /** What is at work. */
  get tasks(): readonly Task[] {
    return this.#tasks.filter((task) => task !== null);
  }

  /** A free worker's number; -1: none. */
  get free(): number {
    const worker = this.#tasks.indexOf(null);
    return worker < this.#size ? worker : -1;
  }

  occupy(worker: number, task: Task): void {
    this.#tasks[worker] = task;
  }

  release(worker: number): void {
    this.#tasks[worker] = null;
    if (this.#tasks.length > this.#size) this.#retire();
  }

  /** So many from now on; who is one too many ends what it is at. */
  scale(size: number): void {
    this.#size = size;
    while (this.#tasks.length < size) this.#tasks.push(null);
    this.#retire();
  }

  /** All are free: their process is gone. */
  clear(): void {
    this.#tasks.length = this.#size;
    this.#tasks.fill(null);
  }

  #retire(): void {
    while (this.#tasks.length > this.#size && this.#tasks.at(-1) === null) this.#tasks.pop();
  }
}
