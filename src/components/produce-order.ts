/** What a producer asks of a log, beside storing its record. */
export interface ProduceOrder {
  /** Whose word it waits for: nobody's, the leader's, or that of all in-sync replicas. */
  readonly acks: 0 | 1 | 'all';
  /** Chosen by the producer, so that an attempt that comes again goes where the first went. */
  readonly partition: number;
  /** Which idempotent producer sends it, and the record's number among those that it sent to the partition. */
  readonly stamp: ProducerStamp | null;
  /** The transaction that it belongs to. */
  readonly transaction: string | null;
}

interface ProducerStamp {
  readonly producerId: number;
  readonly epoch: number;
  readonly baseSequence: number;
}
