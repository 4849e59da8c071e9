import type { Statement } from '../../scenario/program.ts';
import type { SagaStep } from '../../scenario/statements/saga-plan.ts';
import type { SagaStatement } from '../../scenario/statements/saga.ts';
import { dataText } from '../data-text.ts';
import type { Failure } from '../failure.ts';
import type { Hop } from '../network-port.ts';
import { Branch } from './branch.ts';
import type { Instruction } from './instructions.ts';
import type { Resident } from './residents.ts';
import type { Join, Task } from './task.ts';
import type { Flow, VerbTools } from './verb.ts';

/** What directs a saga: its next command, and how it takes the answers. */
export interface SagaDirector<S> {
  readonly command:
    | { readonly kind: 'do' | 'compensate'; readonly step: string; readonly attempt: number }
    | { readonly kind: 'completed' | 'compensated' };
  /** To be stored; a director that is made with it goes on there. */
  readonly state: S;
  succeeded(): unknown;
  failed(why: string): unknown;
  /** Nobody knows what came of the command. */
  again(): unknown;
}

/** Makes a director, with a stored state where there is one. */
export type DirectSaga<S> = (steps: readonly SagaStep[], state: S | undefined) => SagaDirector<S>;

type Saga = SagaStatement<Statement>;

/** The branches in which steps run. */
const stepOf = new WeakMap<Task, SagaRun<unknown>>();

/** `saga`: see spec.md of sagas. */
export function sagaVerb<S>(direct: DirectSaga<S>) {
  return (task: Task, statement: Saga, instruction: Instruction, tools: VerbTools): Flow => {
    const run = stepOf.get(task);
    if (run !== undefined) {
      run.ended(task.cause);
      return 'suspended';
    }
    // Behind what runs when all is undone.
    if (instruction.part > 0) return 'next';
    const sagas = tools.residents.get('sagas', () => new Sagas<S>(tools));
    return sagas.begin(task, statement, instruction, direct);
  };
}

interface Stored<S> {
  readonly id: string;
  readonly hop: Hop;
  state: S | undefined;
  isOver: boolean;
}

/** The sagas of one service. What they have come to survives a crash; after it they go on. */
class Sagas<S> implements Resident {
  readonly #tools: VerbTools;
  readonly #stored = new Map<string, Stored<S>>();
  readonly #running = new Map<string, SagaRun<S>>();

  constructor(tools: VerbTools) {
    this.#tools = tools;
  }

  begin(task: Task, statement: Saga, instruction: Instruction, direct: DirectSaga<S>): Flow {
    const id = `${task.handler.message} ${dataText(statement.id.evaluate(task.scope))}`;
    const running = this.#running.get(id);
    if (running !== undefined) {
      running.wait(task, instruction);
      return 'suspended';
    }
    const stored = this.#stored.get(id) ?? { id, hop: task.hop, state: undefined, isOver: false };
    this.#stored.set(id, stored);
    const run = new SagaRun(this.#tools, statement, instruction, direct(statement.steps, stored.state), id, {
      store: (state) => void (stored.state = state),
      over: () => {
        stored.isOver = true;
        this.#running.delete(id);
      },
    });
    this.#running.set(id, run);
    run.wait(task, instruction);
    run.next(task.cause);
    return 'suspended';
  }

  crash(): void {
    for (const run of this.#running.values()) run.stop();
    this.#running.clear();
  }

  /** A source delivers its record again by itself; what came as a request is taken up from the store. */
  start(cause: number): void {
    const { world, owner } = this.#tools;
    for (const { id, hop, isOver } of this.#stored.values()) {
      if (isOver || hop.passage === 'fetch' || hop.passage === 'delivery') continue;
      const { trace, clock, network } = world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: owner, cause };
      const { message } = hop;
      const seq = trace.append({ ...base, kind: 'saga.resumed', saga: id, label: message.label });
      network.ship({
        message,
        from: owner,
        to: owner,
        passage: 'send',
        attempt: 1,
        final: false,
        expectsAnswer: false,
        timeoutAtUs: null,
        record: null,
        cause: seq,
      });
    }
  }
}

interface Keeper<S> {
  readonly store: (state: S) => void;
  readonly over: () => void;
}

/** A task at its saga. */
interface Waiting {
  readonly task: Task;
  readonly instruction: Instruction;
}

/** One saga under way: each step runs as a path of the task, whose failure is the step's and not the task's. */
class SagaRun<S> implements Join {
  readonly #tools: VerbTools;
  readonly #statement: Saga;
  readonly #boundaries: readonly number[];
  readonly #director: SagaDirector<S>;
  readonly #id: string;
  readonly #keeper: Keeper<S>;
  /** Who goes on when it is over; the first one's task runs the steps. */
  readonly #waiting: Waiting[] = [];
  #isStopped = false;

  constructor(
    tools: VerbTools,
    statement: Saga,
    { boundaries }: Instruction,
    director: SagaDirector<S>,
    id: string,
    keeper: Keeper<S>,
  ) {
    this.#tools = tools;
    this.#statement = statement;
    this.#boundaries = boundaries;
    this.#director = director;
    this.#id = id;
    this.#keeper = keeper;
  }

  wait(task: Task, instruction: Instruction): void {
    this.#waiting.push({ task, instruction });
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Gives the director's next command. */
  next(cause: number): void {
    const { command } = this.#director;
    const { world, owner } = this.#tools;
    const { trace, clock } = world;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: owner,
      cause,
      kind: 'saga.moved',
      saga: this.#id,
      to: command.kind,
      step: 'step' in command ? command.step : '',
      attempt: 'step' in command ? command.attempt : 1,
      label: this.#task.hop.message.label,
    });
    if (!('step' in command)) return this.#over(command.kind, seq);
    const of = this.#task;
    const step = this.#statement.steps.findIndex(({ name }) => name === command.step);
    const block = step * 2 + (command.kind === 'do' ? 0 : 1);
    const branch = new Branch(of, this, 0, of.scope, (this.#boundaries[block] as number) + 1);
    branch.cause = seq;
    stepOf.set(branch, this as SagaRun<unknown>);
    of.branches = [branch];
    const delayUs = command.attempt > 1 ? this.#statement.againUs : 0;
    branch.timer = clock.after(delayUs, () => {
      branch.timer = null;
      this.#tools.go(branch, branch.cause);
    });
  }

  /** The step has come to the end of its block. */
  ended(cause: number): void {
    this.#answered(cause, () => this.#director.succeeded());
  }

  /** The step would end its handler: it failed, or refused, or nobody answered. */
  end(branch: Task, _: (task: Task) => void, failure?: Failure): void {
    const { code, why } = failure ?? { code: 'refused', why: `it refused at line ${branch.line}` };
    this.#answered(branch.cause, () => (code === 'timeout' ? this.#director.again() : this.#director.failed(why)));
  }

  get #task(): Task {
    return (this.#waiting[0] as Waiting).task;
  }

  #answered(cause: number, take: () => unknown): void {
    if (this.#isStopped) return;
    take();
    this.#keeper.store(this.#director.state);
    this.#task.branches = [];
    this.next(cause);
  }

  #over(how: 'completed' | 'compensated', cause: number): void {
    this.#keeper.over();
    const failure = this.#boundaries.length - 2;
    for (const { task, instruction } of this.#waiting) {
      const { boundaries } = instruction;
      const behind = (boundaries.at(-1) as number) + 1;
      task.next = how === 'completed' ? behind : (boundaries[failure] as number) + 1;
      this.#tools.go(task, cause);
    }
  }
}
