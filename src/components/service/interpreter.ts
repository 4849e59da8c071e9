import { ExpressionFault } from '../../scenario/expression.ts';
import type { Statement } from '../../scenario/program.ts';
import type { RetrySpec, Row } from '../../scenario/scenario.ts';
import type { HandlerFinished } from '../../trace/entry.ts';
import type { Exchanges } from '../exchanges.ts';
import type { Failure, FailureCode } from '../failure.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { Handler, Timing } from './handler.ts';
import type { Messenger } from './messenger.ts';
import type { Tables } from './tables.ts';
import type { Task } from './task.ts';
import { commitTask, inboxKeyOf, rowFor, writeRow } from './transaction.ts';

/** What a log's client does when the scenario says nothing: as Kafka's producer, it tries for long. */
const PUBLISH_TIMEOUT_US = 1_000_000;
const PUBLISH_RETRY: RetrySpec = { attempts: 10, backoff: 'fixed', delayUs: 200_000, maxDelayUs: null, jitter: 'none' };

export interface InterpreterPorts {
  readonly world: World;
  readonly owner: string;
  readonly tables: Tables;
  readonly messenger: Messenger;
  readonly exchanges: Exchanges;
  /** How many times longer work takes now. */
  readonly factor: () => number;
  readonly ended: (
    task: Task,
    outcome: HandlerFinished['outcome'],
    why: string | null,
    code: FailureCode | null,
  ) => void;
}

type Flow = 'next' | 'suspended';

/** Runs the statements of a service's handlers. The path of each message: plain code, no machine, no closure per statement that takes no time. */
export class Interpreter {
  readonly #ports: InterpreterPorts;

  constructor(ports: InterpreterPorts) {
    this.#ports = ports;
  }

  begin(hop: Hop, handler: Handler, worker: number, scope: { [name: string]: unknown }, cause: number): Task {
    const { trace, clock } = this.#ports.world;
    // Across components a task is told apart by its seq, which is unique in the run.
    const id = trace.next;
    const seq = trace.append({
      seq: id,
      tUs: clock.nowUs,
      at: this.#ports.owner,
      cause,
      kind: 'handler.started',
      task: id,
      worker,
      message: hop.message,
      record: hop.record,
    });
    return {
      id,
      worker,
      hop,
      handler,
      scope,
      next: 0,
      line: 1,
      cause: seq,
      timer: null,
      answered: false,
      inboxKey: null,
      writes: [],
      ended: false,
    };
  }

