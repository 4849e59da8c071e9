import type { TimerId } from '../../kernel/heap.ts';
import type { TimeUs } from '../../kernel/time.ts';

/** What a producer sends; `B` is what the message carries. */
export interface SqsSend<B> {
  readonly body: B;
  /** FIFO: required. */
  readonly group?: string | null;
  readonly deduplicationId?: string | null;
  /** The body as text: what content-based deduplication compares (SQS compares its SHA-256). */
  readonly content?: string;
  /** Instead of the queue's delay; standard queues only. */
  readonly delayUs?: TimeUs | null;
}

/** A message in a queue. */
export interface SqsMessage<B> {
  readonly body: B;
  /** Counted from 0 in the order of coming. */
  readonly sequence: number;
  readonly group: string | null;
  readonly sentUs: TimeUs;
  visibleAtUs: TimeUs;
  receiveCount: number;
  /** Of the last receive; null before the first. */
  receivedUs: TimeUs | null;
  /** Comes back into sight; null while it is in sight. */
  wake: TimerId | null;
  /** Its retention ends. */
  retire: TimerId | null;
}

/** The receipt of a message's latest receive: each receive makes another. */
export function receiptOf(message: SqsMessage<unknown>): string {
  return `${message.sequence}/${message.receiveCount}`;
}

/** The message's sequence that a receipt speaks of; null if no queue gave it out. */
export function sequenceOf(receipt: string): number | null {
  const match = /^(\d+)\/\d+$/.exec(receipt);
  return match === null ? null : Number(match[1]);
}
