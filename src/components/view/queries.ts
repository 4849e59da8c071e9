import type { ViewSpec } from '../../scenario/kinds/view-spec.ts';
import type { Data } from '../../trace/message.ts';
import { dropWords } from '../drop-words.ts';
import type { Hop } from '../network-port.ts';
import type { ProgramEnd, ProgramRunner } from '../program-runner.ts';
import type { ViewPort } from '../view-port.ts';
import type { World } from '../world.ts';
import { drop } from './view-words.ts';

interface Queued {
  readonly hop: Hop;
  readonly seq: number;
}

/** What a service asks for that reads a row of a view. */
interface RowQuery {
  readonly table: string;
  readonly key: string;
  readonly atLeast: number | null;
}

/** A reader waits for the position itself; who asks over the network waits as long as it has said. */
const DEFAULT_WAIT_US = 1_000_000;

/** Answers a view's queries, so many at a time. */
export class Queries {
  readonly #world: World;
  readonly #spec: ViewSpec;
  readonly #view: ViewPort;
  readonly #runner: () => ProgramRunner;
  /** By worker. */
  readonly #busy: boolean[];
  readonly #rows = new Set<Hop>();
  #inbox: Queued[] = [];
  #serving = false;

  /** `runner`: of the version that serves. */
  constructor(world: World, spec: ViewSpec, view: ViewPort, runner: () => ProgramRunner) {
    this.#world = world;
    this.#spec = spec;
    this.#view = view;
    this.#runner = runner;
    this.#busy = Array.from({ length: spec.workers }, () => false);
  }

  /** How many are in memory and not running. */
  get waiting(): number {
    return this.#inbox.length + this.#rows.size;
  }

  take(hop: Hop, cause: number): void {
    if (hop.message.name === 'ReadRow') return this.#read(hop, cause);
    // Events reach it from its source only.
    if (hop.message.kind === 'event' || !this.#runner().handles(hop.message.name)) {
      const seq = drop(this.#world, this.#spec.id, hop, 'unhandled', cause);
      return this.#answer(hop, 'error', { code: 'rejected', why: dropWords.unhandled }, seq);
    }
    const why = this.#runner().problemOf(hop);
    if (why !== null) {
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.#spec.id, cause } as const;
      const seq = trace.append({ ...base, kind: 'message.rejected', message: hop.message, why });
      return this.#answer(hop, 'error', { code: 'rejected', why }, seq);
    }
    const worker = this.#busy.indexOf(false);
    if (worker >= 0) this.#begin(hop, worker, cause);
    else this.#inbox.push({ hop, seq: this.queue(hop, cause) });
  }

  /** Says that a message waits; returns the seq. */
  queue(hop: Hop, cause: number): number {
    const { trace, clock } = this.#world;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.#spec.id, cause } as const;
    return trace.append({ ...base, kind: 'handler.queued', message: hop.message, depth: this.#inbox.length + 1 });
  }

  ended({ hop, worker, answer, cause }: ProgramEnd): void {
    if (answer !== null) this.#answer(hop, answer.kind, answer.data, cause);
    this.#busy[worker] = false;
    this.#serve();
  }

  /** The process is gone; returns what was in memory and not running. */
  crash(): readonly Hop[] {
    const lost = [...this.#inbox.map(({ hop }) => hop), ...this.#rows];
    this.#inbox = [];
    this.#rows.clear();
    this.#busy.fill(false);
    return lost;
  }

  #begin(hop: Hop, worker: number, cause: number): void {
    this.#busy[worker] = true;
    this.#runner().begin(hop, worker, false, cause);
  }

  /** A loop, not a recursion: handlers that take no time end within their beginning. */
  #serve(): void {
    if (this.#serving) return;
    this.#serving = true;
    for (let worker = this.#busy.indexOf(false); worker >= 0; worker = this.#busy.indexOf(false)) {
      const next = this.#inbox.shift();
      if (next === undefined) break;
      this.#begin(next.hop, worker, next.seq);
    }
    this.#serving = false;
  }

  /** A service reads one row. */
  #read(hop: Hop, cause: number): void {
    const { table, key, atLeast } = hop.message.data as unknown as RowQuery;
    this.#rows.add(hop);
    this.#view.await(hop.message, atLeast ?? -1, DEFAULT_WAIT_US, cause, (why, by) => {
      this.#rows.delete(hop);
      if (why !== null) return this.#answer(hop, 'error', { code: 'timeout', why }, by);
      const row = this.#view.row(table, key);
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.#spec.id, cause: by } as const;
      this.#answer(
        hop,
        'reply',
        { row },
        trace.append({ ...base, kind: 'table.read', table, key, found: row !== null }),
      );
    });
  }

  #answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    if (!hop.expectsAnswer) return;
    const { network, messages } = this.#world;
    network.ship({
      message: messages.answer(hop.message, this.#spec.id, kind, data),
      from: this.#spec.id,
      to: hop.from,
      passage: 'reply',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
