import type { Data } from '../../trace/message.ts';
import type { LogNews, LogTailer } from '../database-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { DatabaseCore } from './database-core.ts';
import type { Stories } from './stories.ts';

/** News that got lost on their way are sent again after this. */
const RESEND_US = 500_000;

interface Tail {
  readonly tailer: LogTailer;
  /** null: it wants the rows first. */
  afterLsn: number | null;
  /** It hasn't been told of what comes next. */
  waits: boolean;
}

/** Tells those who tail the log of each transaction, one at a time. */
export class LogTailers {
  readonly #world: World;
  readonly #owner: string;
  readonly #core: DatabaseCore;
  readonly #stories: Stories;
  readonly #tails = new Map<string, Tail>();

  constructor(world: World, owner: string, core: DatabaseCore, stories: Stories) {
    this.#world = world;
    this.#owner = owner;
    this.#core = core;
    this.#stories = stories;
  }

  tail(tailer: LogTailer, afterLsn: number | null): void {
    this.#tails.set(tailer.id, { tailer, afterLsn, waits: true });
  }

  silence(tailer: string): void {
    this.#tails.delete(tailer);
  }

  /** Tells everybody who waits what there is to tell. */
  feed(cause: number): void {
    for (const tail of this.#tails.values()) if (tail.waits) this.#tell(tail, cause);
  }

  /** News got lost. */
  undelivered(hop: Hop, cause: number): void {
    this.#world.clock.after(RESEND_US, () => {
      const tail = this.#tails.get(hop.to);
      if (tail === undefined || tail.waits) return;
      tail.waits = true;
      this.#tell(tail, cause);
    });
  }

  #tell(tail: Tail, cause: number): void {
    const { messages, network } = this.#world;
    const { afterLsn, tailer } = tail;
    const next = afterLsn === null ? null : this.#core.after(afterLsn);
    if (afterLsn !== null && next === null) return;
    const news: LogNews =
      next === null
        ? { lsn: this.#core.flushedLsn, changes: [] }
        : {
            lsn: next.commitLsn,
            changes: next.changes.map(({ kind, table, key }) => ({ op: kind, table, key })),
          };
    const story = next === null ? null : this.#stories.of(next.id);
    const data = news as unknown as Data;
    const message =
      story === null
        ? messages.first(this.#owner, 'LogNews', 'event', data, null, this.#owner, 1)
        : messages.following(story, this.#owner, 'LogNews', 'event', data, null, 1);
    tail.waits = false;
    network.ship({
      message,
      from: this.#owner,
      to: tailer.id,
      passage: 'fetch',
      attempt: 1,
      final: false,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
