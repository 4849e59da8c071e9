import type { Data } from '../../trace/message.ts';
import { Branch } from './branch.ts';
import type { Join, Task } from './task.ts';
import type { VerbTools } from './verb.ts';

/** A path to begin: the names it reads, and its first instruction. */
interface Path {
  readonly scope: { [name: string]: unknown };
  readonly from: number;
}

/** Lets a task take several paths at once; it goes on, behind the last instruction of its statement, when all have ended. */
export class Fork implements Join {
  /** What its paths give, by their index. */
  readonly collected: Data[] = [];
  readonly #task: Task;
  readonly #tools: VerbTools;
  readonly #onJoin: (collected: readonly Data[]) => void;
  #open = 0;
  #failure: { readonly end: (task: Task) => void; readonly cause: number } | null = null;

  /** `onJoin` runs before the task goes on, where no path has ended it. */
  constructor(task: Task, tools: VerbTools, onJoin: (collected: readonly Data[]) => void = () => {}) {
    this.#task = task;
    this.#tools = tools;
    this.#onJoin = onJoin;
  }

  /** Begins each path as an event of its own, in order, at this instant. */
  begin(paths: readonly Path[]): void {
    const { clock } = this.#tools.world;
    this.#open = paths.length;
    this.#task.branches = paths.map(({ scope, from }, i) => {
      const branch = new Branch(this.#task, this, i, scope, from);
      branch.timer = clock.atCall(clock.nowUs, this.#enter, branch, null);
      return branch;
    });
  }

  /** A branch has come to its end. */
  ended(cause: number): void {
    if (--this.#open > 0) return;
    const task = this.#task;
    task.branches = [];
    if (this.#failure === null) {
      this.#onJoin(this.collected);
      this.#tools.go(task, cause);
      return;
    }
    task.cause = this.#failure.cause;
    this.#failure.end(task);
  }

  /** A branch ends the whole task: the others come to their ends first. Only the first end counts. */
  end(branch: Task, end: (task: Task) => void): void {
    const { trace, clock } = this.#tools.world;
    this.#failure ??= { end, cause: branch.cause };
    const cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause: branch.cause,
      kind: 'statement.started',
      task: branch.id,
      worker: branch.worker,
      line: this.#task.line,
      op: 'waits for the others',
      untilUs: null,
      branch: branch.branch as number,
    });
    this.ended(cause);
  }

  readonly #enter = (branch: Branch): void => {
    branch.timer = null;
    this.#tools.go(branch, branch.cause);
  };
}
