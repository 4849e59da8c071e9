import { ExpressionFault } from '../../scenario/expression.ts';
import type { Statement } from '../../scenario/program.ts';
import type { RetrySpec } from '../../scenario/scenario.ts';
import { aKind, isRecord } from '../../scenario/kind-words.ts';
import type { HandlerFinished } from '../../trace/entry.ts';
import type { Data } from '../../trace/message.ts';
import { dataText } from '../data-text.ts';
import type { Exchanges } from '../exchanges.ts';
import type { Failure, FailureCode } from '../failure.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { Handler, Timing } from './handler.ts';
import type { Instruction } from './instructions.ts';
import type { Messenger } from './messenger.ts';
import type { Residents } from './residents.ts';
import type { Subscriber } from './subscriber.ts';
import { statementStarted } from './statement-started.ts';
import type { Answer, Tables } from './tables.ts';
import { beginTask, type Task } from './task.ts';
import { type Flow, verbOf, type VerbTools } from './verb.ts';
import { commitTask, inboxNameOf, rowFor, writeRow } from './transaction.ts';

/** What a log's client does when the scenario says nothing: as Kafka's producer, it tries for long. */
const PUBLISH_TIMEOUT_US = 1_000_000;
const PUBLISH_RETRY: RetrySpec = { attempts: 10, backoff: 'fixed', delayUs: 200_000, maxDelayUs: null, jitter: 'none' };

export interface InterpreterPorts {
  readonly world: World;
  readonly owner: string;
  readonly tables: Tables;
  readonly messenger: Messenger;
  readonly exchanges: Exchanges;
  readonly residents: Residents;
  /** Who reads the source that a delivery comes from. */
  readonly subscriberOf: (hop: Hop) => Subscriber | undefined;
  /** How many times longer work takes now. */
  readonly factor: () => number;
  /** `answer` is null where the task has answered before. */
  readonly ended: (task: Task, outcome: HandlerFinished['outcome'], why: string | null, answer: Answer | null) => void;
}

/** Runs the statements of a service's handlers. The path of each message: plain code, no machine, no closure per statement that takes no time. */
export class Interpreter {
  readonly #ports: InterpreterPorts;
  readonly #tools: VerbTools;
  /** Says whether a task must not go on, because a person waits for it at this point; null: nobody waits. */
  trap: ((task: Task, next: Instruction | null | 'end') => boolean) | null = null;

