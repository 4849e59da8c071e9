import { invariant } from '../../../kernel/invariant.ts';
import type { Transaction } from '../../log-port.ts';

export type Outcome = 'committed' | 'aborted';

/** A log that has records of a transaction. */
export interface Participant {
  ended(transaction: Transaction, outcome: Outcome, cause: number, why: string | null): void;
}

interface Producer {
  readonly id: string;
  readonly producerId: number;
  /** Each transaction has its own. */
  epoch: number;
  open: boolean;
  /** It was aborted while its producer was at work. */
  fenced: boolean;
  readonly aborted: Set<number>;
  participants: Set<Participant>;
}

/** Knows of every transaction whether it is open, committed or aborted: see spec.md. */
export class Coordinator {
  readonly #byId = new Map<string, Producer>();
  readonly #byProducer = new Map<number, Producer>();
  #producers = 0;

  /** An id that no other producer has. */
  producerId(): number {
    return ++this.#producers;
  }

  /** The open transaction of this id; a new one where there is none. */
  begin(id: string): Transaction & { readonly isNew: boolean } {
    let producer = this.#byId.get(id);
    if (producer === undefined) {
      producer = {
        id,
        producerId: this.producerId(),
        epoch: -1,
        open: false,
        fenced: false,
        aborted: new Set(),
        participants: new Set(),
      };
      this.#byId.set(id, producer);
      this.#byProducer.set(producer.producerId, producer);
    }
    const isNew = !producer.open;
    if (isNew) {
      producer.epoch++;
      producer.open = true;
      producer.fenced = false;
    }
    return { id, producerId: producer.producerId, epoch: producer.epoch, isNew };
  }

  status(producerId: number, epoch: number): Outcome | 'open' {
    const producer = this.#byProducer.get(producerId);
    invariant(producer !== undefined, () => `producer ${producerId} has no transactions`);
    if (producer.aborted.has(epoch)) return 'aborted';
    return producer.open && producer.epoch === epoch ? 'open' : 'committed';
  }

  /** A log has a record of the transaction. */
  joins(producerId: number, epoch: number, participant: Participant): void {
    const producer = this.#byProducer.get(producerId);
    if (producer?.open === true && producer.epoch === epoch) producer.participants.add(participant);
  }

  /**
   * Ends the open transaction of the id, in all logs at once. False where it can't commit, because it was aborted
   * while its producer was at work; true also where there is nothing to end.
   */
  end(id: string, outcome: Outcome, cause: number, why: string | null): boolean {
    const producer = this.#byId.get(id);
    if (producer === undefined) return true;
    if (!producer.open) {
      const { fenced } = producer;
      producer.fenced = false;
      return !fenced || outcome === 'aborted';
    }
    producer.open = false;
    if (outcome === 'aborted') producer.aborted.add(producer.epoch);
    const { participants, producerId, epoch } = producer;
    producer.participants = new Set();
    for (const one of participants) one.ended({ id, producerId, epoch }, outcome, cause, why);
    return true;
  }

  /** The transaction has taken too long: it is aborted, and its producer can't commit it any more. */
  timeOut(id: string, epoch: number, cause: number, why: string): void {
    const producer = this.#byId.get(id);
    if (producer === undefined || !producer.open || producer.epoch !== epoch) return;
    this.end(id, 'aborted', cause, why);
    producer.fenced = true;
  }
}
