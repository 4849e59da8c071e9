import { checkMessage } from '../../scenario/contracts.ts';
import { STEPS } from '../../scenario/expression.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { ServiceSpec } from '../../scenario/scenario.ts';
import { VIEW_FUNCTIONS_NAME } from '../../scenario/view-functions.ts';
import type { DropReason, HandlerFinished } from '../../trace/entry.ts';
import type { Component } from '../component.ts';
import { dropWords } from '../drop-words.ts';
import { Exchanges } from '../exchanges.ts';
import type { FailureCode } from '../failure.ts';
import { Interfaces } from '../interfaces.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { ConsumerPorts } from './consumer.ts';
import { doToService } from './deeds.ts';
import { prepareHandler } from './handler.ts';
import type { Handler } from './handler.ts';
import { Interpreter } from './interpreter.ts';
import { Messenger } from './messenger.ts';
import { Residents } from './residents.ts';
import { subscribe } from './subscriber.ts';
import type { Subscriber } from './subscriber.ts';
import { Tables } from './tables.ts';
import type { Answer } from './tables.ts';
import { metaOf } from './task.ts';
import type { Task } from './task.ts';
import { Workers } from './workers.ts';

/** A message in the inbox, and the seq of the entry that says so. */
interface Queued {
  readonly hop: Hop;
  readonly handler: Handler;
  readonly seq: number;
  readonly sinceUs: number;
}

/** It comes from a source that the service reads, which wants to know what became of it. */
function isDelivery({ passage }: Hop): boolean {
  return passage === 'fetch' || passage === 'delivery';
}

/** A service: workers that run handlers, an inbox before them, tables that survive a crash. See spec.md beside it. */
export class Service implements Component {
  readonly id: string;
  readonly #world: World;
  readonly #spec: ServiceSpec;
  readonly #life: Life;
  readonly #handlers: Map<string, Handler>;
  readonly #consumers: readonly Subscriber[];
  readonly #exchanges: Exchanges;
  readonly #interfaces: Interfaces;
  readonly #interpreter: Interpreter;
  readonly #messenger: Messenger;
  readonly #tables = new Tables();
  readonly #residents = new Residents();
  readonly #workers: Workers;
  #serving = false;
  #inbox: Queued[] = [];

