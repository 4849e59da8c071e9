import type { CallGuards, GuardLayer } from '../../scenario/guards/guard-spec.ts';
import type { GuardedCalls, GuardedRequest, Wire } from '../call-guard.ts';
import { failureOf } from '../failure.ts';
import type { World } from '../world.ts';
import { BreakerGuard } from './breaker-guard.ts';
import { BulkheadGuard } from './bulkhead-guard.ts';
import { GuardNotes } from './guard-notes.ts';
import type { Abort, Call, Done, Layer, Result, Run } from './layer.ts';
import { RateLimitGuard } from './rate-limit-guard.ts';
import { type Budget, makeBudget, runRetries } from './retry-guard.ts';

/** The guarded calls of one component. Guards with the same settings before the same receiver are one. */
export class GuardedExchanges implements GuardedCalls {
  readonly #world: World;
  readonly #owner: string;
  readonly #wire: Wire;
  readonly #notes: GuardNotes;
  /** By receiver and settings. */
  readonly #runs = new Map<string, Map<CallGuards, Run>>();
  readonly #shared = new Map<string, unknown>();
  readonly #forgetful: { forget(cause: number): void }[] = [];
  readonly #charts = new Map<string, number>();
  readonly #open = new Map<Call, Abort>();

  constructor(world: World, owner: string, wire: Wire) {
    this.#world = world;
    this.#owner = owner;
    this.#wire = wire;
    this.#notes = new GuardNotes(world, owner);
  }

  begin(request: GuardedRequest, cause: number): void {
    const call: Call = { request, sent: 0, sentSeq: cause, timeoutAtUs: null };
    let over = false;
    const abort = this.#runOf(request.to, request.guards)(call, cause, (result, by) => {
      over = true;
      this.#open.delete(call);
      this.#end(call, result, by);
    });
    if (!over) this.#open.set(call, abort);
  }

  forget(cause: number): void {
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const guard of this.#forgetful) guard.forget(cause);
    this.#forgetful.length = 0;
    this.#runs.clear();
    this.#shared.clear();
    this.#charts.clear();
    for (const abort of open) abort();
  }

  #end(call: Call, result: Result, cause: number): void {
    const { request } = call;
    this.#wire.close(request);
    if ('answer' in result) request.answered(result.answer, cause);
    else request.failed(result.failure, this.#notes.failed(call, result.failure.why, cause));
  }

  #runOf(to: string, guards: CallGuards): Run {
    let runs = this.#runs.get(to);
    if (runs === undefined) this.#runs.set(to, (runs = new Map()));
    let run = runs.get(guards);
    if (run === undefined) {
      run = guards.order.reduceRight<Run>((inner, layer) => this.#layer(layer, to, guards)(inner), this.#transmit);
      runs.set(guards, run);
    }
    return run;
  }

  #layer(layer: GuardLayer, to: string, guards: CallGuards): Layer {
    switch (layer) {
      case 'retry': {
        const spec = guards.budget;
        const budget: Budget | null = spec && this.#share(`budget ${to}`, spec, () => makeBudget(spec));
        return (inner) => (call, cause, done) =>
          runRetries(this.#world, this.#owner, this.#notes, budget, inner, call, cause, done);
      }
      case 'breaker': {
        const spec = guards.breaker as NonNullable<CallGuards['breaker']>;
        const breaker = this.#share(`breaker ${to}`, spec, () => this.#makeBreaker(to, spec));
        return (inner) => (call, cause, done) => breaker.run(inner, call, cause, done);
      }
      case 'rateLimit': {
        const spec = guards.rateLimit as NonNullable<CallGuards['rateLimit']>;
        const limit = this.#share(`rate ${to}`, spec, () => new RateLimitGuard(this.#world, this.#notes, spec));
        return (inner) => (call, cause, done) => limit.run(inner, call, cause, done);
      }
      case 'bulkhead': {
        const spec = guards.bulkhead as NonNullable<CallGuards['bulkhead']>;
        const bulkhead = this.#share(`bulkhead ${to}`, spec, () => this.#makeBulkhead(spec));
        return (inner) => (call, cause, done) => bulkhead.run(inner, call, cause, done);
      }
      case 'timeout':
        return this.#timeLimit;
    }
  }

  #share<T>(name: string, spec: object, make: () => T): T {
    const key = `${name} ${JSON.stringify(spec)}`;
    if (!this.#shared.has(key)) this.#shared.set(key, make());
    return this.#shared.get(key) as T;
  }

  /** A second breaker before the same receiver, with other settings, has a chart of its own. */
  #makeBreaker(to: string, spec: NonNullable<CallGuards['breaker']>): BreakerGuard {
    const number = (this.#charts.get(to) ?? 0) + 1;
    this.#charts.set(to, number);
    const chart = number === 1 ? `breaker ${to}` : `breaker ${to} ${number}`;
    const breaker = new BreakerGuard(this.#world, this.#notes, chart, spec);
    this.#forgetful.push(breaker);
    return breaker;
  }

  #makeBulkhead(spec: NonNullable<CallGuards['bulkhead']>): BulkheadGuard {
    const bulkhead = new BulkheadGuard(this.#world, this.#notes, spec);
    this.#forgetful.push(bulkhead);
    return bulkhead;
  }

  readonly #timeLimit: Layer = (inner) => (call, cause, done) => {
    const { clock } = this.#world;
    const timeoutUs = call.request.timeoutUs as number;
    const outerUs = call.timeoutAtUs;
    call.timeoutAtUs = clock.nowUs + timeoutUs;
    let over = false;
    let abort: Abort = () => {};
    const timer = clock.at(call.timeoutAtUs, () => {
      over = true;
      const seq = this.#notes.timedOut(call, timeoutUs);
      abort();
      const why = `${this.#notes.nameOf(call.request.to)} did not answer within ${Math.round(timeoutUs / 1000)} ms`;
      done({ failure: { code: 'timeout', why } }, seq);
    });
    abort = inner(call, cause, (result, by) => {
      if (over) return;
      over = true;
      clock.cancel(timer);
      call.timeoutAtUs = outerUs;
      done(result, by);
    });
    return () => {
      if (over) return;
      over = true;
      clock.cancel(timer);
      abort();
    };
  };

  readonly #transmit: Run = (call: Call, cause: number, done: Done): Abort => {
    const { request } = call;
    call.sent++;
    const { timeoutAtUs } = call;
    const final = timeoutAtUs === null || call.sent >= (request.retry?.attempts ?? 1);
    call.sentSeq = this.#wire.send({ request, number: call.sent, timeoutAtUs, final, cause }, (answer, by) =>
      done(answer.kind === 'error' ? { failure: failureOf(answer.data) } : { answer }, by),
    );
    return () => this.#wire.deafen(request);
  };
}
