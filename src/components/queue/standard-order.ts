import type { TimeUs } from '../../kernel/time.ts';
import { ReadyList } from './ready-list.ts';
import type { ReceiveOrder, Taken } from './receive-order.ts';
import type { SqsMessage } from './sqs-message.ts';

/** A standard queue: whatever is in sight, in the order of sending. */
export class StandardOrder<B> implements ReceiveOrder<B> {
  readonly #inSight = new ReadyList<SqsMessage<B>>((a, b) => a.sequence - b.sequence);

  add(message: SqsMessage<B>): void {
    if (message.wake === null) this.#inSight.add(message);
  }

  remove(message: SqsMessage<B>): void {
    this.#inSight.remove(message);
  }

  show(message: SqsMessage<B>): void {
    this.#inSight.add(message);
  }

  take(most: number, _nowUs: TimeUs, isSpent: (message: SqsMessage<B>) => boolean): Taken<B> {
    const taken: Taken<B> = { messages: [], spent: [] };
    while (taken.messages.length < most) {
      const message = this.#inSight.shift();
      if (message === undefined) break;
      (isSpent(message) ? taken.spent : taken.messages).push(message);
    }
    return taken;
  }
}