  constructor(ports: InterpreterPorts) {
    this.#ports = ports;
    this.#tools = {
      ...ports,
      go: (task, cause) => this.#goOn(task, cause),
      fail: (task, why, code = 'failed') => this.#fail(task, why, code),
    };
  }

  begin(hop: Hop, handler: Handler, worker: number, scope: { [name: string]: unknown }, cause: number): Task {
    return beginTask(this.#ports.world, this.#ports.owner, hop, handler, worker, scope, cause);
  }

  /** Goes on with a task until it has to wait or ends. */
  run(task: Task): void {
    if (task.hop.message.poison)
      return this.#fail(task, 'it cannot read this message, however often it tries', 'failed');
    const { instructions, timings } = task.handler;
    while (task.next < instructions.length) {
      const instruction = instructions[task.next] as Instruction;
      if (instruction.statement === null) {
        task.next = instruction.target;
        continue;
      }
      if (this.trap !== null && this.#trapped(task, instruction)) return;
      const timing = timings[task.next] as Timing | null;
      task.next++;
      try {
        if (this.#execute(task, instruction, instruction.statement, timing) === 'suspended') return;
      } catch (error) {
        if (!(error instanceof ExpressionFault)) throw error;
        return this.#fail(task, error.message, 'failed');
      }
    }
    if (this.trap !== null && this.#trapped(task, null)) return;
    this.#conclude(task, 'done', null, { kind: 'reply', data: {} });
  }

  #trapped(task: Task, next: Instruction | null | 'end'): boolean {
    // The end of a handler whose last line was passed is one point less: that line was passed before.
    if (next === 'end') task.ends = task.passed === task.line ? 0 : task.line;
    else task.passed = task.line;
    return this.trap?.(task, next) ?? false;
  }

  /** The task's process is gone. */
  stop(task: Task): void {
    if (task.timer !== null) this.#ports.world.clock.cancel(task.timer);
    for (const branch of task.branches ?? []) this.stop(branch);
  }

  #execute(task: Task, instruction: Instruction, statement: Statement, timing: Timing | null): Flow {
    const { target } = instruction;
    const { world, owner, messenger } = this.#ports;
    const { clock, trace } = world;
    let untilUs: number | null = null;
    if (timing !== null) {
      const factor = statement.op === 'work' ? this.#ports.factor() : 1;
      untilUs = clock.nowUs + Math.round(timing.sample(timing.draws) * factor);
    }
    task.line = statement.line;
    task.cause = trace.append(statementStarted(world, owner, task, statement, untilUs));
    switch (statement.op) {
      case 'work':
      case 'wait':
        task.timer = clock.atCall(untilUs as number, this.#resume, task, null);
        return 'suspended';
      case 'call': {
        const { to, timeoutUs, retry, guards, as } = statement;
        this.#ports.exchanges.begin(
          {
            message: messenger.make(
              task,
              statement.message,
              statement.data.evaluate(task.scope),
              null,
              statement.headers,
            ),
            to,
            passage: 'call',
            timeoutUs,
            retry,
            guards,
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
        if (statement.producing !== undefined) return verbOf('publish')(task, instruction, this.#tools);
        const key = statement.key?.evaluate(task.scope) ?? null;
        const message = messenger.make(
          task,
          statement.message,
          statement.data.evaluate(task.scope),
          key === null ? null : dataText(key),
          statement.headers,
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
        const key = dataText(statement.key.evaluate(task.scope));
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
        const { table, keyField } = statement;
        const { tables } = this.#ports;
        task.scope['row'] = rowFor(tables, task, table, dataText(key));
        const set = statement.set.evaluate(task.scope);
        if (!isRecord(set)) throw new ExpressionFault(`a row of ${table} is made of fields, not of ${aKind(set)}`);
        writeRow(world, owner, tables, task, table, dataText(key), { keyField, key, set });
        return 'next';
      }
      case 'reply':
        if (task.answer === null && task.hop.expectsAnswer) {
          task.answer = { kind: 'reply', data: statement.data.evaluate(task.scope) };
          messenger.answer(task.hop, 'reply', task.answer.data, task.cause);
        }
        return 'next';
      case 'refuse': {
        const why = dataText(statement.reason.evaluate(task.scope));
        this.#conclude(task, 'refused', why, { kind: 'error', data: { code: 'refused', why } });
        return 'suspended';
      }
      case 'fail':
        this.#fail(task, dataText(statement.reason.evaluate(task.scope)), 'failed');
        return 'suspended';
      case 'if':
        if (statement.condition.evaluate(task.scope) !== true) task.next = target;
        return 'next';
      case 'dedupe': {
        const key = statement.key.evaluate(task.scope);
        // Without a key there is nothing to know it again by.
        if (key === null) return 'next';
        const name = inboxNameOf(task, key);
        task.inbox = { key, name };
        const answer = this.#ports.tables.answerTo(name);
        if (answer === undefined) return 'next';
        this.#deduplicate(task, key, answer, 'it was handled before');
        return 'suspended';
      }
      default:
        return verbOf((statement as Statement).op)(task, instruction, this.#tools);
    }
  }

  readonly #resume = (task: Task): void => {
    task.timer = null;
    this.run(task);
  };

  #goOn(task: Task, cause: number): void {
    task.cause = cause;
    this.run(task);
  }

  #callFailed(task: Task, target: number, failure: Failure, cause: number): void {
    task.cause = cause;
    if (target < 0) return this.#fail(task, failure.why, failure.code === 'timeout' ? 'timeout' : 'failed');
    // What a fallback can look at.
    task.scope['error'] = { code: failure.code, why: failure.why };
    task.next = target;
    this.run(task);
  }

  /** The handler has come to its end: what it wrote is committed. */
  #conclude(task: Task, outcome: 'done' | 'refused', why: string | null, answer: Answer): void {
    if (task.join !== undefined) return task.join.end(task, (whole) => this.#conclude(whole, outcome, why, answer));
    const { world, owner, tables } = this.#ports;
    if (commitTask(world, owner, tables, task, task.answer ?? answer)) return this.#end(task, outcome, why, answer);
    const { key, name } = task.inbox as NonNullable<Task['inbox']>;
    this.#deduplicate(task, key, tables.answerTo(name) ?? answer, 'it was handled meanwhile');
  }

  #deduplicate(task: Task, key: Data, answer: Answer, why: string): void {
    const { trace, clock } = this.#ports.world;
    task.cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#ports.owner,
      cause: task.cause,
      kind: 'message.deduplicated',
      message: task.hop.message,
      key: dataText(key),
    });
    this.#end(task, 'deduplicated', why, answer);
  }

  #fail(task: Task, why: string, code: FailureCode): void {
    if (task.join !== undefined) return task.join.end(task, (whole) => this.#fail(whole, why, code), { code, why });
    this.#end(task, 'failed', why, { kind: 'error', data: { code, why } });
  }

  #end(task: Task, outcome: HandlerFinished['outcome'], why: string | null, answer: Answer): void {
    if (this.trap !== null && this.#trapped(task, 'end')) return;
    this.#ports.ended(task, outcome, why, task.answer === null ? answer : null);
  }
}
