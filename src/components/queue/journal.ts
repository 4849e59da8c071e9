import type { QueueEntry } from '../../trace/entries/queue-entries.ts';
import type { Base } from '../../trace/entry.ts';
import type { Data, Message } from '../../trace/message.ts';
import { dropWords } from '../drop-words.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

/** An entry without what all of a queue's have alike. */
type Fact = QueueEntry extends infer E ? (E extends QueueEntry ? Omit<E, Exclude<keyof Base, 'cause'>> : never) : never;

/** Writes down what happens at one queue, and answers its publishers. */
export class Journal {
  readonly id: string;
  readonly #world: World;

  constructor(world: World, id: string) {
    this.id = id;
    this.#world = world;
  }

  /** Returns the seq. */
  write(fact: Fact): number {
    const { trace, clock } = this.#world;
    return trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.id, ...fact });
  }

  /** A message was only in the broker's memory when that crashed. */
  lost(message: Message, cause: number): void {
    const { trace, clock } = this.#world;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause,
      kind: 'message.dropped',
      hop: null,
      message,
      from: this.id,
      to: this.id,
      reason: 'crash',
      why: dropWords.crash,
      mayComeAgain: false,
    });
  }

  /** Tells the publisher that the queue has its message, if it waits to hear. */
  confirm(hop: Hop, data: Data, cause: number): void {
    this.#answer(hop, 'reply', data, cause);
  }

  /** Tells the publisher that the queue hasn't; `code` `failed` lets it try again. */
  refuse(hop: Hop, code: 'failed' | 'rejected', why: string, cause: number): void {
    this.#answer(hop, 'error', { code, why }, cause);
  }

  #answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    if (!hop.expectsAnswer) return;
    const { network, messages } = this.#world;
    network.ship({
      message: messages.answer(hop.message, this.id, kind, data),
      from: this.id,
      to: hop.from,
      passage: 'ack',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
