import type { LogRecord } from '../retention/log-record.ts';

interface Pending<Value> {
  readonly ticket: number;
  /** All records before it must be committed. */
  readonly endOffset: number;
  readonly records: readonly LogRecord<Value>[];
}

/** Produce requests with acks=all that wait until all in-sync replicas have their records. */
export class PendingAcks<Value> {
  #waiting: Pending<Value>[] = [];
  #nextTicket = 0;

  add(endOffset: number, records: readonly LogRecord<Value>[]): number {
    const ticket = this.#nextTicket++;
    this.#waiting.push({ ticket, endOffset, records });
    return ticket;
  }

  /** Takes out, and returns, those whose records are before the high watermark. */
  reached(highWatermark: number): readonly Pending<Value>[] {
    const reached = this.#waiting.filter(({ endOffset }) => endOffset <= highWatermark);
    if (reached.length > 0) this.#waiting = this.#waiting.filter(({ endOffset }) => endOffset > highWatermark);
    return reached;
  }

  /** Takes out, and returns, all of them. */
  abandon(): readonly Pending<Value>[] {
    const abandoned = this.#waiting;
    this.#waiting = [];
    return abandoned;
  }
}
