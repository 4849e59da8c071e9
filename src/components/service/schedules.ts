import type { TimerId } from '../../kernel/heap.ts';
import type { ScheduleStatement } from '../../scenario/statements/schedule.ts';
import type { ScheduleEnded } from '../../trace/entries/schedule-entries.ts';
import type { Data } from '../../trace/message.ts';
import type { Resident } from './residents.ts';
import type { Task } from './task.ts';
import type { VerbTools } from './verb.ts';

/** A message that waits for its time. */
interface Scheduled {
  readonly number: number;
  readonly statement: ScheduleStatement;
  readonly id: string | null;
  readonly data: Data;
  readonly key: string | null;
  /** Whose story it goes on with. */
  readonly task: Task;
  dueUs: number;
  timer: TimerId | null;
  /** Seq of the entry that it waits because of. */
  cause: number;
}

const WHY: { readonly [reason in ScheduleEnded['reason']]: string } = {
  cancelled: 'it was cancelled',
  replaced: 'a later one under the same id takes its place',
  crash: 'it was only in memory when the process crashed',
};

/** What one service will send later. */
export class Schedules implements Resident {
  readonly #tools: VerbTools;
  readonly #all = new Map<number, Scheduled>();
  readonly #byId = new Map<string, Scheduled>();

  constructor(tools: VerbTools) {
    this.#tools = tools;
  }

  get size(): number {
    return this.#all.size;
  }

  set(task: Task, statement: ScheduleStatement, id: string | null, data: Data, key: string | null): void {
    if (id !== null) this.#forget(id, 'replaced', task.cause);
    const { trace, clock } = this.#tools.world;
    const number = trace.next;
    const dueUs = clock.nowUs + statement.inUs;
    const cause = trace.append({
      seq: number,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause: task.cause,
      kind: 'schedule.set',
      schedule: number,
      id,
      name: statement.message,
      to: statement.to,
      dueUs,
      everyUs: statement.everyUs,
      label: task.hop.message.label,
    });
    const one: Scheduled = { number, statement, id, data, key, task, dueUs, timer: null, cause };
    this.#all.set(number, one);
    if (id !== null) this.#byId.set(id, one);
    this.#arm(one);
  }

  /** Returns false where nothing is scheduled under the id. */
  cancel(id: string, cause: number): boolean {
    return this.#forget(id, 'cancelled', cause);
  }

  crash(cause: number): void {
    for (const one of this.#all.values()) {
      if (!one.statement.durable) this.#end(one, 'crash', cause);
      else if (one.timer !== null) this.#tools.world.clock.cancel(one.timer);
    }
  }

  start(cause: number): void {
    const { nowUs } = this.#tools.world.clock;
    for (const one of this.#all.values()) {
      one.cause = cause;
      if (one.dueUs <= nowUs) this.#due(one);
      else this.#arm(one);
    }
  }

  #arm(one: Scheduled): void {
    one.timer = this.#tools.world.clock.atCall(one.dueUs, this.#due, one, null);
  }

  readonly #due = (one: Scheduled): void => {
    const { trace, clock, network, scenario } = this.#tools.world;
    const { message: name, to, everyUs } = one.statement;
    // What was missed while the service was down is sent once, not as often as it was missed.
    const missed = everyUs === null ? 0 : Math.floor((clock.nowUs - one.dueUs) / everyUs);
    const nextUs = everyUs === null ? null : one.dueUs + (missed + 1) * everyUs;
    const cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause: one.cause,
      kind: 'schedule.due',
      schedule: one.number,
      name,
      nextUs,
    });
    if (nextUs === null) this.#remove(one);
    else {
      one.dueUs = nextUs;
      one.cause = cause;
      this.#arm(one);
    }
    network.ship({
      message: this.#tools.messenger.make(one.task, name, one.data, one.key),
      from: this.#tools.owner,
      to,
      passage: scenario.components.get(to)?.kind === 'service' ? 'send' : 'publish',
      attempt: 1,
      final: true,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  };

  #forget(id: string, reason: ScheduleEnded['reason'], cause: number): boolean {
    const one = this.#byId.get(id);
    if (one !== undefined) this.#end(one, reason, cause);
    return one !== undefined;
  }

  #end(one: Scheduled, reason: ScheduleEnded['reason'], cause: number): void {
    const { trace, clock } = this.#tools.world;
    if (one.timer !== null) clock.cancel(one.timer);
    this.#remove(one);
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#tools.owner,
      cause,
      kind: 'schedule.ended',
      schedule: one.number,
      name: one.statement.message,
      reason,
      why: WHY[reason],
    });
  }

  #remove(one: Scheduled): void {
    this.#all.delete(one.number);
    if (one.id !== null && this.#byId.get(one.id) === one) this.#byId.delete(one.id);
  }
}
