import type { TimeUs } from '../../kernel/time.ts';
import type { AmqpMessage } from './amqp-message.ts';

/** A message in a queue, ready or in a consumer's hands. */
export interface ReadyMessage<B> {
  readonly message: AmqpMessage<B>;
  /** Counted from 0 in the order of coming; it keeps its place for life. */
  readonly position: number;
  /** 0 where the queue knows no priorities. */
  readonly priority: number;
  /** null: never. */
  readonly expiresAtUs: TimeUs | null;
  /** How often it was delivered and came back. */
  returns: number;
}

/** The order in which a queue hands out: higher priority first, then older. */
export function beforeInQueue(a: ReadyMessage<unknown>, b: ReadyMessage<unknown>): number {
  return b.priority - a.priority || a.position - b.position;
}
