import type { Entry } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import { Intervals } from './intervals.ts';

/** The messages that wait for a worker of one service. */
export class WaitingIndex {
  readonly #service: string;
  readonly #waiting = new Intervals<Message>();
  /** Per message id, oldest first: a duplicate may wait beside its original. */
  readonly #open = new Map<number, number[]>();

  constructor(service: string) {
    this.#service = service;
  }

  take(entry: Entry): void {
    switch (entry.kind) {
      case 'handler.queued': {
        if (entry.at !== this.#service) return;
        const index = this.#waiting.open(entry.seq, entry.message);
        const same = this.#open.get(entry.message.id);
        if (same === undefined) this.#open.set(entry.message.id, [index]);
        else same.push(index);
        return;
      }
      case 'message.dropped':
        // Turned away at the door is another copy, which never waited.
        if (entry.reason !== 'unhandled' && entry.reason !== 'skipped' && entry.reason !== 'shed') return;
        if (entry.at === this.#service) this.#leave(entry.message.id, entry.seq);
        return;
      case 'message.rejected':
      case 'handler.started':
        if (entry.at === this.#service) this.#leave(entry.message.id, entry.seq);
        return;
      case 'component.crashed':
        if (entry.at !== this.#service) return;
        for (const indexes of this.#open.values()) for (const index of indexes) this.#waiting.close(index, entry.seq);
        this.#open.clear();
        return;
      default:
    }
  }

  /** Oldest first. */
  after(count: number): readonly Message[] {
    return this.#waiting.openAfter(count).map((index) => this.#waiting.item(index));
  }

  #leave(id: number, seq: number): void {
    const same = this.#open.get(id);
    const index = same?.shift();
    if (same?.length === 0) this.#open.delete(id);
    if (index !== undefined) this.#waiting.close(index, seq);
  }
}
