import type { ForwardStatement } from '../../../scenario/statements/relay-statements.ts';
import type { Failure } from '../../failure.ts';
import type { Resident } from '../residents.ts';
import type { Task } from '../task.ts';
import type { Flow, VerbTools } from '../verb.ts';
import { answered, failedWith } from './outcome.ts';

interface Target {
  readonly id: string;
  /** Requests that it has not answered. */
  open: number;
  /** Failures since its last answer. */
  failures: number;
  /** It gets nothing before; null: it takes part. */
  ejectedUntilUs: number | null;
}

/** What a balancer knows of its targets; only in memory. */
export class Targets implements Resident {
  readonly #tools: VerbTools;
  #targets = new Map<string, Target>();
  #next = 0;

  constructor(tools: VerbTools) {
    this.#tools = tools;
  }

  /** Hands the task's message to one target after the other until one answers. */
  forward(task: Task, statement: ForwardStatement): Flow {
    this.#try(task, statement, [], task.cause);
    return 'suspended';
  }

  crash(): void {
    this.#targets = new Map();
    this.#next = 0;
  }

  start(): void {}

  #try(task: Task, statement: ForwardStatement, tried: readonly string[], cause: number): void {
    const target = this.#choose(statement, tried, cause);
    const { message: name, timeoutUs, attempts, as } = statement;
    target.open++;
    this.#tools.exchanges.begin(
      {
        message: this.#tools.messenger.make(task, name, task.hop.message.data, task.hop.message.key),
        to: target.id,
        passage: 'call',
        timeoutUs,
        retry: null,
        answered: (answer, by) => {
          target.open--;
          target.failures = 0;
          task.scope[as] = answered(answer.data);
          this.#tools.go(task, by);
        },
        failed: (failure, by) => {
          target.open--;
          const said = this.#failed(target, failure, statement, by);
          if (failure.code !== 'refused' && failure.code !== 'rejected' && tried.length + 1 < attempts)
            return this.#try(task, statement, [...tried, target.id], said);
          task.scope[as] = failedWith(failure);
          this.#tools.go(task, said);
        },
        abandoned: () => {
          target.open--;
        },
      },
      cause,
    );
  }

  #choose({ targets, policy }: ForwardStatement, tried: readonly string[], cause: number): Target {
    const all = targets.map((id) => this.#target(id));
    for (const target of all) this.#readmit(target, cause);
    const untried = all.filter(({ id }) => !tried.includes(id));
    const healthy = untried.filter(({ ejectedUntilUs }) => ejectedUntilUs === null);
    // Where all are ejected it is better to try one than to answer nobody.
    const able = healthy.length > 0 ? healthy : untried.length > 0 ? untried : all;
    switch (policy) {
      case 'random':
        return able[this.#tools.world.random.stream(this.#tools.owner, 'targets').int(able.length)] as Target;
      case 'least-connections':
        return able.reduce((least, target) => (target.open < least.open ? target : least));
      case 'round-robin': {
        for (;;) {
          const target = all[this.#next++ % all.length] as Target;
          if (able.includes(target)) return target;
        }
      }
    }
  }

  #target(id: string): Target {
    let target = this.#targets.get(id);
    if (target === undefined) this.#targets.set(id, (target = { id, open: 0, failures: 0, ejectedUntilUs: null }));
    return target;
  }

  #failed(target: Target, failure: Failure, { eject }: ForwardStatement, cause: number): number {
    if (failure.code === 'refused' || failure.code === 'rejected') return cause;
    target.failures++;
    if (eject === null || target.failures < eject.failures || target.ejectedUntilUs !== null) return cause;
    target.ejectedUntilUs = this.#tools.world.clock.nowUs + eject.forUs;
    return this.#say(target, 'in', 'ejected', `${target.failures} requests in a row failed`, cause);
  }

  #readmit(target: Target, cause: number): void {
    if (target.ejectedUntilUs === null || target.ejectedUntilUs > this.#tools.world.clock.nowUs) return;
    target.ejectedUntilUs = null;
    target.failures = 0;
    this.#say(target, 'ejected', 'in', 'its time out is over', cause);
  }

  #say({ id }: Target, from: string, to: string, why: string, cause: number): number {
    const { trace, clock } = this.#tools.world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause,
      kind: 'state.changed',
      chart: `target ${id}`,
      from,
      to,
      why,
    });
  }
}
