import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** A topic copies a message to those who ask for it. */
interface TopicRouted extends Base {
  readonly kind: 'topic.routed';
  readonly message: Message;
  readonly routingKey: string;
  /** In the order of the copies, with the binding that matched first: a key, a pattern, or `everything`. */
  readonly to: readonly { readonly subscriber: string; readonly binding: string }[];
}

/** Nobody asks for a message, so it is gone. */
interface TopicUnroutable extends Base {
  readonly kind: 'topic.unroutable';
  readonly message: Message;
  readonly routingKey: string;
  /** Its publisher hears of it. */
  readonly returned: boolean;
  /** A sentence for learners. */
  readonly why: string;
}

/** A subscriber did not take its copy. */
interface TopicUndeliverable extends Base {
  readonly kind: 'topic.undeliverable';
  readonly message: Message;
  readonly to: string;
  /** A sentence for learners. */
  readonly why: string;
}

export type TopicEntry = TopicRouted | TopicUnroutable | TopicUndeliverable;
