import type { Message } from '../../trace/message.ts';
import type { ComponentViewBase } from '../view.ts';

/** A topic as it is at one instant. */
export interface TopicView extends ComponentViewBase {
  readonly kind: 'topic';
  readonly exchange: 'topic' | 'fanout' | 'direct';
  /** In the order in which they subscribed. */
  readonly subscribers: readonly {
    readonly component: string;
    /** What it asks for, in words of the document. */
    readonly interest: string;
    /** Copies that it was sent. */
    readonly copies: number;
  }[];
  /** What came last; null: nothing so far. */
  readonly last: {
    readonly message: Message;
    readonly routingKey: string;
    /** Nobody: it was unroutable. */
    readonly to: readonly string[];
    readonly atUs: number;
  } | null;
  readonly counts: { readonly [outcome in 'published' | 'copied' | 'unroutable' | 'undeliverable']: number };
}
