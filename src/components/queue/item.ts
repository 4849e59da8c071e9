import type { Message } from '../../trace/message.ts';

/** A message in a queue: what the cores of both products carry. */
export interface Item {
  /** As it came. */
  readonly message: Message;
  /** Its number in the queue; null before it is in. */
  position: number | null;
  /** Seq of the entry that brought it where it is: the cause of what the queue does with it by itself. */
  seq: number;
}
