import { compileDistribution } from '../../kernel/distribution.ts';
import type { Sampler } from '../../kernel/distribution.ts';
import type { RandomStream } from '../../kernel/random.ts';
import { ExpressionFault } from '../../scenario/expression.ts';
import type { ClientSpec, Workload } from '../../scenario/scenario.ts';
import type { RequestCompleted } from '../../trace/entry.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import { Exchanges } from '../exchanges.ts';
import { Interfaces } from '../interfaces.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

const RESTART_US = 500_000;

interface Arrivals {
  readonly workload: Workload;
  readonly pause: Sampler;
  readonly draws: RandomStream;
  made: number;
}

/** People (or programs) that keep sending: see spec.md beside it. */
export class Client implements Component {
  readonly id: string;
  readonly #world: World;
  readonly #life: Life;
  readonly #exchanges: Exchanges;
  readonly #interfaces: Interfaces;
  readonly #arrivals: readonly Arrivals[];
  #closed = false;

  constructor(world: World, spec: ClientSpec) {
    this.id = spec.id;
    this.#world = world;
    this.#life = new Life(world, spec.id, RESTART_US, () => {});
    this.#exchanges = new Exchanges(world, spec.id);
    this.#interfaces = new Interfaces(world, spec.id);
    this.#arrivals = spec.sends.map((workload, index) => ({
      workload,
      pause: compileDistribution(workload.arrivals.kind === 'open' ? workload.arrivals.every : workload.arrivals.think),
      // By place in the list, so that an added workload shifts no draw of those before it.
      draws: world.random.stream(spec.id, `arrivals ${index}`),
      made: 0,
    }));
  }

  start(cause: number): void {
    for (const arrivals of this.#arrivals) {
      const { arrivals: pattern, startUs } = arrivals.workload;
      const lines = pattern.kind === 'open' ? 1 : pattern.users;
      for (let i = 0; i < lines; i++) this.#schedule(arrivals, startUs, cause);
    }
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
    if (why === null) this.#exchanges.abandon();
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

  stopArrivals(): void {
    this.#closed = true;
  }

  #schedule(arrivals: Arrivals, fromUs: number, cause: number): void {
    if (this.#closed) return;
    const { stopUs, count } = arrivals.workload;
    const atUs = fromUs + arrivals.pause(arrivals.draws);
    if (stopUs !== null && atUs > stopUs) return;
    if (count !== null && arrivals.made >= count) return;
    this.#world.clock.atCall(atUs, this.#arrive, arrivals, cause);
  }

  readonly #arrive = (arrivals: Arrivals, cause: number): void => {
    const { workload } = arrivals;
    const { clock } = this.#world;
    if (this.#closed || (workload.count !== null && arrivals.made >= workload.count)) return;
    const open = workload.arrivals.kind === 'open';
    if (open) this.#schedule(arrivals, clock.nowUs, cause);
    const n = workload.firstNumber + arrivals.made++;
    const goOn = open ? () => {} : () => this.#schedule(arrivals, clock.nowUs, cause);
    // While it is down the customers still come; they find nobody to send their wish.
    if (!this.#life.running) return goOn();
    this.#send(workload, n, cause, goOn);
  };

  #send(workload: Workload, n: number, cause: number, goOn: () => void): void {
    const { scenario, network, messages, parameters, trace, clock } = this.#world;
    const scope = { n, param: parameters };
    const contract = scenario.messages.get(workload.message);
    let data: Data;
    let key: Data;
    try {
      data = this.#interfaces.speak(workload.message, workload.data.evaluate(scope));
      key = workload.key?.evaluate(scope) ?? null;
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
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
    const message = messages.first(
      this.id,
      workload.message,
      contract?.kind ?? 'command',
      data,
      key === null ? null : String(key),
      String(n),
      this.#interfaces.version(workload.message),
    );
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
      return goOn();
    }
    const sentUs = clock.nowUs;
    const { timeoutUs, retry } = workload;
    this.#exchanges.begin(
      {
        message,
        to: workload.to,
        passage: 'call',
        timeoutUs,
        retry,
        answered: (answer, by) => {
          this.#complete(message, 'ok', sentUs, answer.data, by);
          goOn();
        },
        failed: ({ code, why }, by) => {
          const outcome = code === 'timeout' ? 'timeout' : code === 'refused' ? 'refused' : 'failed';
          this.#complete(message, outcome, sentUs, { code, why }, by);
          goOn();
        },
        abandoned: goOn,
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
