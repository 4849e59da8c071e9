import type { Message } from '../../trace/message.ts';

/** Which request each transaction came of, so that what is published of it later belongs to the same story. */
export class Stories {
  readonly #requests = new Map<number, Message>();

  note(transaction: number, request: Message): void {
    this.#requests.set(transaction, request);
  }

  /** null: its rows were there from the start. */
  of(transaction: number): Message | null {
    return this.#requests.get(transaction) ?? null;
  }
}
