import { compileDistribution } from '../../kernel/distribution.ts';
import type { Distribution, Sampler } from '../../kernel/distribution.ts';
import type { TimerId } from '../../kernel/heap.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { ExpressionFault, STEPS } from '../../scenario/expression.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { ClientSpec, Workload } from '../../scenario/scenario.ts';
import { VIEW_FUNCTIONS_NAME } from '../../scenario/view-functions.ts';
import type { RequestCompleted } from '../../trace/entry.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { dataText } from '../data-text.ts';
import { Exchanges } from '../exchanges.ts';
import { doToClient } from './deeds.ts';
import { Interfaces } from '../interfaces.ts';
import { Life } from '../life.ts';
import { withHeaders } from '../message-factory.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

const RESTART_US = 500_000;

/** What a workload has made so far, by whichever of its users. */
export interface Series {
  readonly workload: Workload;
  /** How many times as often as its workload says. */
  factor: number;
  made: number;
  stopped: boolean;
}

/** One who keeps coming: an open workload as a whole, or one user of a closed one. */
interface Visitor {
  readonly series: Series;
  readonly pause: Sampler;
  readonly draws: RandomStream;
  /** Runs until the next arrival. */
  timer: TimerId | null;
  /** A user who waits for the client to be up again. */
  stranded: boolean;
  /** Sends once and does not come again. */
  readonly guest?: true;
}

/** People (or programs) that keep sending: see spec.md beside it. */
export class Client implements Component {
  readonly id: string;
  readonly #world: World;
  readonly #spec: ClientSpec;
  readonly #life: Life;
  readonly #exchanges: Exchanges;
  readonly #interfaces: Interfaces;
  readonly #visitors: readonly Visitor[];
  #closed = false;

  constructor(world: World, spec: ClientSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#life = new Life(world, spec.id, RESTART_US, (cause) => this.#comeBack(cause));
    this.#exchanges = new Exchanges(world, spec.id);
    this.#interfaces = new Interfaces(world, spec);
    this.#visitors = spec.sends.flatMap((workload, index) => visitorsOf(world, spec.id, workload, index));
  }

  start(cause: number): void {
    for (const visitor of this.#visitors) this.#schedule(visitor, visitor.series.workload.startUs, cause);
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    this.#exchanges.take(hop, cause);
  }

  undelivered(): void {}

  crash(cause: number): string | null {
    const why = this.#life.crash(cause, 0);
    if (why === null) this.#exchanges.abandon(this.#world.trace.next - 1);
    return why;
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a client does no work that could take longer';
  }

  rename(message: string, field: string, to: string, cause: number): string | null {
    return this.#interfaces.rename(message, field, to, cause);
  }

  intervene(what: Intervention, cause: number): string | null {
    const inside = {
      world: this.#world,
      interfaces: this.#interfaces,
      series: [...new Set(this.#visitors.map(({ series }) => series))],
      running: this.#life.running && !this.#closed,
      send: (series: Series) => this.#sendMore(series, cause),
    };
    return doToClient(inside, what, cause);
  }

  /** One message more; false where its workload has ended. */
  #sendMore(series: Series, cause: number): boolean {
    const visitor = this.#visitors.find((one) => one.series === series);
    const { workload } = series;
    if (visitor === undefined || series.stopped || (workload.count !== null && series.made >= workload.count))
      return false;
    this.#send({ ...visitor, guest: true }, workload.firstNumber + series.made++, cause);
    return true;
  }

  stopArrivals(): void {
    this.#closed = true;
    for (const visitor of this.#visitors) this.#sendAway(visitor);
  }

  #sendAway(visitor: Visitor): void {
    if (visitor.timer !== null) this.#world.clock.cancel(visitor.timer);
    visitor.timer = null;
  }

  #schedule(visitor: Visitor, fromUs: number, cause: number): void {
    const { series, pause, draws } = visitor;
    const { stopUs, count } = series.workload;
    if (this.#closed || series.stopped || (count !== null && series.made >= count)) return;
    const pauseUs = pause(draws);
    const atUs = fromUs + (series.factor === 1 ? pauseUs : Math.round(pauseUs / series.factor));
    if (stopUs === null || atUs <= stopUs) visitor.timer = this.#world.clock.atCall(atUs, this.#arrive, visitor, cause);
  }

  readonly #arrive = (visitor: Visitor, cause: number): void => {
    const { series } = visitor;
    const { workload } = series;
    const { clock } = this.#world;
    visitor.timer = null;
    // Other users may have sent the last message meanwhile.
    if (workload.count !== null && series.made >= workload.count) return;
    const open = workload.arrivals.kind === 'open';
    if (!open && !this.#life.running) {
      visitor.stranded = true;
      return;
    }
    const n = workload.firstNumber + series.made++;
    if (open) this.#schedule(visitor, clock.nowUs, cause);
    // While it is down the customers still come; they find nobody to send their wish.
    if (this.#life.running) this.#send(visitor, n, cause);
  };

  /** The visitor's request has ended: a user thinks, and sends again. */
  #goOn(visitor: Visitor, cause: number): void {
    if (visitor.series.workload.arrivals.kind === 'closed' && visitor.guest === undefined)
      this.#schedule(visitor, this.#world.clock.nowUs, cause);
  }

  #comeBack(cause: number): void {
    for (const visitor of this.#visitors) {
      if (!visitor.stranded) continue;
      visitor.stranded = false;
      this.#goOn(visitor, cause);
    }
  }

