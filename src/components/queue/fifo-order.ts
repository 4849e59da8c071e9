import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';
import type { ReceiveOrder, Taken } from './receive-order.ts';
import type { SqsMessage } from './sqs-message.ts';

/**
 * A FIFO queue: within a group strictly in the order of sending, so that a message in flight holds up all that
 * come after it; groups take turns, and one receive takes what it can of a group before it turns to the next.
 */
export class FifoOrder<B> implements ReceiveOrder<B> {
  /** Whose turn it is comes first. */
  readonly #groups = new Map<string, SqsMessage<B>[]>();

  add(message: SqsMessage<B>): void {
    const group = groupOf(message);
    const members = this.#groups.get(group);
    if (members === undefined) this.#groups.set(group, [message]);
    else members.push(message);
  }

  remove(message: SqsMessage<B>): void {
    const group = groupOf(message);
    const members = this.#groups.get(group);
    const place = members?.indexOf(message) ?? -1;
    invariant(members !== undefined && place >= 0, 'a message is in its group');
    members.splice(place, 1);
    if (members.length === 0) this.#groups.delete(group);
  }

  show(): void {}

  take(most: number, nowUs: TimeUs, isSpent: (message: SqsMessage<B>) => boolean): Taken<B> {
    const taken: Taken<B> = { messages: [], spent: [] };
    const served: string[] = [];
    for (const [group, members] of this.#groups) {
      if (taken.messages.length >= most) break;
      const before = taken.messages.length;
      for (let place = 0; place < members.length && taken.messages.length < most;) {
        const message = members[place]!;
        if (message.visibleAtUs > nowUs) break;
        if (isSpent(message)) taken.spent.push(...members.splice(place, 1));
        else taken.messages.push(members[place++]!);
      }
      if (members.length === 0) this.#groups.delete(group);
      else if (taken.messages.length > before) served.push(group);
    }
    for (const group of served) this.#moveLast(group);
    return taken;
  }

  #moveLast(group: string): void {
    const members = this.#groups.get(group)!;
    this.#groups.delete(group);
    this.#groups.set(group, members);
  }
}

function groupOf(message: SqsMessage<unknown>): string {
  invariant(message.group !== null, 'a message of a FIFO queue has a group');
  return message.group;
}
