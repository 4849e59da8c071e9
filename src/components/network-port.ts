import type { Passage, RecordPlace } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import type { ProduceOrder } from './produce-order.ts';

/** One copy of a message on its way over a link. */
export interface Hop {
  readonly hop: number;
  readonly message: Message;
  readonly from: string;
  readonly to: string;
  readonly passage: Passage;
  readonly dueUs: number;
  readonly duplicate: boolean;
  readonly attempt: number;
  /** True if nobody will send it again: a drop then loses it. */
  readonly final: boolean;
  /** The sender waits for an answer: a reply, or a log's acknowledgement. */
  readonly expectsAnswer: boolean;
  readonly record: RecordPlace | null;
  /** What its producer asks of the log. */
  readonly produce?: ProduceOrder | undefined;
  /** Seq of its `message.sent`. */
  readonly sentSeq: number;
}

export interface Shipment {
  readonly message: Message;
  readonly from: string;
  readonly to: string;
  readonly passage: Passage;
  readonly attempt: number;
  readonly final: boolean;
  readonly expectsAnswer: boolean;
  readonly timeoutAtUs: number | null;
  readonly record: RecordPlace | null;
  readonly produce?: ProduceOrder | undefined;
  readonly cause: number | null;
}

export interface Network {
  /** Sends one message over the link between two components; returns the seq of its `message.sent`. */
  ship(shipment: Shipment): number;
  /** Whether what isn't drawn (polls, heartbeats) gets through between two components: their link isn't cut. */
  reaches(a: string, b: string): boolean;
}
