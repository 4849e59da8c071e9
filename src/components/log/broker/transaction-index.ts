import type { Coordinator } from '../transactions/coordinator.ts';
import type { Kept } from './kept.ts';

/** Which records of a partition belong to open transactions. */
export class TransactionIndex {
  readonly #coordinator: Coordinator;
  /** Offsets by producer and epoch. */
  #open = new Map<string, number[]>();

  constructor(coordinator: Coordinator) {
    this.#coordinator = coordinator;
  }

  /** Readers of committed records stop at the first record of an open transaction. */
  stableEnd(): number {
    let end = Infinity;
    for (const [first] of this.#open.values()) end = Math.min(end, first ?? Infinity);
    return end;
  }

  add({ offset, transaction }: Kept): void {
    if (transaction === null) return;
    const name = `${transaction.producerId} ${transaction.epoch}`;
    const offsets = this.#open.get(name);
    if (offsets === undefined) this.#open.set(name, [offset]);
    else offsets.push(offset);
  }

  /** The transaction is over; returns the offsets of its records. */
  settle(producerId: number, epoch: number): readonly number[] {
    const name = `${producerId} ${epoch}`;
    const offsets = this.#open.get(name) ?? [];
    this.#open.delete(name);
    return offsets;
  }

  isAborted({ transaction }: Kept): boolean {
    return transaction !== null && this.#coordinator.status(transaction.producerId, transaction.epoch) === 'aborted';
  }

  /** The records are another leader's. */
  rebuild(records: readonly Kept[]): void {
    this.#open = new Map();
    for (const record of records) {
      const { transaction } = record;
      if (transaction === null) continue;
      if (this.#coordinator.status(transaction.producerId, transaction.epoch) === 'open') this.add(record);
    }
  }
}
