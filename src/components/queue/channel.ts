import type { ReadyMessage } from './ready-message.ts';

/** How a consumer takes messages. */
export interface ConsumerSettings {
  /** The most deliveries it may hold unacknowledged, from 1; null: no bound, which AMQP writes as 0. */
  readonly prefetch: number | null;
  /** The broker counts a message as acknowledged as soon as it is sent. */
  readonly autoAck: boolean;
}

/** A consumer's (or a getter's) connection to one queue, with what it holds unacknowledged. */
export class Channel<B> {
  readonly id: string;
  /** null while it only gets. */
  consumer: ConsumerSettings | null = null;
  /** It was its turn while it held as much as it may. */
  blocked = false;
  /** By delivery tag, lowest first. */
  readonly #held = new Map<number, { readonly message: ReadyMessage<B>; readonly counted: boolean }>();
  #lastTag = 0;
  /** What counts against the prefetch: pushed deliveries, not got ones. */
  #inHand = 0;

  constructor(id: string) {
    this.id = id;
  }

  get heldCount(): number {
    return this.#held.size;
  }

  get full(): boolean {
    const prefetch = this.consumer?.prefetch ?? null;
    return prefetch !== null && !this.consumer?.autoAck && this.#inHand >= prefetch;
  }

  /** The tag of the next delivery, from 1. */
  nextTag(): number {
    return ++this.#lastTag;
  }

  hold(tag: number, message: ReadyMessage<B>, pushed: boolean): void {
    this.#held.set(tag, { message, counted: pushed });
    if (pushed) this.#inHand++;
  }

  /** Whether an acknowledgement of this tag means something. */
  knows(tag: number, multiple: boolean): boolean {
    return this.#held.has(tag) || (multiple && tag === 0);
  }

  /** Gives up what a tag (with `multiple`: every tag up to it, 0 for all) stands for, lowest tag first. */
  settle(tag: number, multiple: boolean): readonly ReadyMessage<B>[] {
    if (!multiple) return [this.#release(tag)];
    const tags = [...this.#held.keys()].filter((held) => tag === 0 || held <= tag);
    return tags.map((held) => this.#release(held));
  }

  #release(tag: number): ReadyMessage<B> {
    const { message, counted } = this.#held.get(tag)!;
    this.#held.delete(tag);
    if (counted) this.#inHand--;
    return message;
  }
}
