import type { Template } from '../../scenario/expression.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Interfaces } from '../interfaces.ts';
import { withHeaders } from '../message-factory.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { Task } from './task.ts';

/** Makes and ships what the tasks of one service say. */
export class Messenger {
  readonly #world: World;
  readonly #owner: string;
  readonly #interfaces: Interfaces;

  constructor(world: World, owner: string, interfaces: Interfaces) {
    this.#world = world;
    this.#owner = owner;
    this.#interfaces = interfaces;
  }

  /** A message of the task's story, in the form that the service speaks now. */
  make(task: Task, name: string, data: Data, key: string | null, headers?: Template | null): Message {
    const kind = this.#world.scenario.messages.get(name)?.kind ?? 'command';
    const form = this.#interfaces.speak(name, data);
    const message = this.#world.messages.following(
      task.hop.message,
      this.#owner,
      name,
      kind,
      form,
      key,
      this.#interfaces.version(name),
    );
    return withHeaders(message, headers?.evaluate(task.scope));
  }

  /** Sends a message that nobody answers. */
  ship(task: Task, message: Message, to: string, passage: 'send' | 'publish'): void {
    this.#world.network.ship({
      message,
      from: this.#owner,
      to,
      passage,
      attempt: 1,
      final: true,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause: task.cause,
    });
  }

  /** Answers a request on the attempt that it came with. */
  answer(hop: Hop, kind: 'reply' | 'error', data: Data, cause: number): void {
    this.#world.network.ship({
      message: this.#world.messages.answer(hop.message, this.#owner, kind, data),
      from: this.#owner,
      to: hop.from,
      passage: 'reply',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}
