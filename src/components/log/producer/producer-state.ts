import { follows, sequenceAfter } from './sequence.ts';

/** So many batches of a producer can still be recognised when they come again; also its most requests in flight. */
export const RETAINED_BATCHES = 5;

/** Records that an idempotent producer sends in one go. */
export interface Batch {
  readonly producerId: number;
  readonly epoch: number;
  /** The sequence number of its first record, counted per partition from 0. */
  readonly baseSequence: number;
  readonly recordCount: number;
}

/** What a partition's leader does with a batch; the refusals have the names of Kafka's errors. */
export type Verdict =
  | { readonly kind: 'append' }
  | { readonly kind: 'duplicate'; readonly baseOffset: number }
  | { readonly kind: 'OutOfOrderSequenceException'; readonly expectedSequence: number }
  | { readonly kind: 'InvalidProducerEpochException'; readonly currentEpoch: number };

interface Retained {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
}

interface ProducerEntry {
  readonly epoch: number;
  readonly batches: readonly Retained[];
  readonly lastUs: number;
}

/** What a partition remembers of the idempotent producers that write to it: see spec.md. */
export class ProducerState {
  readonly #producers = new Map<number, ProducerEntry>();

  /** What to do with a producer's batch; changes nothing. */
  judge(batch: Batch): Verdict {
    const entry = this.#producers.get(batch.producerId);
    if (entry === undefined) return { kind: 'append' };
    const { epoch, batches } = entry;
    if (batch.epoch < epoch) return { kind: 'InvalidProducerEpochException', currentEpoch: epoch };
    const newEpoch = batch.epoch > epoch;
    const lastSequence = sequenceAfter(batch.baseSequence, batch.recordCount - 1);
    const known = batches.find(
      (each) => !newEpoch && each.firstSequence === batch.baseSequence && each.lastSequence === lastSequence,
    );
    if (known !== undefined) return { kind: 'duplicate', baseOffset: known.baseOffset };
    const last = newEpoch ? undefined : batches.at(-1);
    const fits = last === undefined ? batch.baseSequence === 0 : follows(last.lastSequence, batch.baseSequence);
    if (fits) return { kind: 'append' };
    return {
      kind: 'OutOfOrderSequenceException',
      expectedSequence: last === undefined ? 0 : sequenceAfter(last.lastSequence, 1),
    };
  }

  /** Takes note of a batch that stands in the log from this offset on; on a follower without having judged it. */
  appended(batch: Batch, baseOffset: number, nowUs: number): void {
    const entry = this.#producers.get(batch.producerId);
    const earlier = entry?.epoch === batch.epoch ? entry.batches : [];
    const retained: Retained = {
      firstSequence: batch.baseSequence,
      lastSequence: sequenceAfter(batch.baseSequence, batch.recordCount - 1),
      baseOffset,
    };
    const batches = [...earlier, retained].slice(-RETAINED_BATCHES);
    this.#producers.set(batch.producerId, { epoch: batch.epoch, batches, lastUs: nowUs });
  }

  /** Fences the producer's earlier epochs off, as a new instance of it with the same transactional id does. */
  fence(producerId: number, epoch: number, nowUs: number): void {
    const entry = this.#producers.get(producerId);
    if (entry !== undefined && entry.epoch >= epoch) return;
    this.#producers.set(producerId, { epoch, batches: [], lastUs: nowUs });
  }

  /** Forgets producers that wrote nothing for the time (Kafka's `producer.id.expiration.ms`); returns their ids. */
  expire(nowUs: number, expirationUs: number): readonly number[] {
    const expired = [...this.#producers].filter(([, { lastUs }]) => nowUs - lastUs >= expirationUs).map(([id]) => id);
    for (const id of expired) this.#producers.delete(id);
    return expired;
  }

  /** Forgets everything, before the log is read again. */
  clear(): void {
    this.#producers.clear();
  }
}
