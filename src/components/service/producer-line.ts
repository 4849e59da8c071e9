/**
 * What an idempotent producer sends to one partition: one record after the other, so that none comes too early.
 * (Kafka's has up to five batches under way, and goes back to one as soon as one of them has to be sent again.)
 */
export class ProducerLine {
  readonly #waiting: (() => void)[] = [];
  #next = 0;
  #busy = false;

  /** Calls `send` with the record's number as soon as it is its turn; `done` is to be called when it is over. */
  take(send: (sequence: number) => void): void {
    this.#waiting.push(() => send(this.#next++));
    if (!this.#busy) this.done();
  }

  /** The record before is stored or given up. */
  done(): void {
    const next = this.#waiting.shift();
    this.#busy = next !== undefined;
    next?.();
  }

  /** The numbers begin at 0 again, in a new epoch. */
  reset(): void {
    this.#next = 0;
  }
}
