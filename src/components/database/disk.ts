import type { TimerId } from '../../kernel/heap.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { QueryStarted } from '../../trace/entries/database-entries.ts';
import type { World } from '../world.ts';
import { IoCapacity } from './io-capacity.ts';

/** What uses the disk. */
export type DiskUse = Pick<QueryStarted, 'what' | 'table' | 'label'>;

interface Query extends DiskUse {
  readonly id: number;
  readonly needUs: TimeUs;
  readonly sinceUs: TimeUs;
  readonly cause: number;
  readonly done: (cause: number) => void;
}

/** A database's disk on the world's clock: who shares it slows the others, and that is said. */
export class Disk {
  readonly #world: World;
  readonly #owner: string;
  readonly #io: IoCapacity<Query>;
  #timer: TimerId | null = null;

  constructor(world: World, owner: string, channels: number) {
    this.#world = world;
    this.#owner = owner;
    this.#io = new IoCapacity(channels);
  }

  /** Calls `done` when the disk has done what takes `needUs` alone; at once where that is no time. */
  use(what: DiskUse, needUs: TimeUs, cause: number, done: (cause: number) => void): void {
    if (needUs === 0) return done(cause);
    const { trace, clock } = this.#world;
    const id = trace.next;
    const seq = trace.append({
      seq: id,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'query.started',
      query: id,
      ...what,
      active: this.#io.size + 1,
      needUs,
    });
    this.#io.begin({ ...what, id, needUs, sinceUs: clock.nowUs, cause: seq, done }, needUs, clock.nowUs);
    this.#arm();
  }

  /** Nothing that is under way comes to its end. */
  crash(): void {
    this.#io.clear();
    this.#arm();
  }

  #arm(): void {
    const { clock } = this.#world;
    if (this.#timer !== null) clock.cancel(this.#timer);
    const endUs = this.#io.nextEndUs;
    this.#timer = endUs === null ? null : clock.at(Math.max(endUs, clock.nowUs), this.#ended);
  }

  readonly #ended = (): void => {
    this.#timer = null;
    const { trace, clock } = this.#world;
    const query = this.#io.takeEnded(clock.nowUs);
    if (query === null) return this.#arm();
    const { id, what, table, label, needUs, sinceUs, cause, done } = query;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#owner,
      cause,
      kind: 'query.finished',
      query: id,
      what,
      table,
      label,
      active: this.#io.size,
      tookUs: clock.nowUs - sinceUs,
      needUs,
    });
    this.#arm();
    done(seq);
  };
}
