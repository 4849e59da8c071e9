import { checkMessage } from '../../scenario/contracts.ts';
import { STEPS } from '../../scenario/expression.ts';
import type { Program } from '../../scenario/program.ts';
import type { ComponentSpec, Row } from '../../scenario/scenario.ts';
import { VIEW_FUNCTIONS_NAME } from '../../scenario/view-functions.ts';
import type { HandlerFinished } from '../../trace/entry.ts';
import { Exchanges } from '../exchanges.ts';
import { Interfaces } from '../interfaces.ts';
import type { Hop } from '../network-port.ts';
import type { ProgramRunner, RunnerPorts } from '../program-runner.ts';
import type { World } from '../world.ts';
import { prepareHandler } from './handler.ts';
import type { Handler } from './handler.ts';
import { Interpreter } from './interpreter.ts';
import { Messenger } from './messenger.ts';
import { Residents } from './residents.ts';
import { Tables } from './tables.ts';
import type { Answer } from './tables.ts';
import { metaOf } from './task.ts';
import type { Task } from './task.ts';

/** Runs handlers as a service does, for another kind of component, on the tables of one of its versions. */
export class HandlerRunner implements ProgramRunner {
  readonly #world: World;
  readonly #id: string;
  readonly #ports: RunnerPorts;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #tables: Tables;
  readonly #interpreter: Interpreter;
  readonly #tasks = new Set<Task>();

  constructor(
    world: World,
    spec: ComponentSpec,
    programs: ReadonlyMap<string, Program>,
    build: number,
    ports: RunnerPorts,
  ) {
    this.#world = world;
    this.#id = spec.id;
    this.#ports = ports;
    // A later version draws from streams of its own, so that it shifts no draw of the one before.
    const owner = build === 1 ? spec.id : `${spec.id} version ${build}`;
    this.#handlers = new Map([...programs].map(([name, program]) => [name, prepareHandler(world, owner, program)]));
    this.#tables = new Tables(build);
    this.#interpreter = new Interpreter({
      world,
      owner: spec.id,
      tables: this.#tables,
      messenger: new Messenger(world, spec.id, new Interfaces(world, spec)),
      exchanges: new Exchanges(world, spec.id),
      residents: new Residents(),
      subscriberOf: () => undefined,
      factor: ports.factor,
      ended: (task, outcome, why, answer) => this.#ended(task, outcome, why, answer),
    });
  }

  get running(): number {
    return this.#tasks.size;
  }

  handles(message: string): boolean {
    return this.#handlers.has(message);
  }

  problemOf({ message }: Hop): string | null {
    const contract = this.#handlers.get(message.name)?.contract ?? null;
    return contract === null ? null : checkMessage(contract, message.data);
  }

  begin(hop: Hop, worker: number, whole: boolean, cause: number): void {
    const { parameters, steps, functions } = this.#world;
    const scope = {
      msg: hop.message.data,
      meta: metaOf(hop),
      param: parameters,
      [STEPS]: steps,
      [VIEW_FUNCTIONS_NAME]: functions,
    };
    const handler = this.#handlers.get(hop.message.name) as Handler;
    const task = this.#interpreter.begin(hop, handler, worker, scope, cause);
    // The name is used once: it makes a transaction of the task, and no memory of its message.
    if (whole) task.inbox = { key: task.id, name: `task ${task.id}` };
    this.#tasks.add(task);
    this.#interpreter.run(task);
  }

  row(table: string, key: string): Row | null {
    return this.#tables.get(table, key);
  }

  crash(cause: number): readonly Hop[] {
    const tasks = [...this.#tasks];
    this.#tasks.clear();
    for (const task of tasks) {
      this.#interpreter.stop(task);
      this.#finish(task, 'crashed', `the process crashed at line ${task.line}`, cause);
    }
    return tasks.map(({ hop }) => hop);
  }

  #ended(task: Task, outcome: HandlerFinished['outcome'], why: string | null, answer: Answer | null): void {
    this.#tasks.delete(task);
    const cause = this.#finish(task, outcome, why, task.cause);
    this.#ports.ended({ hop: task.hop, worker: task.worker, outcome, why, answer, cause });
  }

  #finish(task: Task, outcome: HandlerFinished['outcome'], why: string | null, cause: number): number {
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause,
      kind: 'handler.finished',
      task: task.id,
      worker: task.worker,
      message: task.hop.message,
      outcome,
      line: task.line,
      why,
    });
  }
}