  constructor(world: World, spec: ServiceSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#workers = new Workers(spec.workers);
    this.#handlers = new Map(
      [...spec.handlers].map(([name, program]) => [name, prepareHandler(world, spec.id, program)]),
    );
    this.#exchanges = new Exchanges(world, spec.id);
    this.#interfaces = new Interfaces(world, spec);
    this.#messenger = new Messenger(world, spec.id, this.#interfaces);
    const ports: ConsumerPorts = {
      workers: () => this.#workers.size,
      accept: (hop, cause, queued) => this.#accept(hop, cause, queued),
      queue: (hop, cause) => this.#queue(hop, cause),
      drop: (hop, reason, cause) => this.#drop(hop, reason, cause),
    };
    this.#consumers = spec.consumes.map((one) => subscribe(world, spec.id, one, ports));
    this.#life = new Life(world, spec.id, spec.restartUs, (cause) => this.start(cause));
    this.#interpreter = new Interpreter({
      world,
      owner: spec.id,
      tables: this.#tables,
      messenger: this.#messenger,
      exchanges: this.#exchanges,
      residents: this.#residents,
      subscriberOf: (hop) => this.#consumerOf(hop),
      factor: () => this.#life.factor,
      ended: (task, outcome, why, answer) => this.#ended(task, outcome, why, answer),
    });
  }

  start(cause: number): void {
    for (const consumer of this.#consumers) consumer.enter(cause);
    this.#residents.start(cause);
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    if (hop.passage === 'reply' || hop.passage === 'ack') this.#exchanges.take(hop, cause);
    else if (isDelivery(hop)) this.#consumerOf(hop)?.received(hop, cause);
    else this.#accept(hop, cause, false);
  }

  undelivered(hop: Hop, cause: number): void {
    for (const consumer of this.#consumers) if (consumer.spec.from === hop.to) consumer.undelivered(hop, cause);
  }

  crash(cause: number): string | null {
    const { tasks } = this.#workers;
    const waiting = this.#inbox;
    const held = this.#consumers.reduce((sum, consumer) => sum + consumer.held, 0);
    const why = this.#life.crash(cause, tasks.length + waiting.length + held);
    if (why !== null) return why;
    const seq = this.#world.trace.next - 1;
    this.#inbox = [];
    this.#workers.clear();
    for (const task of tasks) {
      this.#interpreter.stop(task);
      this.#finish(task, 'crashed', `the process crashed at line ${task.line}`, seq);
      this.#drop(task.hop, 'crash', seq);
    }
    for (const { hop } of waiting) this.#drop(hop, 'crash', seq);
    this.#exchanges.abandon(seq);
    for (const consumer of this.#consumers) consumer.crash(seq);
    this.#residents.crash(seq);
    return null;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(factor: number, cause: number): string | null {
    return this.#life.slow(factor, cause);
  }

  rename(message: string, field: string, to: string, cause: number): string | null {
    return this.#interfaces.rename(message, field, to, cause);
  }

  intervene(what: Intervention, cause: number): string | null {
    const inside = {
      world: this.#world,
      spec: this.#spec,
      handlers: this.#handlers,
      interfaces: this.#interfaces,
      interpreter: this.#interpreter,
      crash: (by: number) => void this.crash(by),
      workers: this.#workers,
      serve: () => this.#serveInbox(),
    };
    return doToService(inside, what, cause);
  }

  #consumerOf(hop: Hop): Subscriber | undefined {
    return this.#consumers.find((consumer) => consumer.takes(hop));
  }

  /** Takes a request, a one-way message or a record into work, or turns it away. */
  #accept(hop: Hop, cause: number, queued: boolean): void {
    const { message } = hop;
    const { trace, clock } = this.#world;
    const handler = this.#handlers.get(message.name);
    if (handler === undefined) {
      const seq = this.#drop(hop, 'unhandled', cause);
      // A consumer reads past the events that it has no handler for.
      if (isDelivery(hop)) this.#consumerOf(hop)?.handled(hop, seq);
      else this.#refuse(hop, 'rejected', dropWords.unhandled, seq);
      return;
    }
    const why = handler.contract === null ? null : checkMessage(handler.contract, message.data, message.sealed);
    if (why !== null) {
      const seq = trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.id,
        cause,
        kind: 'message.rejected',
        message,
        why,
      });
      if (isDelivery(hop)) this.#consumerOf(hop)?.failed(hop, why, seq);
      else this.#refuse(hop, 'rejected', why, seq);
      return;
    }
    const worker = this.#workers.free;
    if (worker >= 0) return this.#begin(hop, handler, worker, cause);
    const limit = this.#spec.queueLimit;
    if (limit !== null && this.#inbox.length >= limit && !isDelivery(hop)) {
      this.#refuse(hop, 'failed', dropWords['queue-full'], this.#drop(hop, 'queue-full', cause));
      return;
    }
    const sinceUs = clock.nowUs;
    this.#inbox.push({ hop, handler, seq: queued ? cause : this.#queue(hop, cause), sinceUs });
  }

  /** Says that a message waits; `depth` counts those before it too. */
  #queue(hop: Hop, cause: number): number {
    const { trace, clock } = this.#world;
    const before = this.#consumers.reduce((sum, { waiting }) => sum + waiting, this.#inbox.length);
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'handler.queued',
      message: hop.message,
      depth: before + 1,
    });
  }

  #begin(hop: Hop, handler: Handler, worker: number, cause: number): void {
    const scope = {
      msg: handler.read === undefined ? hop.message.data : handler.read(hop.message.data),
      meta: metaOf(hop),
      param: this.#world.parameters,
      [STEPS]: this.#world.steps,
      [VIEW_FUNCTIONS_NAME]: this.#world.functions,
    };
    const task = this.#interpreter.begin(hop, handler, worker, scope, cause);
    this.#workers.occupy(worker, task);
    this.#interpreter.run(task);
  }

  #ended(task: Task, outcome: HandlerFinished['outcome'], why: string | null, answer: Answer | null): void {
    const seq = this.#finish(task, outcome, why, task.cause);
    const { hop } = task;
    if (isDelivery(hop)) {
      if (outcome === 'failed') this.#consumerOf(hop)?.failed(hop, why ?? '', seq);
      else this.#consumerOf(hop)?.handled(hop, seq);
    } else if (answer !== null && hop.expectsAnswer) this.#messenger.answer(hop, answer.kind, answer.data, seq);
    this.#workers.release(task.worker);
    this.#serveInbox();
  }

  /** A loop, not a recursion: handlers that take no time end within their beginning. */
  #serveInbox(): void {
    if (this.#serving) return;
    this.#serving = true;
    for (let worker = this.#workers.free; worker >= 0; worker = this.#workers.free) {
      const next = this.#inbox.shift();
      if (next === undefined) break;
      if (this.#spec.shedUs !== undefined && this.#sheds(next, this.#spec.shedUs)) continue;
      this.#begin(next.hop, next.handler, worker, next.seq);
    }
    this.#serving = false;
  }

  /** Whether a request has waited so long that nobody may want its answer any more; it is turned away then. */
  #sheds({ hop, seq, sinceUs }: Queued, shedUs: number): boolean {
    if (isDelivery(hop) || this.#world.clock.nowUs - sinceUs <= shedUs) return false;
    this.#refuse(hop, 'failed', dropWords.shed, this.#drop(hop, 'shed', seq));
    return true;
  }

  #finish(task: Task, outcome: HandlerFinished['outcome'], why: string | null, cause: number): number {
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
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

  #refuse(hop: Hop, code: FailureCode, why: string, cause: number): void {
    if (hop.expectsAnswer) this.#messenger.answer(hop, 'error', { code, why }, cause);
  }

  #drop(hop: Hop, reason: DropReason, cause: number): number {
    const { trace, clock } = this.#world;
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'message.dropped',
      hop: null,
      message: hop.message,
      from: hop.from,
      to: this.id,
      reason,
      why: dropWords[reason],
      mayComeAgain: reason !== 'unhandled' && reason !== 'skipped' && !hop.final,
    });
  }
}