  #send(visitor: Visitor, n: number, cause: number): void {
    const { workload } = visitor.series;
    const { scenario, network, messages, parameters, trace, clock } = this.#world;
    const scope = { n, param: parameters, [STEPS]: this.#world.steps, [VIEW_FUNCTIONS_NAME]: this.#world.functions };
    const contract = scenario.messages.get(workload.message);
    let data: Data;
    let key: Data;
    let headers: Data | undefined;
    try {
      data = this.#interfaces.speak(workload.message, workload.data.evaluate(scope));
      key = workload.key?.evaluate(scope) ?? null;
      headers = workload.headers?.evaluate(scope);
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      visitor.series.stopped = true;
      for (const one of this.#visitors) if (one.series === visitor.series) this.#sendAway(one);
      trace.append({
        seq: trace.next,
        tUs: clock.nowUs,
        at: this.id,
        cause,
        kind: 'workload.stopped',
        why: error.message,
      });
      return;
    }
    const made = messages.first(
      this.id,
      workload.message,
      contract?.kind ?? 'command',
      data,
      key === null ? null : dataText(key),
      String(n),
      this.#interfaces.version(workload.message),
    );
    const message = withHeaders(made, headers);
    if (workload.oneWay) {
      const passage = scenario.components.get(workload.to)?.kind === 'log' ? 'publish' : 'send';
      network.ship({
        message,
        from: this.id,
        to: workload.to,
        passage,
        attempt: 1,
        final: true,
        expectsAnswer: false,
        timeoutAtUs: null,
        record: null,
        cause,
      });
      this.#goOn(visitor, cause);
      return;
    }
    const sentUs = clock.nowUs;
    const { timeoutUs, retry, guards } = workload;
    this.#exchanges.begin(
      {
        message,
        to: workload.to,
        passage: 'call',
        timeoutUs,
        retry,
        guards,
        answered: (answer, by) => {
          this.#complete(message, 'ok', sentUs, answer.data, by);
          this.#goOn(visitor, by);
        },
        failed: ({ code, why }, by) => {
          const outcome = code === 'timeout' ? 'timeout' : code === 'refused' ? 'refused' : 'failed';
          this.#complete(message, outcome, sentUs, { code, why }, by);
          this.#goOn(visitor, by);
        },
        abandoned: (by) => {
          const why = `${this.#spec.name} crashed while it waited for the answer`;
          this.#complete(message, 'failed', sentUs, { code: 'failed', why }, by);
          visitor.stranded = workload.arrivals.kind === 'closed';
        },
      },
      cause,
    );
  }

  #complete(message: Message, outcome: RequestCompleted['outcome'], sentUs: number, data: Data, cause: number): void {
    const { trace, clock } = this.#world;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'request.completed',
      message,
      outcome,
      latencyUs: clock.nowUs - sentUs,
      data,
    });
  }
}

function visitorsOf(world: World, id: string, workload: Workload, index: number): readonly Visitor[] {
  const { arrivals } = workload;
  const series = { workload, factor: 1, made: 0, stopped: false };
  // By place in the list, so that an added workload shifts no draw of those before it.
  const visitor = (purpose: string, distribution: Distribution): Visitor => ({
    series,
    pause: compileDistribution(distribution),
    draws: world.random.stream(id, purpose),
    timer: null,
    stranded: false,
  });
  if (arrivals.kind === 'open') return [visitor(`arrivals ${index}`, arrivals.every)];
  return Array.from({ length: arrivals.users }, (_, user) =>
    visitor(`arrivals ${index} of user ${user}`, arrivals.think),
  );
}
