import type { TimerId } from '../../kernel/heap.ts';
import type { Join, PendingWrite, Task } from './task.ts';

/** One of several paths that a task takes at the same time. The transaction and the answer are those of the whole task. */
export class Branch implements Task {
  readonly id: number;
  readonly worker: number;
  readonly hop: Task['hop'];
  readonly handler: Task['handler'];
  readonly writes: PendingWrite[];
  readonly scope: { [name: string]: unknown };
  readonly branch: number;
  /** Its place among those that began with it, from 0. */
  readonly index: number;
  readonly join: Join;
  next: number;
  line: number;
  cause: number;
  timer: TimerId | null = null;
  /** The task that is no branch of another. */
  readonly #whole: Task;

  constructor(of: Task, join: Join, index: number, scope: { [name: string]: unknown }, next: number) {
    this.id = of.id;
    this.worker = of.worker;
    this.hop = of.hop;
    this.handler = of.handler;
    this.writes = of.writes;
    this.scope = scope;
    this.#whole = of instanceof Branch ? of.#whole : of;
    this.branch = this.#whole.paths = (this.#whole.paths ?? 0) + 1;
    this.index = index;
    this.join = join;
    this.next = next;
    this.line = of.line;
    this.cause = of.cause;
  }

  get answer(): Task['answer'] {
    return this.#whole.answer;
  }

  set answer(answer: Task['answer']) {
    this.#whole.answer = answer;
  }

  get inbox(): Task['inbox'] {
    return this.#whole.inbox;
  }

  set inbox(inbox: Task['inbox']) {
    this.#whole.inbox = inbox;
  }
}
