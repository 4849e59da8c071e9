import type { TimerId } from '../kernel/heap.ts';
import type { CallGuards } from '../scenario/guards/guard-spec.ts';
import type { RetrySpec } from '../scenario/scenario.ts';
import type { Passage } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import { type GuardedCalls, guardedCalls, type GuardedRequest } from './call-guard.ts';
import { dropWords } from './drop-words.ts';
import { failureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import type { Hop } from './network-port.ts';
import type { ProduceOrder } from './produce-order.ts';
import { backoffOf } from './retry-delay.ts';
import type { Backoff } from './resilience/backoff.ts';
import type { World } from './world.ts';

/** A request whose sender waits for the answer. */
export interface Request {
  readonly message: Message;
  readonly to: string;
  readonly passage: Extract<Passage, 'call' | 'publish'>;
  /** Per attempt; null: waits for ever. */
  readonly timeoutUs: number | null;
  readonly retry: RetrySpec | null;
  /** What stands before it; left out: nothing. */
  readonly guards?: CallGuards | null | undefined;
  readonly produce?: ProduceOrder;
  readonly answered: (answer: Message, cause: number) => void;
  readonly failed: (failure: Failure, cause: number) => void;
  /** The sender crashed while it waited; `cause` says so. */
  readonly abandoned?: (cause: number) => void;
}

interface Exchange {
  readonly request: Request;
  attempt: number;
  /** Seq of the attempt's `message.sent`. */
  sentSeq: number;
  /** Between two attempts nobody listens: the connection of the one before is closed. */
  pausing: boolean;
  /** Runs out when the attempt or the pause ends. */
  timer: TimerId | null;
  backoff: Backoff | null;
  /** Where guards stand before it, they hear the answers. */
  listens: ((answer: Message, cause: number) => void) | null;
}

/** Failures that another attempt would only meet again. */
const FINAL: ReadonlySet<Failure['code']> = new Set(['refused', 'rejected', 'conflict']);

/** The requests that one component has open: attempts, timeouts, retries. */
export class Exchanges {
  readonly #world: World;
  readonly #owner: string;
  readonly #nameOf: (id: string) => string;
  readonly #open = new Map<number, Exchange>();
  #guarded: GuardedCalls | null = null;
  #session = 0;

  constructor(world: World, owner: string) {
    this.#world = world;
    this.#owner = owner;
    this.#nameOf = (id) => world.scenario.components.get(id)?.name ?? id;
  }

  /** Which process of its owner it is: one more after each crash. */
  get session(): number {
    return this.#session;
  }

  begin(request: Request, cause: number): void {
    const exchange: Exchange = {
      request,
      attempt: 0,
      sentSeq: cause,
      pausing: false,
      timer: null,
      backoff: null,
      listens: null,
    };
    this.#open.set(request.message.id, exchange);
    if (request.guards) this.#guard(request as GuardedRequest, cause);
    else this.#try(exchange, cause);
  }

  /** An answer arrived; it counts only for the attempt that is open. */
  take(hop: Hop, cause: number): void {
    const { message } = hop;
    const exchange = this.#open.get(message.inReplyTo ?? -1);
    if (exchange === undefined || exchange.attempt !== hop.attempt || exchange.pausing) {
      const { trace, clock } = this.#world;
      trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.#owner,
        cause,
        kind: 'message.dropped',
        hop: null,
        message,
        from: hop.from,
        to: this.#owner,
        reason: 'nobody-waits',
        why: dropWords['nobody-waits'],
        mayComeAgain: false,
      });
      return;
    }
    if (exchange.listens !== null) {
      exchange.pausing = true;
      return exchange.listens(message, cause);
    }
    if (exchange.timer !== null) this.#world.clock.cancel(exchange.timer);
    if (message.kind !== 'error') {
      this.#open.delete(message.inReplyTo as number);
      exchange.request.answered(message, cause);
      return;
    }
    const failure = failureOf(message.data);
    if (FINAL.has(failure.code)) this.#giveUp(exchange, failure, cause);
    else this.#again(exchange, failure, cause);
  }

  /** Forgets all: the process that waited is gone. */
  abandon(cause: number): void {
    this.#session++;
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#guarded?.forget(cause);
    for (const { timer, request } of open) {
      if (timer !== null) this.#world.clock.cancel(timer);
      request.abandoned?.(cause);
    }
  }

  #guard(guarded: GuardedRequest, cause: number): void {
    const { network } = this.#world;
    const exchangeOf = ({ message }: Request): Exchange | undefined => this.#open.get(message.id);
    this.#guarded ??= guardedCalls(this.#world, this.#owner, {
      send: ({ request, number, timeoutAtUs, final, cause: by }, listens) => {
        const exchange = exchangeOf(request);
        if (exchange !== undefined) Object.assign(exchange, { attempt: number, pausing: false, listens });
        const { message, to, passage } = request;
        const base = { message, from: this.#owner, to, passage, attempt: number, final, timeoutAtUs, cause: by };
        return network.ship({ ...base, expectsAnswer: true, record: null });
      },
      deafen: (request) => {
        const exchange = exchangeOf(request);
        if (exchange !== undefined) exchange.pausing = true;
      },
      close: ({ message }) => void this.#open.delete(message.id),
    });
    this.#guarded.begin(guarded, cause);
  }

  #try(exchange: Exchange, cause: number): void {
    const { clock, network } = this.#world;
    const { message, to, passage, timeoutUs, retry, produce } = exchange.request;
    exchange.attempt++;
    exchange.pausing = false;
    exchange.timer =
      timeoutUs === null ? null : clock.atCall(clock.nowUs + timeoutUs, this.#timedOut, exchange, exchange.attempt);
    exchange.sentSeq = network.ship({
      message,
      from: this.#owner,
      to,
      passage,
      attempt: exchange.attempt,
      // Who waits for ever never tries again what was lost.
      final: timeoutUs === null || exchange.attempt >= (retry?.attempts ?? 1),
      expectsAnswer: true,
      timeoutAtUs: timeoutUs === null ? null : clock.nowUs + timeoutUs,
      record: null,
      produce,
      cause,
    });
  }

  readonly #timedOut = (exchange: Exchange, attempt: number): void => {
    const { trace, clock } = this.#world;
    const { message, to, timeoutUs } = exchange.request;
    const cause = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause: exchange.sentSeq,
      kind: 'call.timed-out',
      message,
      to,
      attempt,
      waitedUs: timeoutUs as number,
    });
    const why = `${this.#nameOf(to)} did not answer within ${Math.round((timeoutUs as number) / 1000)} ms`;
    this.#again(exchange, { code: 'timeout', why }, cause);
  };

  #again(exchange: Exchange, failure: Failure, cause: number): void {
    const { message, to, retry } = exchange.request;
    if (retry === null || exchange.attempt >= retry.attempts) return this.#giveUp(exchange, failure, cause);
    const { trace, clock, random } = this.#world;
    const attempt = exchange.attempt + 1;
    const draws = random.stream(this.#owner, `retry ${message.name} ${to}`);
    exchange.backoff ??= backoffOf(retry);
    const resumeUs = clock.nowUs + exchange.backoff.nextUs(exchange.attempt, draws);
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'call.retrying',
      message,
      to,
      attempt,
      resumeUs,
    });
    exchange.pausing = true;
    exchange.timer = clock.atCall(resumeUs, this.#resume, exchange, seq);
  }

  readonly #resume = (exchange: Exchange, cause: number): void => this.#try(exchange, cause);

  #giveUp(exchange: Exchange, failure: Failure, cause: number): void {
    const { message, to } = exchange.request;
    this.#open.delete(message.id);
    const { trace, clock } = this.#world;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'call.failed',
      message,
      to,
      attempts: exchange.attempt,
      why: failure.why,
    });
    exchange.request.failed(failure, seq);
  }
}
