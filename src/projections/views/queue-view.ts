import type { GivenUpReason } from '../../trace/entries/queue-entries.ts';
import type { Message } from '../../trace/message.ts';
import type { ComponentViewBase } from '../view.ts';

/** One message in a queue. */
export interface QueuedMessageView {
  /** Its number in the queue, from 0 in the order of coming. */
  readonly position: number;
  readonly message: Message;
  /** `delayed`: it can't be received yet. */
  readonly state: 'ready' | 'unacked' | 'delayed';
  /** Since when it is in this state. */
  readonly sinceUs: number;
  /** When it came. */
  readonly enqueuedUs: number;
  /** Who has it, where it is unacknowledged. */
  readonly consumer: string | null;
  /** How often it was delivered. */
  readonly deliveries: number;
  readonly priority: number;
  readonly group: string | null;
  /** When it can be received again, where that is known. */
  readonly untilUs: number | null;
}

/** A message that a queue gave up. */
export interface GivenUpView {
  readonly message: Message;
  readonly reason: GivenUpReason;
  readonly why: string;
  /** Where it went; null: it is gone. */
  readonly to: string | null;
  readonly atUs: number;
}

/** A queue as it is at one instant. */
export interface QueueView extends ComponentViewBase {
  readonly kind: 'queue';
  readonly rules: 'rabbitmq' | 'sqs';
  /** In the order of their delivery. */
  readonly ready: readonly QueuedMessageView[];
  /** In consumers' hands, oldest first. */
  readonly unacked: readonly QueuedMessageView[];
  /** Oldest first. */
  readonly delayed: readonly QueuedMessageView[];
  readonly consumers: readonly {
    readonly component: string;
    /** The letters of its pin. */
    readonly mark: string;
    readonly unacked: number;
  }[];
  /** When the oldest message came; null: the queue is empty. */
  readonly oldestUs: number | null;
  /** What it gave up last, newest first; at most 5. */
  readonly givenUp: readonly GivenUpView[];
  readonly counts: { readonly [outcome: string]: number };
  readonly depth: number;
}
