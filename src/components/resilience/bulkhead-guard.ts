import type { TimerId } from '../../kernel/heap.ts';
import type { CallGuards } from '../../scenario/guards/guard-spec.ts';
import type { World } from '../world.ts';
import { Bulkhead } from './bulkhead.ts';
import type { GuardNotes } from './guard-notes.ts';
import type { Abort, Call, Done, Run } from './layer.ts';

/** A call that stands before the bulkhead or is inside. */
interface Guest {
  readonly enter: (cause: number) => void;
  readonly turnAway: () => void;
}

/** A bulkhead before one receiver, shared by the calls of one component. */
export class BulkheadGuard {
  readonly #world: World;
  readonly #notes: GuardNotes;
  readonly #maxWaitUs: number;
  readonly #bulkhead: Bulkhead<Guest>;
  #forgotten = false;

  constructor(world: World, notes: GuardNotes, config: NonNullable<CallGuards['bulkhead']>) {
    this.#world = world;
    this.#notes = notes;
    this.#maxWaitUs = config.maxWaitUs;
    this.#bulkhead = new Bulkhead(config);
  }

  run(inner: Run, call: Call, cause: number, done: Done): Abort {
    const { clock } = this.#world;
    const to = this.#notes.nameOf(call.request.to);
    let where: 'before' | 'inside' | 'gone' = 'before';
    let abort: Abort = () => {};
    let timer: TimerId | null = null;
    let heldSeq = cause;
    const guest: Guest = {
      enter: (by) => {
        where = 'inside';
        if (timer !== null) clock.cancel(timer);
        abort = inner(call, by, (result, at) => {
          if (where !== 'inside') return;
          where = 'gone';
          this.#leave(at);
          done(result, at);
        });
      },
      turnAway: () => {
        where = 'gone';
        this.#notes.reject(call, 'bulkhead', `no place before ${to} became free in time`, heldSeq, done);
      },
    };
    switch (this.#bulkhead.enter(guest, clock.nowUs)) {
      case 'inside':
        guest.enter(cause);
        break;
      case 'full':
        where = 'gone';
        this.#notes.reject(call, 'bulkhead', `every place before ${to} is taken`, cause, done);
        break;
      case 'waiting': {
        const untilUs = clock.nowUs + this.#maxWaitUs;
        heldSeq = this.#notes.held(call, 'bulkhead', untilUs, cause);
        timer = clock.at(untilUs, () => {
          for (const late of this.#bulkhead.giveUp(clock.nowUs)) late.turnAway();
        });
      }
    }
    return () => {
      if (where === 'before') {
        if (timer !== null) clock.cancel(timer);
        this.#bulkhead.withdraw(guest);
      } else if (where === 'inside') {
        abort();
        where = 'gone';
        this.#leave(call.sentSeq);
      }
      where = 'gone';
    };
  }

  /** The process is gone: nobody is inside any more, and nobody enters. */
  forget(): void {
    this.#forgotten = true;
    this.#bulkhead.clear();
  }

  #leave(cause: number): void {
    if (this.#forgotten) return;
    for (const late of this.#bulkhead.giveUp(this.#world.clock.nowUs)) late.turnAway();
    this.#bulkhead.leave()?.enter(cause);
  }
}
