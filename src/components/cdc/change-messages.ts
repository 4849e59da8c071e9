import type { Data, Message } from '../../trace/message.ts';
import type { World } from '../world.ts';

/** What a captured change is published as. */
interface Publication {
  readonly name: string;
  readonly key: string;
  readonly data: Data;
}

/**
 * The messages that a connector or a relay has made. A change that is published again is the same message: its id comes
 * from its place in the log or its row in the outbox, not from who publishes it.
 */
export class ChangeMessages {
  readonly #world: World;
  readonly #owner: string;
  readonly #made = new Map<string, Message>();

  constructor(world: World, owner: string) {
    this.#world = world;
    this.#owner = owner;
  }

  /** Whether it was published before. */
  has(id: string): boolean {
    return this.#made.has(id);
  }

  of(id: string, { name, key, data }: Publication, story: Message | null): Message {
    const known = this.#made.get(id);
    if (known !== undefined) return known;
    const { messages, scenario } = this.#world;
    const contract = scenario.messages.get(name);
    const kind = contract?.kind ?? 'event';
    const version = contract?.version ?? 1;
    const message =
      story === null
        ? messages.first(this.#owner, name, kind, data, key, key, version)
        : messages.following(story, this.#owner, name, kind, data, key, version);
    this.#made.set(id, message);
    return message;
  }
}
