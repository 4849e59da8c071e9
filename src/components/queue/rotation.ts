import type { Channel } from './channel.ts';

/** Whose turn it is among a queue's consumers. */
export class Rotation<B> {
  #turns: Channel<B>[] = [];

  /** It gets its turn after all others. */
  add(channel: Channel<B>): void {
    this.#turns.push(channel);
  }

  remove(channel: Channel<B>): void {
    this.#turns = this.#turns.filter((other) => other !== channel);
  }

  /** A consumer that was passed over has room again: it queues up last. */
  unblock(channel: Channel<B>): void {
    if (!channel.blocked || channel.full) return;
    channel.blocked = false;
    this.add(channel);
  }

  /** The consumer whose turn it is, which then queues up last; null if none has room. */
  next(): Channel<B> | null {
    for (let channel = this.#turns.shift(); channel !== undefined; channel = this.#turns.shift()) {
      if (channel.full) {
        channel.blocked = true;
        continue;
      }
      this.#turns.push(channel);
      return channel;
    }
    return null;
  }
}
