import type { Message } from '../../trace/message.ts';
import type { ConsumeOptions, PollConsumer, PushConsumer, ReceiveOptions } from '../queue-port.ts';
import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';
import type { Item } from './item.ts';
import type { Journal } from './journal.ts';

/** What a keeper needs of its queue. */
export interface KeeperPorts {
  readonly world: World;
  readonly journal: Journal;
  /** The component that gets dead letters; '' where the settings name none. */
  readonly deadLetterTo: string;
  /** Sends a dead letter. */
  readonly giveUp: (message: Message, cause: number) => void;
  /** Something changed at an instant that the queue didn't plan. */
  readonly changed: () => void;
}

/** What keeps a queue's messages, under the rules of one product. */
export interface Keeper {
  /** How many messages a crash of the broker takes now. */
  readonly volatileCount: number;
  /** When it has something to do by itself, next; null: never as it stands. */
  readonly nextDueUs: number | null;
  /** Does what is due by now. */
  advance(): void;
  /** A message arrived to be kept; `cause` is its `message.delivered`. */
  takeIn(hop: Hop, cause: number): void;
  /** A consumer says what became of a delivery. */
  settle(hop: Hop, cause: number): void;
  /** A delivery got lost on its way. */
  undelivered(hop: Hop, cause: number): void;
  consume(consumer: PushConsumer, options: ConsumeOptions, cause: number): void;
  poll(consumer: PollConsumer, options: ReceiveOptions): void;
  leave(consumer: string, why: string, cause: number): void;
  /** What can be redriven: the messages that can be received now. */
  readonly visible: Iterable<Message>;
  /** Takes all those out. */
  takeVisible(): readonly Item[];
  /** The broker goes down; `cause` is its `component.crashed`. */
  crash(cause: number): void;
  /** The broker is up again. */
  resume(cause: number): void;
}
