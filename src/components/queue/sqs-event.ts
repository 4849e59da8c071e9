import type { TimeUs } from '../../kernel/time.ts';

/** A message on its way to a dead-letter queue. */
export interface RedrivenMessage<B> {
  readonly body: B;
  readonly group: string | null;
  readonly sentUs: TimeUs;
  /** How often it was received in the queue that it leaves. */
  readonly receiveCount: number;
}

/** What an operation on a queue brought about, in order. */
export type SqsEvent<B> =
  | { readonly kind: 'sent'; readonly body: B; readonly sequence: number; readonly visibleAtUs: TimeUs }
  /** Accepted, and not delivered: a message with its deduplication id came within five minutes. */
  | { readonly kind: 'deduplicated'; readonly body: B; readonly id: string; readonly original: number }
  /** The request breaks SQS's rules. */
  | { readonly kind: 'invalid'; readonly why: string }
  | {
      readonly kind: 'received';
      readonly body: B;
      readonly sequence: number;
      readonly group: string | null;
      readonly receipt: string;
      readonly receiveCount: number;
      readonly visibleAtUs: TimeUs;
    }
  | { readonly kind: 'redriven'; readonly message: RedrivenMessage<B>; readonly sequence: number }
  | { readonly kind: 'deleted'; readonly body: B; readonly sequence: number }
  /** `gone`: deleted before. `superseded`: received again since. `expired`: it is visible again (FIFO refuses then). */
  | { readonly kind: 'not-deleted'; readonly receipt: string; readonly why: 'gone' | 'superseded' | 'expired' }
  | { readonly kind: 'visibility-changed'; readonly sequence: number; readonly visibleAtUs: TimeUs }
  /** Its retention is over. */
  | { readonly kind: 'expired'; readonly body: B; readonly sequence: number };
