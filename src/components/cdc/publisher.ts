import { Exchanges } from '../exchanges.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { Message } from '../../trace/message.ts';
import { DEFAULT_PUBLISH_RETRY, DEFAULT_PUBLISH_TIMEOUT_US } from '../../scenario/retries.ts';

/** Publishes messages for as long as it takes the broker to have them. */
export class Publisher {
  readonly #exchanges: Exchanges;
  readonly #to: string;

  constructor(world: World, owner: string, to: string) {
    this.#exchanges = new Exchanges(world, owner);
    this.#to = to;
  }

  /** `done` is called when the broker has it; until then it is sent again and again. */
  publish(message: Message, cause: number, done: (cause: number) => void): void {
    this.#exchanges.begin(
      {
        message,
        to: this.#to,
        passage: 'publish',
        timeoutUs: DEFAULT_PUBLISH_TIMEOUT_US,
        retry: DEFAULT_PUBLISH_RETRY,
        answered: (_, by) => done(by),
        failed: (_, by) => this.publish(message, by, done),
      },
      cause,
    );
  }

  take(hop: Hop, cause: number): void {
    this.#exchanges.take(hop, cause);
  }

  crash(cause: number): void {
    this.#exchanges.abandon(cause);
  }
}
