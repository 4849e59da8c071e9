import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** A queue took a message in; `position` counts from 0 and is the message's own for as long as the queue has it. */
interface QueueEnqueued extends Base {
  readonly kind: 'queue.enqueued';
  readonly message: Message;
  readonly position: number;
  /** 0 where the queue knows no priorities. */
  readonly priority: number;
  /** Its message group; null: none. */
  readonly group: string | null;
  /** When it can be received first; null: at once. */
  readonly visibleAtUs: number | null;
}

/** A message that a consumer had is back in its place. */
interface QueueRequeued extends Base {
  readonly kind: 'queue.requeued';
  readonly message: Message;
  readonly position: number;
  /** The consumer that had it. */
  readonly from: string;
  /** A sentence for learners. */
  readonly why: string;
}

/** A message that was hidden (delayed, or in a consumer's hands for too long) can be received. */
interface QueueVisible extends Base {
  readonly kind: 'queue.visible';
  readonly message: Message;
  readonly position: number;
}

/** A consumer is done with a message, so the queue forgets it. */
interface QueueAcknowledged extends Base {
  readonly kind: 'queue.acknowledged';
  readonly message: Message;
  readonly position: number;
  readonly from: string;
}

/** What a consumer says of a message counts no longer; nothing changes. */
interface QueueAckIgnored extends Base {
  readonly kind: 'queue.ack-ignored';
  readonly message: Message;
  readonly from: string;
  /** A sentence for learners. */
  readonly why: string;
}

/** Why a queue gave a message up. */
export type GivenUpReason =
  | 'rejected' // its consumer rejected it
  | 'expired' // it waited longer than its time to live, or than the retention
  | 'maxlen' // the queue was full
  | 'delivery_limit' // it came back too often
  | 'cycle' // it came round to the queue that it died in
  | 'undeliverable'; // its dead-letter queue didn't take it

/** A queue gives a message up and sends it to another component. */
interface QueueDeadLettered extends Base {
  readonly kind: 'queue.dead-lettered';
  readonly message: Message;
  /** null: it never got in. */
  readonly position: number | null;
  readonly to: string;
  readonly reason: GivenUpReason;
  /** A sentence for learners. */
  readonly why: string;
}

/** Somebody has a dead-letter queue give its messages back to the queue that they came from. */
interface QueueRedriven extends Base {
  readonly kind: 'queue.redriven';
  readonly message: Message;
  readonly position: number;
  readonly to: string;
}

/** A queue gives a message up for good. */
interface QueueDiscarded extends Base {
  readonly kind: 'queue.discarded';
  readonly message: Message;
  /** null: it isn't in the queue any more, or never was. */
  readonly position: number | null;
  readonly reason: GivenUpReason;
  /** A sentence for learners. */
  readonly why: string;
}

/** A queue turns a message away, and its publisher hears of it. */
interface QueueRefused extends Base {
  readonly kind: 'queue.refused';
  readonly message: Message;
  /** A sentence for learners. */
  readonly why: string;
}

/** A queue accepts a message and doesn't keep it: it has come before. */
interface QueueDeduplicated extends Base {
  readonly kind: 'queue.deduplicated';
  readonly message: Message;
  /** The position of the message that came first. */
  readonly original: number;
}

export type QueueEntry =
  | QueueEnqueued
  | QueueRequeued
  | QueueVisible
  | QueueAcknowledged
  | QueueAckIgnored
  | QueueDeadLettered
  | QueueRedriven
  | QueueDiscarded
  | QueueRefused
  | QueueDeduplicated;
