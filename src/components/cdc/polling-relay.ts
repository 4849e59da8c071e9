import { invariant } from '../../kernel/invariant.ts';
import type { OutboxMessage } from './outbox-message.ts';

interface InFlight {
  readonly message: OutboxMessage;
  /** The broker has it; its row is being marked. */
  published: boolean;
}

/**
 * A relay that looks into an outbox table now and then, publishes what it finds, and marks a row when the broker has
 * acknowledged its message. Messages of one aggregate go one after the other.
 */
export class PollingRelay {
  readonly #inFlight = new Map<string, InFlight>();

  /** How many messages are on their way, to be marked included. */
  get size(): number {
    return this.#inFlight.size;
  }

  /** Which of the unmarked rows, in the order in which they were written, to publish now: at most so many. */
  poll(unmarked: readonly OutboxMessage[], most: number): readonly OutboxMessage[] {
    const busy = new Set([...this.#inFlight.values()].map(({ message }) => message.aggregateId));
    const chosen: OutboxMessage[] = [];
    for (const message of unmarked) {
      if (chosen.length >= most) break;
      if (busy.has(message.aggregateId)) continue;
      busy.add(message.aggregateId);
      chosen.push(message);
      this.#inFlight.set(message.id, { message, published: false });
    }
    return chosen;
  }

  /** The broker has the message; its row is to be marked, or deleted. */
  acknowledged(id: string): void {
    this.#of(id).published = true;
  }

  /** The broker didn't take it; the next poll finds it again. */
  failed(id: string): void {
    this.#of(id);
    this.#inFlight.delete(id);
  }

  /** The row is marked, for good. */
  marked(id: string): void {
    invariant(this.#of(id).published, () => `the row of ${id} was marked before its message was published`);
    this.#inFlight.delete(id);
  }

  /** The relay is gone: what it hasn't marked is found again. Returns what was on its way. */
  crash(): readonly OutboxMessage[] {
    const lost = [...this.#inFlight.values()].map(({ message }) => message);
    this.#inFlight.clear();
    return lost;
  }

  #of(id: string): InFlight {
    const found = this.#inFlight.get(id);
    invariant(found !== undefined, () => `${id} is not on its way`);
    return found;
  }
}
