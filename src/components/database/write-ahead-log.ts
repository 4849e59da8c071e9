import type { TimeUs } from '../../kernel/time.ts';
import type { CommittedTransaction, RowChange } from '../change-source.ts';
import type { Effect } from './working-copy.ts';

/**
 * The log in which a transaction is written before its rows are. It is durable up to `flushedLsn`; what lies behind is
 * in memory until a flush has come that far.
 */
export class WriteAheadLog {
  readonly #transactions: CommittedTransaction[] = [];
  #headLsn = 0;
  #flushedLsn = 0;

  /** The place of the newest record; 0: none. */
  get headLsn(): number {
    return this.#headLsn;
  }

  get flushedLsn(): number {
    return this.#flushedLsn;
  }

  /** Writes a transaction's changes and behind them its commit record. */
  append(id: number, effects: readonly Effect[], committedUs: TimeUs): CommittedTransaction {
    const changes: RowChange[] = effects.map((effect) => ({ lsn: ++this.#headLsn, ...effect }));
    const transaction = { id, changes, commitLsn: ++this.#headLsn, committedUs };
    this.#transactions.push(transaction);
    return transaction;
  }

  /** Makes the log durable up to a place; returns the transactions whose commit record now is. */
  flush(lsn: number): readonly CommittedTransaction[] {
    const from = this.#firstBehind(this.#flushedLsn);
    this.#flushedLsn = Math.max(this.#flushedLsn, Math.min(lsn, this.#headLsn));
    return this.#transactions.slice(from, this.#firstBehind(this.#flushedLsn));
  }

  /** Everything behind the last durable commit record is gone; returns the transactions that were written there. */
  loseTail(): readonly CommittedTransaction[] {
    const lost = this.#transactions.splice(this.#firstBehind(this.#flushedLsn));
    // A durable change without its commit record counts for nothing, and recovery writes over it.
    this.#headLsn = this.#transactions.at(-1)?.commitLsn ?? 0;
    this.#flushedLsn = this.#headLsn;
    return lost;
  }

  /** The first durable transaction whose commit record is behind a place. */
  after(lsn: number): CommittedTransaction | null {
    const found = this.#transactions[this.#firstBehind(lsn)];
    return found === undefined || found.commitLsn > this.#flushedLsn ? null : found;
  }

  #firstBehind(lsn: number): number {
    let low = 0;
    let high = this.#transactions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#transactions[middle] as CommittedTransaction).commitLsn > lsn) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
