import type { TimeUs } from '../../kernel/time.ts';
import type { SqsMessage } from './sqs-message.ts';

/** What one receive found: messages to hand out, and messages that were received too often before. */
export interface Taken<B> {
  readonly messages: SqsMessage<B>[];
  readonly spent: SqsMessage<B>[];
}

/** The order in which a queue's messages are received. Messages are added hidden or in sight. */
export interface ReceiveOrder<B> {
  add(message: SqsMessage<B>): void;
  /** It left the queue. */
  remove(message: SqsMessage<B>): void;
  /** It came into sight again. */
  show(message: SqsMessage<B>): void;
  /** Finds up to `most` messages in sight; what is spent doesn't count, and leaves. */
  take(most: number, nowUs: TimeUs, isSpent: (message: SqsMessage<B>) => boolean): Taken<B>;
}