  /** Goes on with a task until it has to wait or ends. */
  run(task: Task): void {
    if (task.hop.message.poison)
      return this.#end(task, 'failed', 'it cannot read this message, however often it tries', 'failed');
    const { instructions, timings } = task.handler;
    while (task.next < instructions.length) {
      const { statement, target } = instructions[task.next] as (typeof instructions)[number];
      if (statement === null) {
        task.next = target;
        continue;
      }
      const timing = timings[task.next] as Timing | null;
      task.next++;
      try {
        if (this.#execute(task, statement, timing, target) === 'suspended') return;
      } catch (error) {
        if (!(error instanceof ExpressionFault)) throw error;
        return this.#end(task, 'failed', error.message, 'failed');
      }
    }
    commitTask(this.#ports.world, this.#ports.owner, this.#ports.tables, task);
    this.#end(task, 'done', null, null);
  }

  /** The task's process is gone. */
  stop(task: Task): void {
    task.ended = true;
    if (task.timer !== null) this.#ports.world.clock.cancel(task.timer);
  }

  #execute(task: Task, statement: Statement, timing: Timing | null, target: number): Flow {
    const { world, owner, messenger } = this.#ports;
    const { clock, trace } = world;
    let untilUs: number | null = null;
    if (timing !== null) {
      const factor = statement.op === 'work' ? this.#ports.factor() : 1;
      untilUs = clock.nowUs + Math.round(timing.sample(timing.draws) * factor);
    }
    task.line = statement.line;
    task.cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: owner,
      cause: task.cause,
      kind: 'statement.started',
      task: task.id,
      worker: task.worker,
      line: statement.line,
      op: statement.op,
      untilUs,
    });
    switch (statement.op) {
      case 'work':
      case 'wait':
        task.timer = clock.atCall(untilUs as number, this.#resume, task, null);
        return 'suspended';
      case 'call': {
        const { to, timeoutUs, retry, as } = statement;
        this.#ports.exchanges.begin(
          {
            message: messenger.make(task, statement.message, statement.data.evaluate(task.scope), null),
            to,
            passage: 'call',
            timeoutUs,
            retry,
            answered: (answer, cause) => {
              if (as !== null) task.scope[as] = answer.data;
              this.#goOn(task, cause);
            },
            failed: (failure, cause) => this.#callFailed(task, target, failure, cause),
          },
          task.cause,
        );
        return 'suspended';
      }
      case 'send':
        messenger.ship(
          task,
          messenger.make(task, statement.message, statement.data.evaluate(task.scope), null),
          statement.to,
          'send',
        );
        return 'next';
      case 'publish': {
        const key = statement.key?.evaluate(task.scope) ?? null;
        const message = messenger.make(
          task,
          statement.message,
          statement.data.evaluate(task.scope),
          key === null ? null : String(key),
        );
        if (!statement.acks) {
          messenger.ship(task, message, statement.to, 'publish');
          return 'next';
        }
        this.#ports.exchanges.begin(
          {
            message,
            to: statement.to,
            passage: 'publish',
            timeoutUs: statement.timeoutUs ?? PUBLISH_TIMEOUT_US,
            retry: statement.retry ?? PUBLISH_RETRY,
            answered: (_, cause) => this.#goOn(task, cause),
            failed: (failure, cause) => this.#callFailed(task, target, failure, cause),
          },
          task.cause,
        );
        return 'suspended';
      }
      case 'read': {
        const key = String(statement.key.evaluate(task.scope));
        const row = rowFor(this.#ports.tables, task, statement.table, key);
        task.scope[statement.as] = row;
        task.cause = trace.append({
          seq: trace.next,
          tUs: clock.nowUs,
          at: owner,
          cause: task.cause,
          kind: 'table.read',
          table: statement.table,
          key,
          found: row !== null,
        });
        return 'next';
      }
      case 'write': {
        const key = statement.key.evaluate(task.scope);
        const { table } = statement;
        const before = rowFor(this.#ports.tables, task, table, String(key));
        task.scope['row'] = before;
        const set = statement.set.evaluate(task.scope) as Row;
        const row: Row = { [statement.keyField]: key, ...before, ...set };
        writeRow(world, owner, this.#ports.tables, task, table, String(key), row);
        return 'next';
      }
      case 'reply':
        if (!task.answered && task.hop.expectsAnswer) {
          task.answered = true;
          messenger.answer(task.hop, 'reply', statement.data.evaluate(task.scope), task.cause);
        }
        return 'next';
      case 'refuse':
        this.#end(task, 'refused', String(statement.reason.evaluate(task.scope)), 'refused');
        return 'suspended';
      case 'fail':
        this.#end(task, 'failed', String(statement.reason.evaluate(task.scope)), 'failed');
        return 'suspended';
      case 'if':
        if (statement.condition.evaluate(task.scope) !== true) task.next = target;
        return 'next';
      case 'dedupe': {
        const key = statement.key.evaluate(task.scope);
        const inboxKey = inboxKeyOf(task, key);
        if (!this.#ports.tables.wasHandled(inboxKey)) {
          task.inboxKey = inboxKey;
          return 'next';
        }
        const { message } = task.hop;
        task.cause = trace.append({
          seq: trace.next,
          tUs: clock.nowUs,
          at: owner,
          cause: task.cause,
          kind: 'message.deduplicated',
          message,
          key: String(key),
        });
        this.#end(task, 'deduplicated', 'it was handled before', null);
        return 'suspended';
      }
    }
  }

  readonly #resume = (task: Task): void => {
    task.timer = null;
    this.run(task);
  };

  #goOn(task: Task, cause: number): void {
    if (task.ended) return;
    task.cause = cause;
    this.run(task);
  }

  #callFailed(task: Task, target: number, failure: Failure, cause: number): void {
    if (task.ended) return;
    task.cause = cause;
    if (target < 0) return this.#end(task, 'failed', failure.why, failure.code === 'timeout' ? 'timeout' : 'failed');
    task.next = target;
    this.run(task);
  }

  #end(task: Task, outcome: HandlerFinished['outcome'], why: string | null, code: FailureCode | null): void {
    task.ended = true;
    this.#ports.ended(task, outcome, why, code);
  }
}
